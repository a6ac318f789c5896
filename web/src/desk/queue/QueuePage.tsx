import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CalendarClock, CircleCheckBig, ListFilter, OctagonPause, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { QueuePage as QueuePageData, QueueScope, QueueState } from '../../api/desk';
import type { KindForm } from '../../api/model';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/choices';
import { EmptyState, Skeleton } from '../../ui/feedback';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Failure, Loaded } from '../parts/Loaded';
import { LoadMore } from '../parts/LoadMore';
import { Page } from '../parts/Page';
import { useIsPhone } from '../parts/use_media';
import { kindsOptions } from '../request/request_data';
import { useDesk } from '../texts';
import { today } from '../../ui/dates';
import { GlassLink } from './GlassLink';
import { QueueCards, QueueTable } from './QueueRows';
import { queueOptions } from './queue_data';
import { changeQueueSearch, isFiltered, queueQuery, readQueueSearch, scopeOf, scopes, stateOf, type QueueSearch } from './queue_search';
import { useRowKeys } from './use_row_keys';

/** The server counts no further. */
const countMax = 500;

function useCountText(): (count: number) => string {
  const { app } = useDesk();
  const { number } = useDates();
  return (count) => (count >= countMax ? app.moreThan(number(countMax - 1)) : number(count));
}

const tiles: readonly { state: QueueState; icon: LucideIcon; count: 'overdue' | 'due_today' | 'blocked' }[] = [
  { state: 'overdue', icon: TriangleAlert, count: 'overdue' },
  { state: 'due', icon: CalendarClock, count: 'due_today' },
  { state: 'blocked', icon: OctagonPause, count: 'blocked' },
];

/** What presses, counted; a press filters, another one takes the filter away. */
function Tiles({ counts, isFailed, state, onChange }: { counts: QueuePageData['counts'] | undefined; isFailed: boolean; state: QueueState; onChange: (state: QueueState) => void }) {
  const { queue, states } = useDesk();
  const said = useCountText();
  const hints = { overdue: queue.overdueHint, due: queue.dueHint, blocked: queue.blockedHint, any: '' };
  return (
    <div className="tiles" role="group" aria-label={queue.state}>
      {tiles.map(({ state: one, icon: Icon, count }) => (
        <button key={one} type="button" className="tile" data-state={one} aria-pressed={state === one} onClick={() => onChange(state === one ? 'any' : one)}>
          <span className="tile-icon" aria-hidden="true"><Icon /></span>
          <span className="grow">
            <span className="tile-name">{queue[one]}</span>
            <span className="tile-hint">{hints[one]}</span>
          </span>
          {counts ? <b className="tile-count numbers" data-zero={counts[count] === 0}>{said(counts[count])}</b> : isFailed ? <b className="tile-count">{states.none}</b> : <Skeleton width={32} height={28} />}
        </button>
      ))}
    </div>
  );
}

function ScopeTabs({ counts, scope, onChange }: { counts: QueuePageData['counts'] | undefined; scope: QueueScope; onChange: (scope: QueueScope) => void }) {
  const { queue } = useDesk();
  const said = useCountText();
  return (
    <div className="scopes" role="group" aria-label={queue.scope}>
      {scopes.map((one) => (
        <button key={one} type="button" aria-pressed={scope === one} onClick={() => onChange(one)}>
          {queue[one]} {counts && <span className="scope-count numbers">{said(counts[one])}</span>}
        </button>
      ))}
    </div>
  );
}

function Filters({ search, kinds, onChange }: { search: QueueSearch; kinds: readonly KindForm[]; onChange: (change: Partial<QueueSearch>) => void }) {
  const { queue } = useDesk();
  const { words } = useDates();
  const kind = kinds.find((one) => one.id === search.kind);
  return (
    <div className="queue-filters">
      <Select
        label={<span className="hidden-visually">{queue.kind}</span>} emptyOption={queue.everyKind} value={search.kind ?? ''} onClear={() => onChange({ kind: undefined })}
        options={kinds.map((one) => ({ id: one.id, label: words(one.title) }))} onChange={(id) => onChange({ kind: id })}
      />
      <Select
        label={<span className="hidden-visually">{queue.step}</span>} emptyOption={kind ? queue.everyStep : queue.stepNeedsKind} value={search.step ?? ''} isDisabled={!kind} onClear={() => onChange({ step: undefined })}
        options={(kind?.steps ?? []).map((one) => ({ id: one.id, label: words(one.title) }))} onChange={(id) => onChange({ step: id })}
      />
    </div>
  );
}

function Nothing({ search, onChange }: { search: QueueSearch; onChange: (change: Partial<QueueSearch>) => void }) {
  const { queue } = useDesk();
  if (isFiltered(search)) {
    return (
      <EmptyState icon={<ListFilter />} title={queue.emptyFilteredTitle} action={<Button onPress={() => onChange({ state: 'any', kind: undefined })}>{queue.clear}</Button>}>
        {queue.emptyFilteredText}
      </EmptyState>
    );
  }
  if (scopeOf(search) === 'mine') {
    return (
      <EmptyState icon={<CircleCheckBig />} title={queue.emptyMineTitle} action={<Button onPress={() => onChange({ scope: 'team' })}>{queue.showTeam}</Button>}>
        {queue.emptyMineText}
      </EmptyState>
    );
  }
  return <EmptyState icon={<CircleCheckBig />} title={queue.emptyTitle}>{queue.emptyText}</EmptyState>;
}

function QueueSkeleton() {
  return (
    <div className="queue-skeleton">
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} className="row"><Skeleton width="14%" /><Skeleton width="26%" /><Skeleton width="22%" /><Skeleton width="12%" /><Skeleton width="14%" /></div>
      ))}
    </div>
  );
}

export default function QueuePage() {
  const { queue } = useDesk();
  const dates = useDates();
  const client = useClient();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const search = readQueueSearch(useSearch({ strict: false }));
  const list = useInfiniteQuery(queueOptions(client, search));
  const { data: kinds } = useQuery(kindsOptions(client));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const counts = list.data?.pages[0]?.counts;
  const change = (part: Partial<QueueSearch>) => void navigate({ to: '/queue', search: changeQueueSearch(search, part) as Record<string, string>, replace: true });
  const box = useRowKeys();
  return (
    <Page title={queue.title} lead={dates.bothDates(today())} exported={{ path: 'desk/queue', query: queueQuery(search) }}>
      <Tiles counts={counts} isFailed={list.isError} state={stateOf(search)} onChange={(state) => change({ state })} />
      <section className="card card-flush" aria-label={queue.table}>
        <div className="queue-bar">
          <ScopeTabs counts={counts} scope={scopeOf(search)} onChange={(scope) => change({ scope })} />
          <span className="grow" />
          <Filters search={search} kinds={kinds ?? []} onChange={change} />
        </div>
        <Loaded query={{ ...list, data: list.data }} skeleton={<QueueSkeleton />}>
          {() => (rows.length === 0 ? <Nothing search={search} onChange={change} /> : (
            <div ref={box} aria-busy={list.isPlaceholderData}>
              {isPhone ? <QueueCards rows={rows} /> : <QueueTable rows={rows} />}
              {list.isFetchNextPageError && <Failure error={list.error} onRetry={() => void list.fetchNextPage()} />}
              <LoadMore hasNext={list.hasNextPage} isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} shown={queue.shown(queue.rows(rows.length))} />
            </div>
          ))}
        </Loaded>
      </section>
      <GlassLink />
    </Page>
  );
}
