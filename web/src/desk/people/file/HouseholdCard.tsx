import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Pencil, Plus, UserMinus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { PersonFile } from '../../../api/desk';
import type { Household, HouseholdMember } from '../../../api/person_file';
import { asProblem } from '../../../api/problem';
import { Button } from '../../../ui/Button';
import { Select } from '../../../ui/choices';
import { Dialog } from '../../../ui/Dialog';
import { toast } from '../../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../../ui/Problem';
import { useCommon } from '../../../ui/texts';
import { useClient, useMay } from '../../context';
import { useDates } from '../../formats';
import { Loaded } from '../../parts/Loaded';
import { PersonPicker, type Picked } from '../../parts/PersonPicker';
import { useDesk, wordFor } from '../../texts';
import { householdOptions } from '../people_data';

/** Every member shows the same household, so all of them are asked for anew. */
function useSaveHousehold(save: () => Promise<Household>, onClose: () => void) {
  const { personFile } = useDesk();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['household'] });
      toast(personFile.householdSaved);
      onClose();
    },
  });
}

function RelationSelect({ label, value, withHead, error, onChange }: { label: string; value: string; withHead: boolean; error: ReactNode; onChange: (value: string) => void }) {
  const { personFile } = useDesk();
  const options = Object.entries(personFile.relations).filter(([id]) => withHead || id !== 'head').map(([id, text]) => ({ id, label: text }));
  return <Select label={label} name="relation" value={value} options={options} error={error} onChange={onChange} />;
}

function AddMember({ file, onClose }: { file: PersonFile; onClose: () => void }) {
  const { personFile } = useDesk();
  const common = useCommon();
  const client = useClient();
  const [picked, setPicked] = useState<Picked | null>(null);
  const [relation, setRelation] = useState('child');
  const [tried, setTried] = useState(false);
  const save = useSaveHousehold(() => client.post<Household>(`desk/people/${file.party}/household`, { party: picked?.party ?? '', relation }), onClose);
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, ['party', 'relation']);
  const press = () => {
    setTried(true);
    if (picked) save.mutate();
  };
  return (
    <Dialog
      title={personFile.addMemberTitle} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={press}>{common.actions.save}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={picked ? ['relation'] : ['party', 'relation']} />}
      <p className="muted">{personFile.addMemberText}</p>
      <PersonPicker label={personFile.member} name="party" value={picked} onChange={setPicked} error={(tried && !picked && personFile.pickMember) || errors['party']} />
      <RelationSelect label={personFile.relation} value={relation} withHead={false} error={errors['relation']} onChange={setRelation} />
    </Dialog>
  );
}

function ChangeRelation({ member, onClose }: { member: HouseholdMember; onClose: () => void }) {
  const { personFile } = useDesk();
  const common = useCommon();
  const client = useClient();
  const [relation, setRelation] = useState(member.relation);
  const save = useSaveHousehold(() => client.put<Household>(`desk/people/${member.party}/household`, { relation }), onClose);
  const problem = save.error ? asProblem(save.error) : null;
  return (
    <Dialog
      title={personFile.relationTitle} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={() => save.mutate()}>{common.actions.save}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={['relation']} />}
      <RelationSelect label={personFile.relationOf(member.name)} value={relation} withHead error={fieldErrors(problem, ['relation'])['relation']} onChange={setRelation} />
    </Dialog>
  );
}

function Leave({ member, onClose }: { member: HouseholdMember; onClose: () => void }) {
  const { personFile } = useDesk();
  const common = useCommon();
  const client = useClient();
  const save = useSaveHousehold(() => client.post<Household>(`desk/people/${member.party}/household/leaving`, {}), onClose);
  const problem = save.error ? asProblem(save.error) : null;
  return (
    <Dialog
      title={personFile.leaveTitle} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="danger" busy={save.isPending} onPress={() => save.mutate()}>{personFile.leaveAct}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} />}
      <p>{personFile.leaveText(member.name)}</p>
    </Dialog>
  );
}

function Member({ member, isSelf, mayEdit }: { member: HouseholdMember; isSelf: boolean; mayEdit: boolean }) {
  const { personFile } = useDesk();
  const dates = useDates();
  const [open, setOpen] = useState<'relation' | 'leave' | null>(null);
  return (
    <li>
      <div className="grow">
        {isSelf ? <b className="strong"><bdi>{member.name}</bdi></b> : <Link to="/people/$party" params={{ party: member.party }}><bdi>{member.name}</bdi></Link>}
        <span className="sub">{wordFor(personFile.relations, member.relation)}{isSelf && <> · {personFile.self}</>} · {dates.bothShort(member.since)}</span>
      </div>
      {mayEdit && (
        <span className="row">
          <Button variant="quiet" size="small" aria-label={personFile.changeRelation(member.name)} icon={<Pencil aria-hidden="true" />} onPress={() => setOpen('relation')} />
          <Button variant="quiet" size="small" aria-label={personFile.leave(member.name)} icon={<UserMinus aria-hidden="true" />} onPress={() => setOpen('leave')} />
        </span>
      )}
      {open === 'relation' && <ChangeRelation member={member} onClose={() => setOpen(null)} />}
      {open === 'leave' && <Leave member={member} onClose={() => setOpen(null)} />}
    </li>
  );
}

/** Who lives together, as every member's file shows it. */
export function HouseholdCard({ file }: { file: PersonFile }) {
  const { personFile } = useDesk();
  const client = useClient();
  const mayEdit = useMay()('person_edit') && !file.died;
  const found = useQuery(householdOptions(client, file.party));
  const [isAdding, setAdding] = useState(false);
  return (
    <section className="card stack" aria-labelledby="person-household">
      <h2 id="person-household">{personFile.household}</h2>
      <Loaded query={found}>
        {({ members }) => members.length === 0 ? <p className="muted">{personFile.householdNone}</p> : (
          <ul className="list fact-list">{members.map((member) => <Member key={member.party} member={member} isSelf={member.party === file.party} mayEdit={mayEdit} />)}</ul>
        )}
      </Loaded>
      {mayEdit && <div><Button size="small" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>{personFile.addMember}</Button></div>}
      {isAdding && <AddMember file={file} onClose={() => setAdding(false)} />}
    </section>
  );
}
