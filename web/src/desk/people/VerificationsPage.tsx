import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, BadgeCheck } from 'lucide-react';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/feedback';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { useRowKeys } from '../queue/use_row_keys';
import { useDesk, wordFor } from '../texts';
import { verificationsOptions } from './people_data';

/** People whose values were verified a year ago or longer, the longest ago first. */
export default function VerificationsPage() {
  const { people, personFile, time, words } = useDesk();
  const client = useClient();
  const dates = useDates();
  const box = useRowKeys();
  const found = useInfiniteQuery(verificationsOptions(client));
  return (
    <Page title={personFile.dueTitle} lead={personFile.dueLead} exported={{ path: 'desk/verifications' }} crumbs={<Crumb to="/people">{people.title}</Crumb>}>
      <Loaded query={found}>
        {({ pages }) => {
          const due = pages.flatMap((page) => page.items);
          if (due.length === 0) return <div className="card"><EmptyState icon={<BadgeCheck />} title={personFile.dueEmpty}>{personFile.dueEmptyText}</EmptyState></div>;
          return (
            <section className="card card-flush" ref={box}>
              <p className="list-head muted small" role="status">{personFile.dueCount(due.length)}</p>
              <ul className="list rows">
                {due.map((one) => (
                  <li key={`${one.party}-${one.since}`}>
                    <Link className="row-item" data-row="" to="/people/$party" params={{ party: one.party }}>
                      <span className="grow">
                        <b className="strong"><bdi>{one.name}</bdi></b>
                        <span className="sub">{one.fields.map((field) => wordFor(words.fields, field)).join(time.comma)} · {personFile.dueSince(dates.bothShort(one.since))}</span>
                      </span>
                      <ArrowLeft className="row-arrow" aria-hidden="true" />
                    </Link>
                  </li>
                ))}
              </ul>
              {found.hasNextPage && <div className="form-foot card-pad"><Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>{personFile.more}</Button></div>}
            </section>
          );
        }}
      </Loaded>
    </Page>
  );
}
