import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, UserMinus } from 'lucide-react';
import { useState } from 'react';
import type { PersonFile } from '../../../api/desk';
import type { Representative, Representatives } from '../../../api/person_file';
import { asProblem } from '../../../api/problem';
import { Button } from '../../../ui/Button';
import { Checkbox, Select } from '../../../ui/choices';
import DateField from '../../../ui/DateField';
import type { Calendar } from '../../../ui/dates';
import { Dialog } from '../../../ui/Dialog';
import { toast } from '../../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../../ui/Problem';
import { TextField } from '../../../ui/TextField';
import { useCommon } from '../../../ui/texts';
import { useClient, useMay } from '../../context';
import { useDates } from '../../formats';
import { Loaded } from '../../parts/Loaded';
import { PersonPicker, type Picked } from '../../parts/PersonPicker';
import { Numeric } from '../../parts/Reference';
import { useDesk, wordFor } from '../../texts';
import { representativesOptions } from '../people_data';

/** It stands on two files, so both are asked for anew. */
function useSave(save: () => Promise<Representatives>, onClose: () => void) {
  const { personFile } = useDesk();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['representatives'] });
      toast(personFile.representativeSaved);
      onClose();
    },
  });
}

interface Draft {
  picked: Picked | null;
  capacity: string;
  evidence: string;
  number: string;
  until: string;
  calendar: Calendar;
  sighted: boolean;
}
const fresh: Draft = { picked: null, capacity: 'guardian', evidence: 'family_register', number: '', until: '', calendar: 'hijri', sighted: false };
const fields = ['party', 'capacity', 'evidence', 'number', 'valid_until', 'sighted'] as const;

function AddRepresentative({ file, onClose }: { file: PersonFile; onClose: () => void }) {
  const { personFile } = useDesk();
  const common = useCommon();
  const client = useClient();
  const [draft, setDraft] = useState(fresh);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const { picked, capacity, evidence, number, until, calendar, sighted } = draft;
  const save = useSave(() => client.post<Representatives>(`desk/people/${file.party}/representatives`, {
    party: picked?.party ?? '', capacity, evidence, number, sighted, ...(until && { valid_until: until, calendar }),
  }), onClose);
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, fields);
  const kinds = Object.entries(personFile.evidence[capacity] ?? {}).map(([id, label]) => ({ id, label }));
  const takeCapacity = (next: string) => change({ capacity: next, evidence: Object.keys(personFile.evidence[next] ?? {})[0] ?? '' });
  const press = () => {
    setTried(true);
    if (picked && number.trim() && sighted && (until || capacity !== 'agent')) save.mutate();
  };
  return (
    <Dialog
      title={personFile.addRepresentativeTitle} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={press}>{common.actions.save}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={[...fields]} />}
      <p className="muted">{personFile.addRepresentativeText}</p>
      <PersonPicker label={personFile.representative} name="party" value={picked} onChange={(next) => change({ picked: next })} error={(tried && !picked && personFile.pickMember) || errors['party']} />
      <div className="form-grid">
        <Select label={personFile.capacity} name="capacity" value={capacity} options={Object.entries(personFile.capacities).map(([id, label]) => ({ id, label }))} error={errors['capacity']} onChange={takeCapacity} />
        <Select label={personFile.evidenceLabel} name="evidence" value={evidence} options={kinds} error={errors['evidence']} onChange={(next) => change({ evidence: next })} />
        <TextField label={personFile.evidenceNumber} name="number" kind="code" isRequired maxLength={40} value={number} onChange={(next) => change({ number: next })} error={(tried && !number.trim() && common.fields.requiredMissing) || errors['number']} />
        <DateField label={personFile.validUntil} name="valid_until" isRequired={capacity === 'agent'} value={until} calendar={calendar} error={(tried && capacity === 'agent' && !until && common.fields.requiredMissing) || errors['valid_until']} onChange={(day, typedIn) => change({ until: day, calendar: typedIn })} />
      </div>
      <Checkbox name="sighted" isRequired isSelected={sighted} onChange={(is) => change({ sighted: is })} error={tried && !sighted ? personFile.sightedNeeded : errors['sighted']}>{personFile.sightedSaid}</Checkbox>
    </Dialog>
  );
}

function End({ file, one, onClose }: { file: PersonFile; one: Representative; onClose: () => void }) {
  const { personFile } = useDesk();
  const common = useCommon();
  const client = useClient();
  const save = useSave(() => client.post<Representatives>(`desk/people/${file.party}/representatives/${one.id}/end`, {}), onClose);
  const problem = save.error ? asProblem(save.error) : null;
  return (
    <Dialog
      title={personFile.endRepresentativeTitle} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="danger" busy={save.isPending} onPress={() => save.mutate()}>{personFile.endRepresentativeAct}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} />}
      <p>{personFile.endRepresentativeText(one.name)}</p>
    </Dialog>
  );
}

function One({ file, one, mayEnd }: { file: PersonFile; one: Representative; mayEnd: boolean }) {
  const { personFile } = useDesk();
  const dates = useDates();
  const [isEnding, setEnding] = useState(false);
  const words = personFile.evidence[one.capacity] ?? {};
  return (
    <li>
      <div className="grow">
        <Link to="/people/$party" params={{ party: one.party }}><bdi>{one.name}</bdi></Link>
        <span className="sub">{wordFor(personFile.capacities, one.capacity)} · {wordFor(words, one.evidence)} <Numeric>{one.number_masked}</Numeric></span>
        {one.valid_until && <span className={one.is_valid ? 'sub' : 'sub mark-error'}>{(one.is_valid ? personFile.validTill : personFile.endedOn)(dates.bothDates(one.valid_until))}</span>}
        <span className="sub">{one.by ? personFile.sightedBy(dates.name(one.by), dates.bothShort(one.since)) : dates.bothShort(one.since)}</span>
      </div>
      {mayEnd && <Button variant="quiet" size="small" aria-label={personFile.endRepresentative(one.name)} icon={<UserMinus aria-hidden="true" />} onPress={() => setEnding(true)} />}
      {isEnding && <End file={file} one={one} onClose={() => setEnding(false)} />}
    </li>
  );
}

/** Who acts for the person by a document that was seen, and for whom they act. */
export function RepresentativesCard({ file }: { file: PersonFile }) {
  const { personFile } = useDesk();
  const mayEdit = useMay()('person_edit');
  const found = useQuery(representativesOptions(useClient(), file.party));
  const [isAdding, setAdding] = useState(false);
  return (
    <section className="card stack" aria-labelledby="person-representatives">
      <h2 id="person-representatives">{personFile.representatives}</h2>
      <Loaded query={found}>
        {({ acting_for_them: acting, they_act_for: others }) => (
          <>
            {acting.length === 0 ? <p className="muted">{personFile.representativesNone}</p> : <ul className="list fact-list">{acting.map((one) => <One key={one.id} file={file} one={one} mayEnd={mayEdit} />)}</ul>}
            {others.length > 0 && (
              <>
                <h3 className="sub">{personFile.actsFor}</h3>
                <ul className="list fact-list" aria-label={personFile.actsFor}>{others.map((one) => <One key={one.id} file={file} one={one} mayEnd={mayEdit} />)}</ul>
              </>
            )}
          </>
        )}
      </Loaded>
      {mayEdit && !file.died && <div><Button size="small" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>{personFile.addRepresentative}</Button></div>}
      {isAdding && <AddRepresentative file={file} onClose={() => setAdding(false)} />}
    </section>
  );
}
