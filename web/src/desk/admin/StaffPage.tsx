import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy, Link2, UserPlus, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { Staff, StaffInvited } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { ChoiceMany } from '../../ui/choices';
import { Dialog } from '../../ui/Dialog';
import { Chip, EmptyState, toast } from '../../ui/feedback';
import { explain, fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useClient, useMe } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useDesk, wordFor } from '../texts';
import { branchesOptions, staffOptions } from './admin_data';

const roles = ['officer', 'researcher', 'secretary', 'committee_member', 'supervisor', 'delegate', 'quality_manager', 'director', 'board_member', 'administrator'] as const;
type RoleName = (typeof roles)[number];
const fields = ['name', 'email', 'roles', 'branches', 'state'] as const;

interface EditorProps {
  /** Nobody yet: an invitation. */
  staff: Staff | null;
  onClose: () => void;
  onInvited: (invited: StaffInvited) => void;
}

function Editor({ staff, onClose, onInvited }: EditorProps) {
  const { admin, words } = useDesk();
  const common = useCommon();
  const dates = useDates();
  const client = useClient();
  const queries = useQueryClient();
  const { data: branches } = useQuery(branchesOptions(client));
  const [name, setName] = useState(staff?.name ?? '');
  const [email, setEmail] = useState(staff?.email ?? '');
  const [chosen, setChosen] = useState<RoleName[]>(roles.filter((role) => staff?.roles.includes(role)));
  const [where, setWhere] = useState<string[]>(staff?.branches ?? []);
  const [tried, setTried] = useState(false);
  const done = () => {
    void queries.invalidateQueries({ queryKey: ['staff'] });
    onClose();
  };
  const save = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), roles: chosen, branches: where };
      if (!staff) {
        onInvited(await client.post<StaffInvited>('desk/staff', { ...body, email: email.trim() }));
        return;
      }
      await client.patch<Staff>(`desk/staff/${staff.id}`, body);
      toast(admin.staff.saved(name));
    },
    onSuccess: done,
  });
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, fields);
  const own = {
    name: name.trim() ? undefined : admin.staff.needName,
    email: staff || /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email.trim()) ? undefined : admin.staff.needEmail,
    roles: chosen.length > 0 ? undefined : admin.staff.needRole,
  };
  const press = () => {
    setTried(true);
    if (!own.name && !own.email && !own.roles) save.mutate();
  };
  return (
    <Dialog
      title={staff ? admin.staff.edit(staff.name) : admin.staff.invite} isOpen onClose={onClose} size="large" isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={press}>{staff ? admin.staff.save : admin.staff.sendInvite}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      <div className="form-grid">
        <TextField label={admin.staff.name} name="name" isRequired autoFocus value={name} onChange={setName} error={(tried && own.name) || errors['name']} />
        <TextField label={admin.staff.email} name="email" kind="email" isRequired isReadOnly={staff !== null} value={email} onChange={setEmail} error={(tried && own.email) || errors['email']} />
      </div>
      <ChoiceMany<RoleName>
        label={admin.staff.roles} name="roles" isInline isRequired value={chosen} error={(tried && own.roles) || errors['roles']}
        options={roles.map((id) => ({ id, label: words.roles[id] }))} onChange={setChosen}
      />
      {branches && branches.length > 0 && (
        <ChoiceMany
          label={admin.staff.branches} name="branches" isInline hint={admin.staff.branchesHint} value={where} error={errors['branches']}
          options={branches.map((branch) => ({ id: branch.id, label: dates.words(branch.name) }))} onChange={setWhere}
        />
      )}
    </Dialog>
  );
}

/** The link is shown this once: the dialog closes only when its reader says so. */
function SetupLink({ invited, onClose }: { invited: StaffInvited; onClose: () => void }) {
  const { admin } = useDesk();
  const link = new URL(invited.setup_link, location.origin).href;
  const copy = () => void navigator.clipboard.writeText(link).then(() => toast(admin.staff.copied));
  return (
    <Dialog
      title={admin.staff.linkTitle} isOpen isDismissable={false} onClose={() => undefined}
      actions={<><Button onPress={onClose}>{admin.staff.linkDone}</Button><Button variant="primary" icon={<Copy aria-hidden="true" />} onPress={copy}>{admin.staff.copy}</Button></>}
    >
      <p className="muted">{admin.staff.linkText(invited.staff.name)}</p>
      <p className="setup-link"><bdi className="ltr">{link}</bdi></p>
    </Dialog>
  );
}

function Switch({ staff, onClose }: { staff: Staff; onClose: () => void }) {
  const { admin } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const isOn = staff.state !== 'disabled';
  const save = useMutation({
    mutationFn: () => client.patch<Staff>(`desk/staff/${staff.id}`, { state: isOn ? 'disabled' : 'active' }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['staff'] });
      toast((isOn ? admin.staff.disabled : admin.staff.enabled)(staff.name));
      onClose();
    },
  });
  return (
    <Dialog
      title={isOn ? admin.staff.disable : admin.staff.enable} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant={isOn ? 'danger' : 'primary'} busy={save.isPending} onPress={() => save.mutate()}>{isOn ? admin.staff.disable : admin.staff.enable}</Button></>}
    >
      {save.error && <ProblemAlert problem={asProblem(save.error)} />}
      <p>{isOn ? admin.staff.disableText(staff.name) : staff.name}</p>
    </Dialog>
  );
}

const tones = { active: 'ok', invited: 'info', disabled: 'neutral' } as const;

function Row({ staff, onEdit, onSwitch, onInvited }: { staff: Staff; onEdit: () => void; onSwitch: () => void; onInvited: (invited: StaffInvited) => void }) {
  const { admin, words } = useDesk();
  const dates = useDates();
  const client = useClient();
  const me = useMe();
  const { data: branches } = useQuery(branchesOptions(client));
  const where = dates.list(staff.branches.map((id) => dates.words(branches?.find((branch) => branch.id === id)?.name) || id));
  const isMe = staff.id === me.staff.id;
  const common = useCommon();
  const renew = useMutation({
    mutationFn: () => client.post<StaffInvited>(`desk/staff/${staff.id}/setup-link`, {}),
    onSuccess: onInvited,
    onError: (error) => toast(explain(asProblem(error), common), 'error'),
  });
  return (
    <li className="row-item row-item-still staff-row">
      <span className="avatar" aria-hidden="true"><UserRound size={18} /></span>
      <span className="staff-who">
        <b className="strong"><bdi>{staff.name}</bdi>{isMe && <span className="sub sub-inline"> ({admin.staff.you})</span>}</b>
        <bdi className="sub">{staff.email}</bdi>
      </span>
      <span className="staff-roles"><span>{dates.list(staff.roles.map((role) => wordFor(words.roles, role)))}</span><span className="sub">{where || admin.staff.allBranches}</span></span>
      <span className="staff-state">
        <Chip tone={tones[staff.state]}>{words.staffStates[staff.state]}</Chip>
        <span className="sub">{staff.last_sign_in ? dates.stamp(staff.last_sign_in) : admin.staff.never}</span>
      </span>
      <span className="row">
        <Button size="small" aria-label={admin.staff.edit(staff.name)} onPress={onEdit}>{admin.staff.roles}</Button>
        {!isMe && staff.state !== 'disabled' && <Button size="small" variant="quiet" aria-label={admin.staff.newLink(staff.name)} icon={<Link2 aria-hidden="true" />} busy={renew.isPending} onPress={() => renew.mutate()} />}
        {!isMe && <Button size="small" variant={staff.state === 'disabled' ? 'secondary' : 'danger'} onPress={onSwitch}>{staff.state === 'disabled' ? admin.staff.enable : admin.staff.disable}</Button>}
      </span>
    </li>
  );
}

export default function StaffPage() {
  const { admin } = useDesk();
  const client = useClient();
  const list = useQuery(staffOptions(client));
  const [editor, setEditor] = useState<{ staff: Staff | null } | null>(null);
  const [switched, setSwitched] = useState<Staff | null>(null);
  const [invited, setInvited] = useState<StaffInvited | null>(null);
  const invite = <Button variant="primary" icon={<UserPlus aria-hidden="true" />} onPress={() => setEditor({ staff: null })}>{admin.staff.invite}</Button>;
  return (
    <Page title={admin.staff.title} exported={{ path: 'desk/staff' }} actions={invite}>
      <Loaded query={list}>
        {(items) => (items.length === 0 ? <div className="card"><EmptyState icon={<UserRound />} title={admin.staff.emptyTitle} action={invite}>{admin.staff.emptyText}</EmptyState></div> : (
          <section className="card card-flush">
            <p className="list-head muted small">{admin.staff.count(items.length)}</p>
            <ul className="list rows">{items.map((staff) => <Row key={staff.id} staff={staff} onEdit={() => setEditor({ staff })} onSwitch={() => setSwitched(staff)} onInvited={setInvited} />)}</ul>
          </section>
        ))}
      </Loaded>
      {editor && <Editor staff={editor.staff} onClose={() => setEditor(null)} onInvited={setInvited} />}
      {switched && <Switch staff={switched} onClose={() => setSwitched(null)} />}
      {invited && <SetupLink invited={invited} onClose={() => setInvited(null)} />}
    </Page>
  );
}
