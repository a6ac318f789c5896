import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { PersonFile } from '../../../api/desk';
import type { Page } from '../../../api/model';
import type { Assessment, AssessmentView, Need } from '../../../api/person_file';
import { asProblem } from '../../../api/problem';
import { Button } from '../../../ui/Button';
import { Select } from '../../../ui/choices';
import DateField from '../../../ui/DateField';
import { today } from '../../../ui/dates';
import { Dialog } from '../../../ui/Dialog';
import { toast } from '../../../ui/feedback';
import { readRiyals, typedRiyals } from '../../../ui/numbers';
import { fieldErrors, ProblemAlert } from '../../../ui/Problem';
import { TextArea, TextField } from '../../../ui/TextField';
import { useCommon } from '../../../ui/texts';
import { useClient } from '../../context';
import { useDesk, wordFor } from '../../texts';

function NeedsInput({ needs, onChange }: { needs: readonly Need[]; onChange: (needs: Need[]) => void }) {
  const { personFile } = useDesk();
  const left = Object.keys(personFile.needNames).filter((name) => !needs.some((need) => need.need === name));
  const [next, setNext] = useState('');
  const chosen = left.includes(next) ? next : left[0] ?? '';
  const put = (at: number, change: Partial<Need>) => onChange(needs.map((need, index) => (index === at ? { ...need, ...change } : need)));
  return (
    <fieldset className="field">
      <legend className="field-label">{personFile.whatNeeded}</legend>
      {needs.map((need, at) => (
        <div key={need.need} className="stack-small summary-row">
          <span className="spread">
            <b>{wordFor(personFile.needNames, need.need)}</b>
            <Button variant="quiet" size="small" aria-label={personFile.removeNeed(wordFor(personFile.needNames, need.need))} icon={<Trash2 aria-hidden="true" />} onPress={() => onChange(needs.filter((one) => one.need !== need.need))} />
          </span>
          <Select label={personFile.priority} name={`priority-${need.need}`} value={need.priority} options={Object.entries(personFile.priorities).map(([id, label]) => ({ id, label }))} onChange={(priority) => put(at, { priority })} />
          <TextField label={personFile.needNote} name={`note-${need.need}`} showOptional value={need.note ?? ''} onChange={(note) => put(at, { note })} maxLength={500} />
        </div>
      ))}
      {left.length > 0 && (
        <span className="row-wrap">
          <Select label={personFile.addNeed} name="need" value={chosen} options={left.map((id) => ({ id, label: wordFor(personFile.needNames, id) }))} onChange={setNext} />
          <Button size="small" icon={<Plus aria-hidden="true" />} onPress={() => onChange([...needs, { need: chosen, priority: 'normal' }])}>{personFile.addNeed}</Button>
        </span>
      )}
    </fieldset>
  );
}

/** What was found on a day: who lives there, from what, and what they need. */
export function AssessDialog({ file, onClose }: { file: PersonFile; onClose: () => void }) {
  const { personFile } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const known = (field: string) => file.values.find((value) => value.field === field)?.value ?? '';
  const riyals = (halalas: string) => (/^\d+$/.test(halalas) ? typedRiyals(Number(halalas)) : '');
  const [on, setOn] = useState(today());
  const [how, setHow] = useState('visit');
  const [members, setMembers] = useState(known('household_size') || '1');
  const [income, setIncome] = useState(riyals(known('income')));
  const [obligations, setObligations] = useState(riyals(known('obligations')));
  const [needs, setNeeds] = useState<Need[]>([]);
  const [summary, setSummary] = useState('');
  const [tried, setTried] = useState(false);
  const halalas = { income: readRiyals(income), obligations: readRiyals(obligations || '0') };
  const save = useMutation({
    mutationFn: () => {
      const body: Assessment = {
        on, how, members: Number(members), income_halalas: halalas.income ?? 0, obligations_halalas: halalas.obligations ?? 0,
        needs: needs.map(({ note, ...need }) => ({ ...need, ...(note?.trim() && { note: note.trim() }) })), summary: summary.trim(),
      };
      return client.post<Page<AssessmentView>>(`desk/people/${file.party}/assessments`, body);
    },
    onSuccess: (next) => {
      queries.setQueryData(['assessments', file.party], next);
      void queries.invalidateQueries({ queryKey: ['person', file.party] });
      toast(personFile.saved);
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const fields = ['on', 'how', 'members', 'income_halalas', 'obligations_halalas', 'summary'];
  const errors = fieldErrors(problem, fields);
  const missing = tried && common.fields.requiredMissing;
  const press = () => {
    setTried(true);
    if (on && Number(members) > 0 && halalas.income !== null && halalas.obligations !== null) save.mutate();
  };
  return (
    <Dialog
      title={personFile.assessTitle} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={press}>{common.actions.save}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      <p className="muted">{personFile.assessText}</p>
      <DateField label={personFile.on} name="on" isRequired value={on} max={today()} error={(!on && missing) || errors['on']} onChange={(day) => setOn(day)} />
      <Select label={personFile.how} name="how" value={how} error={errors['how']} options={Object.entries(personFile.means).map(([id, label]) => ({ id, label }))} onChange={setHow} />
      <TextField label={personFile.members} name="members" kind="digits" isRequired maxLength={2} value={members} onChange={setMembers} error={(Number(members) < 1 && missing) || errors['members']} />
      <TextField label={personFile.income} name="income_halalas" kind="amount" suffix={common.money.unit} isRequired maxLength={15} value={income} onChange={setIncome} error={(halalas.income === null && missing) || errors['income_halalas']} />
      <TextField label={personFile.obligations} name="obligations_halalas" kind="amount" suffix={common.money.unit} showOptional maxLength={15} value={obligations} onChange={setObligations} error={(halalas.obligations === null && missing) || errors['obligations_halalas']} />
      <NeedsInput needs={needs} onChange={setNeeds} />
      <TextArea label={personFile.summary} name="summary" showOptional rows={3} value={summary} onChange={setSummary} error={errors['summary']} maxLength={4000} />
    </Dialog>
  );
}
