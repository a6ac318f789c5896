import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, FileText, Plus } from 'lucide-react';
import { useState } from 'react';
import type { PersonFile } from '../../api/desk';
import type { SubjectPage } from '../../api/privacy';
import { asProblem } from '../../api/problem';
import { Button, ButtonLink } from '../../ui/Button';
import { Select } from '../../ui/choices';
import type { Calendar } from '../../ui/dates';
import { Dialog } from '../../ui/Dialog';
import { toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea } from '../../ui/TextField';
import { useCommon, useLanguage } from '../../ui/texts';
import { useClient, useMay } from '../context';
import { writtenFields } from '../people/fields';
import { sentValue, typedValue } from '../people/typed_value';
import { ValueInput } from '../people/ValueInput';
import { useDesk, wordFor } from '../texts';
import { ofPersonOptions } from './privacy_data';
import { SubjectRowLine } from './SubjectRowLine';

const fields = ['kind', 'field', 'value', 'reason'];

function Write({ file, onClose }: { file: PersonFile; onClose: () => void }) {
  const { privacy, words } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const [kind, setKind] = useState('correction');
  const [field, setField] = useState('full_name');
  const [typed, setTyped] = useState<{ value: string; calendar?: Calendar | undefined }>({ value: '' });
  const [reason, setReason] = useState('');
  const isCorrection = kind === 'correction';
  const choose = (next: string) => {
    const stored = file.values.find((value) => value.field === next);
    setField(next);
    setTyped({ value: typedValue(next, stored?.value ?? ''), calendar: stored?.calendar });
  };
  const save = useMutation({
    mutationFn: () => client.post<SubjectPage>(`desk/people/${file.party}/subject-requests`, {
      kind, ...(reason.trim() && { reason: reason.trim() }), ...(isCorrection && { field, value: sentValue(field, typed.value), ...(typed.calendar && { calendar: typed.calendar }) }),
    }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['subject-requests'] });
      toast(privacy.written);
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, fields);
  return (
    <Dialog
      title={privacy.writeTitle} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={() => save.mutate()}>{common.actions.save}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      <p className="muted">{privacy.writeText}</p>
      <Select label={privacy.kind} name="kind" value={kind} error={errors['kind']} options={Object.entries(privacy.kinds).map(([id, label]) => ({ id, label }))} onChange={setKind} />
      {isCorrection && <Select label={privacy.which} name="field" value={field} error={errors['field']} options={writtenFields.map((id) => ({ id, label: wordFor(words.fields, id) }))} onChange={choose} />}
      {isCorrection && <ValueInput key={field} field={field} label={privacy.value} value={typed.value} calendar={typed.calendar} error={errors['value']} onChange={(value, calendar) => setTyped({ value, calendar: calendar ?? typed.calendar })} />}
      <TextArea label={privacy.reason} name="reason" showOptional rows={2} value={reason} onChange={setReason} error={errors['reason']} maxLength={1000} />
    </Dialog>
  );
}

/** What the person asked about their data; what they ask by word of mouth is written down here, and their copy handed over. */
export function PersonRights({ file }: { file: PersonFile }) {
  const { privacy } = useDesk();
  const client = useClient();
  const may = useMay();
  const { language } = useLanguage();
  const found = useQuery(ofPersonOptions(client, file.party));
  const [isWriting, setWriting] = useState(false);
  const rows = found.data?.items ?? [];
  const mayAct = may('person_edit') && !file.died;
  return (
    <section className="card stack" aria-labelledby="person-rights">
      <h2 id="person-rights">{privacy.section}</h2>
      {rows.length === 0 ? <p className="muted">{privacy.none}</p> : <ul className="list rows">{rows.map((row) => <li key={row.id}><SubjectRowLine row={row} isNamed={false} /></li>)}</ul>}
      {mayAct && (
        <div className="row-wrap">
          <Button size="small" icon={<Plus aria-hidden="true" />} onPress={() => setWriting(true)}>{privacy.write}</Button>
          <ButtonLink size="small" href={client.address(`desk/people/${file.party}/copy`, { form: 'pdf', language })} download="" icon={<FileText aria-hidden="true" />}>{privacy.copyPaper}</ButtonLink>
          <ButtonLink size="small" href={client.address(`desk/people/${file.party}/copy`)} download="" icon={<Download aria-hidden="true" />}>{privacy.copyData}</ButtonLink>
        </div>
      )}
      {isWriting && <Write file={file} onClose={() => setWriting(false)} />}
    </section>
  );
}
