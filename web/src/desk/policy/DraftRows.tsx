import { useQuery } from '@tanstack/react-query';
import { FilePen, FilePlus2, FileText } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/feedback';
import { useClient, useMay } from '../context';
import { useDates } from '../formats';
import { Exported } from '../parts/Exported';
import { LinkButton } from '../parts/links';
import { Loaded } from '../parts/Loaded';
import { useDesk } from '../texts';
import { ApprovalDialog } from './ApprovalDialog';
import { BeginDraft } from './BeginDraft';
import { ConfirmAct } from './ConfirmAct';
import { draftsOptions, type DraftCard } from './versions_data';

type Asked = 'approve' | 'discard' | 'rebase';

function Asking({ draft, asked, onClose }: { draft: DraftCard; asked: Asked; onClose: () => void }) {
  const { versions: { drafts } } = useDesk();
  const client = useClient();
  if (asked === 'approve') return <ApprovalDialog what={{ draft: draft.id, revision: draft.revision }} onClose={onClose} />;
  const send = (act: string) => () => client.post(`desk/policy/drafts/${draft.id}/${act}`, { revision: draft.revision });
  if (asked === 'rebase') return <ConfirmAct title={drafts.rebase} text={drafts.moved} action={drafts.rebase} said={drafts.rebased} act={send('rebase')} onClose={onClose} />;
  return <ConfirmAct title={drafts.discardTitle(draft.title)} text={drafts.discardText} action={drafts.discard} said={drafts.discarded} act={send('discard')} isDangerous onClose={onClose} />;
}

function Row({ draft, newest }: { draft: DraftCard; newest: string | undefined }) {
  const { versions: { drafts } } = useDesk();
  const dates = useDates();
  const may = useMay();
  const [asked, setAsked] = useState<Asked | null>(null);
  const isOpen = draft.state === 'open';
  const hasMoved = isOpen && newest !== undefined && draft.base !== newest;
  return (
    <li className="row-item row-item-still">
      <span className="grow">
        <b className="strong"><bdi>{draft.title}</bdi></b>{' '}
        <Chip tone={isOpen ? 'info' : 'neutral'}>{drafts.states[draft.state]}</Chip>{' '}
        {isOpen && draft.problems > 0 && <Chip tone="warn">{drafts.problems(draft.problems)}</Chip>}
        <span className="sub">{drafts.changed(dates.name(draft.changed_by), dates.stamp(draft.changed_at))}</span>
        {hasMoved && <span className="sub">{drafts.moved}</span>}
      </span>
      <span className="row-wrap">
        <LinkButton size="small" icon={isOpen ? <FilePen aria-hidden="true" /> : <FileText aria-hidden="true" />} to={`/policy/drafts/${draft.id}`}>{isOpen ? drafts.edit : drafts.read}</LinkButton>
        {isOpen && draft.base && draft.problems === 0 && <LinkButton size="small" to="/policy/differences" search={{ from: hasMoved ? newest : draft.base, to: draft.id } as never}>{drafts.differences}</LinkButton>}
        {hasMoved && may('policy_draft') && <Button size="small" onPress={() => setAsked('rebase')}>{drafts.rebase}</Button>}
        {isOpen && !hasMoved && draft.problems === 0 && may('policy_approve') && <Button size="small" variant="primary" onPress={() => setAsked('approve')}>{drafts.approve}</Button>}
        {isOpen && <Button size="small" variant="quiet" aria-label={drafts.discardTitle(draft.title)} onPress={() => setAsked('discard')}>{drafts.discard}</Button>}
      </span>
      {asked && <Asking draft={draft} asked={asked} onClose={() => setAsked(null)} />}
    </li>
  );
}

export function DraftRows({ newest }: { newest: string | undefined }) {
  const { versions: { drafts } } = useDesk();
  const list = useQuery(draftsOptions(useClient()));
  const [isBeginning, setBeginning] = useState(false);
  return (
    <section className="card card-flush" aria-labelledby="policy-drafts">
      <div className="list-head spread">
        <h2 id="policy-drafts">{drafts.title}</h2>
        <span className="row-wrap">
          {(list.data ?? []).length > 0 && <Exported path="desk/policy/drafts" title={drafts.title} />}
          <Button icon={<FilePlus2 aria-hidden="true" />} onPress={() => setBeginning(true)}>{drafts.begin}</Button>
        </span>
      </div>
      <Loaded query={list}>
        {(items) => (items.length === 0
          ? <p className="muted card-pad">{drafts.none}</p>
          : <ul className="list rows">{items.map((draft) => <Row key={draft.id} draft={draft} newest={newest} />)}</ul>)}
      </Loaded>
      {isBeginning && <BeginDraft onClose={() => setBeginning(false)} />}
    </section>
  );
}
