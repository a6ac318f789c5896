import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SubjectPage } from '../../api/privacy';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/choices';
import { Dialog } from '../../ui/Dialog';
import { toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDesk, wordFor } from '../texts';

export type Act = 'grant' | 'refuse' | 'extend';

/** Grants, refuses or takes more time; the words are read by the person. */
export function AnswerDialog({ page, act, onClose }: { page: SubjectPage; act: Act; onClose: () => void }) {
  const { privacy } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [isSighted, setSighted] = useState(false);
  const [tried, setTried] = useState(false);
  const { id, kind } = page.row;
  const isNeeded = act !== 'grant';
  const save = useMutation({
    mutationFn: () => (act === 'extend'
      ? client.post<SubjectPage>(`desk/subject-requests/${id}/extension`, { reason: text.trim() })
      : client.post<SubjectPage>(`desk/subject-requests/${id}/answer`, { granted: act === 'grant', ...(text.trim() && { answer: text.trim() }), ...(kind === 'correction' && act === 'grant' && { sighted: isSighted }) })),
    onSuccess: (next) => {
      queries.setQueryData(['subject-request', id], next);
      void queries.invalidateQueries({ queryKey: ['subject-requests'] });
      void queries.invalidateQueries({ queryKey: ['person', page.row.party] });
      toast(privacy.saved);
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, ['answer', 'reason']);
  const press = () => {
    setTried(true);
    if (!isNeeded || text.trim()) save.mutate();
  };
  const title = act === 'grant' ? wordFor(privacy.grant, kind) : privacy[act];
  const label = act === 'grant' ? privacy.note : act === 'refuse' ? privacy.refuseReason : privacy.extendReason;
  return (
    <Dialog
      title={title} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant={act === 'grant' && kind === 'erasure' ? 'danger' : 'primary'} busy={save.isPending} onPress={press}>{title}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={['answer', 'reason']} />}
      <p>{act === 'grant' ? wordFor(privacy.grantText, kind) : act === 'refuse' ? privacy.refuseText : privacy.extendText}</p>
      {act === 'grant' && kind === 'correction' && <Checkbox name="sighted" isSelected={isSighted} onChange={setSighted}>{privacy.sighted}</Checkbox>}
      <TextArea
        label={label} name={act === 'extend' ? 'reason' : 'answer'} isRequired={isNeeded} showOptional rows={3} value={text} onChange={setText} maxLength={1000}
        error={(tried && isNeeded && !text.trim() && common.fields.requiredMissing) || errors[act === 'extend' ? 'reason' : 'answer']}
      />
    </Dialog>
  );
}
