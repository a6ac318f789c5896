import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDesk } from '../texts';
import { useGovernanceAct } from './use_governance_act';
import type { DraftCard } from './versions_data';

const fields = ['title'] as const;

/** From the version in force, or from another one. */
export function BeginDraft({ version, onClose }: { version?: string; onClose: () => void }) {
  const { versions: { drafts } } = useDesk();
  const common = useCommon();
  const client = useClient();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const begin = async () => {
    const made = await client.post<DraftCard>('desk/policy/drafts', { title: title.trim(), ...(version && { version }) });
    await navigate({ to: `/policy/drafts/${made.id}` });
  };
  const { run, isBusy, problem } = useGovernanceAct(begin, drafts.begun, onClose);
  return (
    <Dialog
      title={drafts.beginTitle} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={isBusy} onPress={run}>{drafts.begin}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      <p className="muted">{version ? drafts.beginHere : drafts.beginText}</p>
      <TextField label={drafts.name} name="title" hint={drafts.nameHint} isRequired autoFocus value={title} onChange={setTitle} error={fieldErrors(problem, fields)['title']} />
    </Dialog>
  );
}
