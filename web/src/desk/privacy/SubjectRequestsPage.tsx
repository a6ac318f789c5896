import { useInfiniteQuery } from '@tanstack/react-query';
import { FolderLock } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { SubjectRow } from '../../api/privacy';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/choices';
import { EmptyState } from '../../ui/feedback';
import { useClient } from '../context';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useRowKeys } from '../queue/use_row_keys';
import { useDesk } from '../texts';
import { subjectRequestsOptions } from './privacy_data';
import { SubjectRowLine } from './SubjectRowLine';

function Rows({ rows, more }: { rows: readonly SubjectRow[]; more: ReactNode }) {
  const { privacy } = useDesk();
  const box = useRowKeys();
  if (rows.length === 0) return <div className="card"><EmptyState icon={<FolderLock />} title={privacy.emptyTitle}>{privacy.emptyText}</EmptyState></div>;
  return (
    <section className="card card-flush" ref={box}>
      <p className="list-head muted small" role="status">{privacy.waiting(rows.length)}</p>
      <ul className="list rows">{rows.map((row) => <li key={row.id}><SubjectRowLine row={row} /></li>)}</ul>
      {more}
    </section>
  );
}

/** What people ask of their own data, the most urgent first. */
export default function SubjectRequestsPage() {
  const { privacy } = useDesk();
  const client = useClient();
  const [state, setState] = useState('open');
  const found = useInfiniteQuery(subjectRequestsOptions(client, state));
  const more = found.hasNextPage && <div className="form-foot card-pad"><Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>{privacy.more}</Button></div>;
  return (
    <Page title={privacy.title} lead={privacy.lead} exported={{ path: 'desk/subject-requests', query: { state } }}>
      <div><Segmented label={privacy.state} value={state} onChange={setState} options={Object.entries(privacy.tabs).map(([id, label]) => ({ id, label }))} /></div>
      <Loaded query={found}>{({ pages }) => <Rows rows={pages.flatMap((page) => page.items)} more={more} />}</Loaded>
    </Page>
  );
}
