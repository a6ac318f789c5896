import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonFile } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { readMobile } from '../../portal/form/rules';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/choices';
import type { Calendar } from '../../ui/dates';
import { Dialog } from '../../ui/Dialog';
import { toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea, TextField } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDesk, wordFor } from '../texts';
import { sentValue, typedValue } from './typed_value';
import { ValueInput } from './ValueInput';

function useSavePerson(file: PersonFile, onClose: () => void, send: () => Promise<PersonFile>) {
  const { person } = useDesk();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (next) => {
      queries.setQueryData(['person', file.party], next);
      toast(person.saved);
      onClose();
    },
  });
}

interface EditValueProps {
  file: PersonFile;
  field: string;
  value: string;
  calendar?: Calendar;
  onClose: () => void;
}

/** A value of the file, with the reason: the former one stays in its history. */
export function EditValue({ file, field, value: former, calendar: formerCalendar, onClose }: EditValueProps) {
  const { person, words } = useDesk();
  const common = useCommon();
  const client = useClient();
  const [value, setValue] = useState(() => typedValue(field, former));
  const sent = sentValue(field, value);
  const [calendar, setCalendar] = useState(formerCalendar);
  const [reason, setReason] = useState('');
  const save = useSavePerson(file, onClose, () => client.put<PersonFile>(`desk/people/${file.party}/values/${field}`, { value: sent, ...(calendar && { calendar }), ...(reason.trim() && { reason: reason.trim() }) }));
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, ['value', 'reason']);
  const label = wordFor(words.fields, field);
  return (
    <Dialog
      title={person.editTitle(label)} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} isDisabled={sent === former} onPress={() => save.mutate()}>{common.actions.save}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={['value', 'reason']} />}
      <ValueInput field={field} label={person.newValue} value={value} calendar={calendar} error={errors['value']} onChange={(next, typedIn) => { setValue(next); if (typedIn) setCalendar(typedIn); }} />
      <TextArea label={person.reason} name="reason" hint={person.reasonHint} rows={2} value={reason} onChange={setReason} error={errors['reason']} maxLength={500} />
    </Dialog>
  );
}

/** A number opens the file in the portal: only in person, with the identity sighted. */
export function AddPhone({ file, onClose }: { file: PersonFile; onClose: () => void }) {
  const { person, register } = useDesk();
  const common = useCommon();
  const client = useClient();
  const [phone, setPhone] = useState('');
  const [reason, setReason] = useState('');
  const [isInPerson, setInPerson] = useState(false);
  const [tried, setTried] = useState(false);
  const save = useSavePerson(file, onClose, () => client.post<PersonFile>(`desk/people/${file.party}/phones`, { phone: readMobile(phone) ?? phone, in_person: true, reason: reason.trim() }));
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, ['phone', 'reason', 'in_person']);
  const press = () => {
    setTried(true);
    if (readMobile(phone) && isInPerson && reason.trim()) save.mutate();
  };
  return (
    <Dialog
      title={person.addPhone} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={press}>{common.actions.save}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={['phone', 'reason']} />}
      <p className="muted">{person.addPhoneText}</p>
      <TextField label={register.phone} name="phone" kind="phone" isRequired hint={register.phoneHint} value={phone} onChange={setPhone} error={(tried && !readMobile(phone) && common.fields.notPhone) || errors['phone']} autoFocus />
      <TextArea label={person.phoneReason} name="reason" isRequired rows={2} value={reason} onChange={setReason} error={(tried && !reason.trim() && common.fields.requiredMissing) || errors['reason']} />
      <Checkbox name="in_person" isRequired isSelected={isInPerson} onChange={setInPerson} error={tried && !isInPerson ? person.inPersonNeeded : undefined}>{person.inPerson}</Checkbox>
    </Dialog>
  );
}
