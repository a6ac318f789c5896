import { useMutation, useQuery } from '@tanstack/react-query';
import { Copy, HardHat, Link2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Choice } from '../../ui/choices';
import { Dialog } from '../../ui/Dialog';
import { Chip, EmptyState, toast } from '../../ui/feedback';
import { explain, fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Crumb } from '../parts/links';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useDesk } from '../texts';
import { useGovernanceAct } from './use_governance_act';
import { contractorsOptions, versionsOptions, type Contractor } from './versions_data';

const fields = ['name', 'purpose', 'email', 'phone', 'state'] as const;

function Editor({ one, onClose }: { one: Contractor | null; onClose: () => void }) {
  const { versions: { contractors } } = useDesk();
  const common = useCommon();
  const client = useClient();
  const [name, setName] = useState(one?.name ?? '');
  const [purpose, setPurpose] = useState(one?.purpose ?? '');
  const [email, setEmail] = useState(one?.email ?? '');
  const [phone, setPhone] = useState(one?.phone ?? '');
  const [state, setState] = useState<Contractor['state']>(one?.state ?? 'active');
  const save = () => {
    const body = { name: name.trim(), purpose: purpose.trim(), ...(email.trim() && { email: email.trim() }), ...(phone.trim() && { phone: phone.trim() }) };
    return one ? client.put(`desk/policy/contractors/${one.id}`, { ...body, state }) : client.post('desk/policy/contractors', body);
  };
  const { run, isBusy, problem } = useGovernanceAct(save, contractors.saved(name.trim()), onClose);
  const errors = fieldErrors(problem, fields);
  return (
    <Dialog
      title={one ? contractors.edit(one.name) : contractors.add} isOpen onClose={onClose} size="large" isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={isBusy} onPress={run}>{contractors.save}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      <div className="form-grid">
        <TextField label={contractors.name} name="name" isRequired autoFocus value={name} onChange={setName} error={errors['name']} />
        <TextField label={contractors.purpose} name="purpose" hint={contractors.purposeHint} isRequired value={purpose} onChange={setPurpose} error={errors['purpose']} />
        <TextField label={contractors.email} name="email" kind="email" value={email} onChange={setEmail} error={errors['email']} />
        <TextField label={contractors.phone} name="phone" kind="phone" value={phone} onChange={setPhone} error={errors['phone']} />
      </div>
      {one && (
        <Choice<Contractor['state']>
          label={contractors.state} name="state" isInline value={state} onChange={setState} error={errors['state']}
          options={(['active', 'ended'] as const).map((id) => ({ id, label: contractors.states[id] }))}
        />
      )}
    </Dialog>
  );
}

interface NewLink {
  link: string;
  expires_at: string;
}

/** The link is shown this once: the dialog closes only when its reader says so. */
function ShownLink({ name, made, onClose }: { name: string; made: NewLink; onClose: () => void }) {
  const { versions: { contractors } } = useDesk();
  const dates = useDates();
  const link = new URL(made.link, location.origin).href;
  const copy = () => void navigator.clipboard.writeText(link).then(() => toast(contractors.copied));
  return (
    <Dialog
      title={contractors.linkTitle} isOpen isDismissable={false} onClose={() => undefined}
      actions={<><Button onPress={onClose}>{contractors.linkDone}</Button><Button variant="primary" icon={<Copy aria-hidden="true" />} onPress={copy}>{contractors.copy}</Button></>}
    >
      <p className="muted">{contractors.linkText(dates.name(name), dates.bothDates(made.expires_at))}</p>
      <p className="setup-link"><bdi className="ltr">{link}</bdi></p>
    </Dialog>
  );
}

function Row({ one, circulated, onEdit }: { one: Contractor; circulated: string | undefined; onEdit: () => void }) {
  const { versions: { contractors } } = useDesk();
  const dates = useDates();
  const client = useClient();
  const common = useCommon();
  const [made, setMade] = useState<NewLink | null>(null);
  const renew = useMutation({
    mutationFn: () => client.post<NewLink>(`desk/policy/contractors/${one.id}/link`, { digest: circulated }),
    onSuccess: setMade,
    onError: (error) => toast(explain(asProblem(error), common), 'error'),
  });
  const isActive = one.state === 'active';
  return (
    <li className="row-item row-item-still">
      <span className="grow">
        <b className="strong"><bdi>{one.name}</bdi></b> <Chip tone={isActive ? 'ok' : 'neutral'}>{contractors.states[one.state]}</Chip>
        <span className="sub">{one.purpose}</span>
        <span className="sub"><bdi className="ltr">{one.email ?? one.phone}</bdi>{one.ended_at && ` · ${contractors.endedAt(dates.bothDates(one.ended_at))}`}</span>
      </span>
      <span className="row">
        <Button size="small" aria-label={contractors.edit(one.name)} onPress={onEdit}>{contractors.change}</Button>
        {isActive && circulated && <Button size="small" variant="quiet" aria-label={contractors.link(one.name)} icon={<Link2 aria-hidden="true" />} busy={renew.isPending} onPress={() => renew.mutate()} />}
      </span>
      {made && <ShownLink name={one.name} made={made} onClose={() => setMade(null)} />}
    </li>
  );
}

export default function ContractorsPage() {
  const { versions } = useDesk();
  const { contractors } = versions;
  const client = useClient();
  const list = useQuery(contractorsOptions(client));
  const { data: all } = useQuery(versionsOptions(client));
  const [editor, setEditor] = useState<{ one: Contractor | null } | null>(null);
  const circulated = all?.items.find((version) => version.circulated_at && version.state !== 'superseded')?.digest;
  const add = <Button variant="primary" icon={<UserPlus aria-hidden="true" />} onPress={() => setEditor({ one: null })}>{contractors.add}</Button>;
  return (
    <Page title={contractors.title} lead={contractors.lead} exported={{ path: 'desk/policy/contractors' }} actions={add} crumbs={<><Crumb to="/policy">{versions.inForceTitle}</Crumb><Crumb to="/policy/versions">{versions.title}</Crumb></>}>
      <Loaded query={list}>
        {(items) => (items.length === 0
          ? <div className="card"><EmptyState icon={<HardHat />} title={contractors.emptyTitle} action={add}>{contractors.emptyText}</EmptyState></div>
          : (
              <section className="card card-flush">
                <p className="list-head muted small">{contractors.count(items.length)}</p>
                <ul className="list rows">{items.map((one) => <Row key={one.id} one={one} circulated={circulated} onEdit={() => setEditor({ one })} />)}</ul>
              </section>
            ))}
      </Loaded>
      {editor && <Editor one={editor.one} onClose={() => setEditor(null)} />}
    </Page>
  );
}
