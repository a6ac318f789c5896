import { useState } from 'react';
import type { ItemValue } from '../../api/model';
import type { OwnSubjectRequest, OwnValue } from '../../api/own_data';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/choices';
import { Dialog } from '../../ui/Dialog';
import { toast } from '../../ui/feedback';
import { focusField } from '../../ui/Field';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea } from '../../ui/TextField';
import { ItemInput } from '../form/ItemInput';
import { usePortal } from '../session';
import { useTexts } from '../texts';
import { correctable, fieldItem, valueOf } from './field_item';

interface AskProps {
  onClose: () => void;
  onAsked: (request: OwnSubjectRequest) => void;
}
const fields = ['field', 'value', 'reason'];

function useAsk({ onClose, onAsked }: AskProps) {
  const texts = useTexts();
  const { client } = usePortal();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = async (body: Record<string, string>) => {
    setBusy(true);
    setProblem(null);
    try {
      onAsked(await client.post<OwnSubjectRequest>('portal/subject-requests', body));
      toast(texts.data.asked);
      onClose();
    } catch (caught) {
      setProblem(asProblem(caught));
      setBusy(false);
    }
  };
  return { isBusy, problem, ask };
}

/** The right value of something on the file, or of something that is missing there. */
export function CorrectDialog({ stored, known, ...props }: AskProps & { stored?: OwnValue; known: readonly string[] }) {
  const texts = useTexts();
  const missing = correctable.filter((one) => !known.includes(one));
  const [field, setField] = useState(stored?.field ?? missing[0] ?? 'full_name');
  const [value, setValue] = useState<ItemValue | undefined>(stored && valueOf(stored));
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const { isBusy, problem, ask } = useAsk(props);
  const errors = fieldErrors(problem, fields);
  const send = () => {
    const given = value?.date ?? value?.text?.trim() ?? '';
    setError(given ? undefined : texts.common.fields.requiredMissing);
    if (!given) return focusField('value');
    void ask({ kind: 'correction', field, value: given, ...(value?.calendar && { calendar: value.calendar }), ...(reason.trim() && { reason: reason.trim() }) });
  };
  return (
    <Dialog
      title={stored ? texts.data.correctOf(texts.data.fields[field] ?? field) : texts.data.add} isOpen onClose={props.onClose} isDismissable={false}
      actions={<><Button onPress={props.onClose}>{texts.common.actions.cancel}</Button><Button variant="primary" busy={isBusy} onPress={send}>{texts.data.send}</Button></>}
    >
      <p>{texts.data.correctText}</p>
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      {!stored && <Select label={texts.data.which} name="field" value={field} error={errors['field']} options={missing.map((id) => ({ id, label: texts.data.fields[id] ?? id }))} onChange={(next) => { setField(next); setValue(undefined); }} />}
      <ItemInput key={field} item={fieldItem(field, texts)} value={value} files={{}} error={error ?? errors['value']} onChange={(next) => { setValue(next); setError(undefined); }} />
      <TextArea label={texts.data.reason} name="reason" rows={2} showOptional value={reason} onChange={setReason} error={errors['reason']} maxLength={1000} />
    </Dialog>
  );
}

export function EraseDialog(props: AskProps) {
  const texts = useTexts();
  const [reason, setReason] = useState('');
  const { isBusy, problem, ask } = useAsk(props);
  return (
    <Dialog
      title={texts.data.erase} isOpen onClose={props.onClose} isDismissable={!reason}
      actions={<><Button onPress={props.onClose}>{texts.common.actions.cancel}</Button><Button variant="danger" busy={isBusy} onPress={() => void ask({ kind: 'erasure', ...(reason.trim() && { reason: reason.trim() }) })}>{texts.data.eraseSend}</Button></>}
    >
      <p>{texts.data.eraseText}</p>
      {problem && <ProblemAlert problem={problem} fields={['reason']} />}
      <TextArea label={texts.data.reason} name="reason" rows={2} showOptional value={reason} onChange={setReason} error={fieldErrors(problem, ['reason'])['reason']} maxLength={1000} />
    </Dialog>
  );
}
