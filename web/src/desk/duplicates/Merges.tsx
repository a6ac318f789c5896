import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonFile } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useClient, useMay } from '../context';
import { useDates } from '../formats';
import { useDesk } from '../texts';

function Undo({ file, merge, onClose }: { file: PersonFile; merge: string; onClose: () => void }) {
  const { duplicates } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => client.post<PersonFile>(`desk/merges/${merge}/undoing`, { reason: reason.trim() }),
    onSuccess: (next) => {
      queries.setQueryData(['person', file.party], next);
      void queries.invalidateQueries({ queryKey: ['duplicates'] });
      toast(duplicates.undone);
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, ['reason']);
  const press = () => {
    setTried(true);
    if (reason.trim()) save.mutate();
  };
  return (
    <Dialog
      title={duplicates.undo} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={press}>{duplicates.undo}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={['reason']} />}
      <p className="muted">{duplicates.undoText}</p>
      <TextArea label={duplicates.undoReason} name="reason" isRequired rows={2} value={reason} onChange={setReason} error={(tried && !reason.trim() && common.fields.requiredMissing) || errors['reason']} maxLength={500} />
    </Dialog>
  );
}

/** Files that became part of this one; each can be taken out again, the latest first. */
export function Merges({ file }: { file: PersonFile }) {
  const { duplicates } = useDesk();
  const dates = useDates();
  const may = useMay();
  const [undoing, setUndoing] = useState('');
  if (file.merges.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="person-merges">
      <h2 id="person-merges">{duplicates.mergesTitle}</h2>
      <ul className="list fact-list">
        {file.merges.map((merge, index) => (
          <li key={merge.id}>
            <span className="grow sub">{duplicates.mergedOn(merge.by ? dates.name(merge.by) : '—', dates.bothShort(merge.at))}</span>
            {index === 0 && may('duplicate_judge') && <Button size="small" onPress={() => setUndoing(merge.id)}>{duplicates.undo}</Button>}
          </li>
        ))}
      </ul>
      {undoing && <Undo file={file} merge={undoing} onClose={() => setUndoing('')} />}
    </section>
  );
}
