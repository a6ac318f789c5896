import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonFile } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/choices';
import type { Calendar } from '../../ui/dates';
import DateField from '../../ui/DateField';
import { Dialog } from '../../ui/Dialog';
import { Alert, toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useClient, useMay } from '../context';
import { useDesk } from '../texts';

function useClosing(file: PersonFile, send: () => Promise<PersonFile>, said: string, onClose: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (next) => {
      queries.setQueryData(['person', file.party], next);
      toast(said);
      onClose();
    },
  });
}

/** A death, from its certificate: the file is closed. */
export function NoteDeath({ file, onClose }: { file: PersonFile; onClose: () => void }) {
  const { privacy } = useDesk();
  const common = useCommon();
  const client = useClient();
  const [day, setDay] = useState<{ on: string; calendar?: Calendar | undefined }>({ on: '' });
  const [isSighted, setSighted] = useState(false);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const save = useClosing(file, () => client.post<PersonFile>(`desk/people/${file.party}/death`, { on: day.on, ...(day.calendar && { calendar: day.calendar }), sighted: isSighted, ...(note.trim() && { note: note.trim() }) }), privacy.deathSaved, onClose);
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, ['on', 'note', 'sighted']);
  const press = () => {
    setTried(true);
    if (day.on && isSighted) save.mutate();
  };
  return (
    <Dialog
      title={privacy.noteDeath} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="danger" busy={save.isPending} onPress={press}>{privacy.noteDeath}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={['on', 'note', 'sighted']} />}
      <p className="muted">{privacy.noteDeathText}</p>
      <DateField label={privacy.deathDay} name="on" isRequired value={day.on} calendar={day.calendar} error={(tried && !day.on && common.fields.requiredMissing) || errors['on']} onChange={(on, calendar) => setDay({ on, calendar })} />
      <Checkbox name="sighted" isRequired isSelected={isSighted} onChange={setSighted} error={(tried && !isSighted && privacy.deathSightedNeeded) || errors['sighted']}>{privacy.deathSighted}</Checkbox>
      <TextArea label={privacy.deathNote} name="note" showOptional rows={2} value={note} onChange={setNote} error={errors['note']} maxLength={500} />
    </Dialog>
  );
}

function UndoDeath({ file, onClose }: { file: PersonFile; onClose: () => void }) {
  const { privacy } = useDesk();
  const common = useCommon();
  const client = useClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const save = useClosing(file, () => client.post<PersonFile>(`desk/people/${file.party}/death/undoing`, { reason: reason.trim() }), privacy.undone, onClose);
  const problem = save.error ? asProblem(save.error) : null;
  const press = () => {
    setTried(true);
    if (reason.trim()) save.mutate();
  };
  return (
    <Dialog
      title={privacy.undoDeath} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={press}>{privacy.undoDeath}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={['reason']} />}
      <p className="muted">{privacy.undoDeathText}</p>
      <TextArea label={privacy.undoDeathReason} name="reason" isRequired rows={2} value={reason} onChange={setReason} error={(tried && !reason.trim() && common.fields.requiredMissing) || fieldErrors(problem, ['reason'])['reason']} maxLength={500} />
    </Dialog>
  );
}

/** Over the file of somebody who has died. */
export function Died({ file }: { file: PersonFile }) {
  const { privacy } = useDesk();
  const may = useMay();
  const [isUndoing, setUndoing] = useState(false);
  if (!file.died) return null;
  return (
    <Alert tone="warn" title={privacy.died}>
      <p>{privacy.diedText}</p>
      {may('person_edit') && <Button size="small" onPress={() => setUndoing(true)}>{privacy.undoDeath}</Button>}
      {isUndoing && <UndoDeath file={file} onClose={() => setUndoing(false)} />}
    </Alert>
  );
}
