import { Inbox } from 'lucide-react';
import { useState } from 'react';
import type { Page, RequestCard } from '../../api/model';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Chip, EmptyState, LoadingState, toast, type Tone } from '../../ui/feedback';
import { ErrorState, explain } from '../../ui/Problem';
import { Link } from '../../ui/router';
import { useFormats } from '../../ui/texts';
import { GoButton, PageHead } from '../bits';
import { useLoad } from '../load';
import { usePortal } from '../session';
import { useTexts } from '../texts';

const tones: Record<string, Tone> = { open: 'info', returned: 'warn', held: 'neutral', closed: 'neutral' };
const good = new Set(['accepted', 'accepted_in_part', 'answered', 'delivered', 'completed', 'resolved', 'justified', 'overturned']);

export function StatusChip({ status, outcome }: { status: string; outcome?: string }) {
  const { common } = useTexts();
  if (status === 'closed' && outcome) return <Chip tone={good.has(outcome) ? 'ok' : 'neutral'}>{common.outcomes[outcome] ?? outcome}</Chip>;
  return <Chip tone={tones[status] ?? 'neutral'}>{common.statuses[status] ?? status}</Chip>;
}

function Card({ request }: { request: RequestCard }) {
  const texts = useTexts();
  const { words, bothShort, byWhen, digits } = useFormats();
  return (
    <Link to={`requests/${request.id}`} className="card request-card" data-unread={request.unread} data-yours={request.status === 'returned'}>
      <span className="spread">
        <h3>{words(request.kind_title)}</h3>
        <StatusChip status={request.status} outcome={request.outcome} />
      </span>
      {request.status !== 'closed' && (request.step_title ?? request.step) && <span>{words(request.step_title)}</span>}
      <span className="meta">
        <span>{texts.requests.reference} <bdi className="ltr reference">{digits(request.reference)}</bdi></span>
        <span>{texts.requests.received(bothShort(request.received_at))}</span>
        {request.status !== 'closed' && request.due && <span>{texts.requests.due(byWhen(request.due))}</span>}
        {request.unread && <Chip tone="ok">{texts.requests.unread}</Chip>}
      </span>
    </Link>
  );
}

export default function Requests() {
  const texts = useTexts();
  const { client } = usePortal();
  const { data, problem, reload, put } = useLoad<Page<RequestCard>>('requests', (signal) => client.get('portal/requests', { signal }));
  const [isBusy, setBusy] = useState(false);
  if (problem && !data) return <><PageHead title={texts.requests.title} /><ErrorState problem={problem} onRetry={reload} /></>;
  if (!data) return <><PageHead title={texts.requests.title} /><LoadingState /></>;
  const more = async () => {
    setBusy(true);
    try {
      const next = await client.get<Page<RequestCard>>('portal/requests', { query: { after: data.next } });
      put({ ...next, items: [...data.items, ...next.items] });
    } catch (caught) {
      toast(explain(asProblem(caught), texts.common), 'error');
    }
    setBusy(false);
  };
  const groups = [
    { id: 'yours', title: texts.requests.waitingForYou, items: data.items.filter((one) => one.status === 'returned') },
    { id: 'open', title: texts.requests.open, items: data.items.filter((one) => one.status === 'open' || one.status === 'held') },
    { id: 'closed', title: texts.requests.closed, items: data.items.filter((one) => one.status === 'closed') },
  ].filter((group) => group.items.length > 0);
  return (
    <>
      <PageHead title={texts.requests.title} />
      {data.items.length === 0 && (
        <div className="card">
          <EmptyState icon={<Inbox />} title={texts.requests.emptyTitle} action={<GoButton to="" variant="primary">{texts.requests.emptyAction}</GoButton>}>{texts.requests.emptyHint}</EmptyState>
        </div>
      )}
      {groups.map((group) => (
        <section key={group.id} className="stack" aria-labelledby={group.id}>
          <h2 id={group.id}>{group.title}</h2>
          <div className="kinds">{group.items.map((request) => <Card key={request.id} request={request} />)}</div>
        </section>
      ))}
      {data.next && <Button busy={isBusy} onPress={() => void more()}>{texts.common.actions.more}</Button>}
    </>
  );
}
