import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Archive, Hourglass } from 'lucide-react';
import { useState } from 'react';
import type { AnnouncedFile, RetentionCategory } from '../../api/retention';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/choices';
import { Chip, EmptyState } from '../../ui/feedback';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useDesk, wordFor } from '../texts';
import { HoldDialog } from './HoldDialog';
import { HoldRows } from './HoldRows';
import { PeriodDialog } from './PeriodDialog';
import { announcedOptions, holdsOptions, scheduleOptions } from './retention_data';

function InForce({ one }: { one: RetentionCategory }) {
  const { retention } = useDesk();
  const dates = useDates();
  if (one.months === undefined || !one.set_at) return null;
  const set = dates.bothShort(one.set_at);
  return (
    <>
      {one.basis && <span>{retention.basis}: <bdi>{one.basis}</bdi></span>}
      <span className="small muted">
        {one.set_by ? retention.setBy(dates.name(one.set_by), set) : retention.setOn(set)}
        {one.works_from && !one.whole_file && <> · {retention.worksFrom(dates.bothShort(one.works_from))}</>}
        {one.passed_on && <> · {retention.passed(dates.bothShort(one.passed_on))}</>}
        {' '}· {retention.destroyed(one.destroyed)}
      </span>
    </>
  );
}

function Schedule() {
  const { retention } = useDesk();
  const client = useClient();
  const found = useQuery(scheduleOptions(client));
  const [open, setOpen] = useState<RetentionCategory | null>(null);
  return (
    <Loaded query={found}>
      {({ items }) => (
        <section className="card card-flush" aria-label={retention.tabs['schedule']}>
          <p className="list-head muted small">{retention.law}</p>
          <ul className="list rows">
            {items.map((one) => {
              const label = wordFor(retention.categories, one.category);
              return (
                <li key={one.category} className="row-wrap spread card-pad">
                  <span className="stack-small grow">
                    <span className="row-wrap"><span className="strong">{label}</span>{one.months === undefined ? <Chip tone="warn">{retention.notSet}</Chip> : <Chip tone="ok">{retention.period(one.months)}</Chip>}</span>
                    <span className="small muted">{wordFor(retention.since, one.category)}{one.months === undefined && <> {retention.proposed(retention.period(one.proposed))}</>}</span>
                    <InForce one={one} />
                  </span>
                  <Button size="small" aria-label={`${one.months === undefined ? retention.set : retention.change}: ${label}`} onPress={() => setOpen(one)}>{one.months === undefined ? retention.set : retention.change}</Button>
                </li>
              );
            })}
          </ul>
          {open && <PeriodDialog one={open} onClose={() => setOpen(null)} />}
        </section>
      )}
    </Loaded>
  );
}

function Announced({ file, onHold }: { file: AnnouncedFile; onHold: () => void }) {
  const { retention } = useDesk();
  const dates = useDates();
  return (
    <li className="row-wrap spread card-pad">
      <span className="stack-small">
        <span className="strong">{file.party ? <Link to="/people/$party" params={{ party: file.party }}><bdi>{file.name}</bdi></Link> : retention.somebody}</span>
        <span className="small muted">{wordFor(retention.categories, file.category)} · {retention.noted(dates.bothShort(file.noted_at))}</span>
        <span className="row-wrap">{file.held ? <Chip tone="info">{retention.held}</Chip> : <Chip tone="warn">{retention.destroyOn(dates.bothShort(file.destroy_on))}</Chip>}</span>
      </span>
      {!file.held && <Button size="small" onPress={onHold}>{retention.hold}</Button>}
    </li>
  );
}

function Files() {
  const { retention } = useDesk();
  const found = useInfiniteQuery(announcedOptions(useClient()));
  const [held, setHeld] = useState<string | null>(null);
  return (
    <Loaded query={found}>
      {({ pages }) => {
        const files = pages.flatMap((page) => page.items);
        if (files.length === 0) return <div className="card"><EmptyState icon={<Hourglass />} title={retention.noFiles}>{retention.noFilesText}</EmptyState></div>;
        return (
          <section className="card card-flush" aria-label={retention.tabs['files']}>
            <ul className="list rows">{files.map((file) => <Announced key={file.id} file={file} onHold={() => setHeld(file.id)} />)}</ul>
            {found.hasNextPage && <div className="form-foot card-pad"><Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>{retention.more}</Button></div>}
            {held && <HoldDialog path={`desk/retention-files/${held}/hold`} onClose={() => setHeld(null)} />}
          </section>
        );
      }}
    </Loaded>
  );
}

function Holds() {
  const { retention } = useDesk();
  const found = useInfiniteQuery(holdsOptions(useClient()));
  return (
    <Loaded query={found}>
      {({ pages }) => {
        const holds = pages.flatMap((page) => page.items);
        if (holds.length === 0) return <div className="card"><EmptyState icon={<Archive />} title={retention.noHolds}>{retention.noHoldsText}</EmptyState></div>;
        return (
          <section className="card card-flush" aria-label={retention.tabs['holds']}>
            <HoldRows holds={holds} isNamed />
            {found.hasNextPage && <div className="form-foot card-pad"><Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>{retention.more}</Button></div>}
          </section>
        );
      }}
    </Loaded>
  );
}

const lists: Record<string, string> = { schedule: 'desk/retention', files: 'desk/retention-files', holds: 'desk/holds' };

/** How long what is known of people is kept, what is destroyed next, and what is on hold. */
export default function RetentionPage() {
  const { retention } = useDesk();
  const [tab, setTab] = useState('schedule');
  const path = lists[tab];
  return (
    <Page title={retention.title} lead={retention.lead} exported={path !== undefined && { path }}>
      <div><Segmented label={retention.tab} value={tab} onChange={setTab} options={Object.entries(retention.tabs).map(([id, label]) => ({ id, label }))} /></div>
      {tab === 'schedule' && <Schedule />}
      {tab === 'files' && <Files />}
      {tab === 'holds' && <Holds />}
    </Page>
  );
}
