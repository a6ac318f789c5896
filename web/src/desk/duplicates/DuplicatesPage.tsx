import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, BadgeCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PersonHit, PossibleDuplicate } from '../../api/desk';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/feedback';
import { useClient } from '../context';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { HitFacts } from '../people/PeoplePage';
import { useRowKeys } from '../queue/use_row_keys';
import { useDesk } from '../texts';
import { duplicatesOptions } from './duplicates_data';
import { Evidence, VerdictChip } from './Evidence';

function Who({ hit }: { hit: PersonHit }) {
  return (
    <span className="pair-who">
      <b className="strong truncate"><bdi>{hit.name}</bdi></b>
      <HitFacts hit={hit} />
    </span>
  );
}

function Pair({ pair }: { pair: PossibleDuplicate }) {
  return (
    <Link className="row-item" data-row="" to="/duplicates/$first/$second" params={{ first: pair.first.party, second: pair.second.party }}>
      <span className="grow stack-small">
        <span className="pair-two"><Who hit={pair.first} /><Who hit={pair.second} /></span>
        <VerdictChip verdict={pair.verdict} probability={pair.probability} />
        <Evidence evidence={pair.evidence} />
      </span>
      <ArrowLeft className="row-arrow" aria-hidden="true" />
    </Link>
  );
}

function Pairs({ pairs, more }: { pairs: readonly PossibleDuplicate[]; more: ReactNode }) {
  const { duplicates } = useDesk();
  const box = useRowKeys();
  if (pairs.length === 0) return <div className="card"><EmptyState icon={<BadgeCheck />} title={duplicates.emptyTitle}>{duplicates.emptyText}</EmptyState></div>;
  return (
    <section className="card card-flush" ref={box}>
      <p className="list-head muted small" role="status">{duplicates.waiting(pairs.length)}</p>
      <ul className="list rows">{pairs.map((pair) => <li key={`${pair.first.party}/${pair.second.party}`}><Pair pair={pair} /></li>)}</ul>
      {more}
    </section>
  );
}

/** Registered people who may be one, likeliest first. */
export default function DuplicatesPage() {
  const { duplicates } = useDesk();
  const client = useClient();
  const found = useInfiniteQuery(duplicatesOptions(client));
  const more = found.hasNextPage && <div className="form-foot card-pad"><Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>{duplicates.more}</Button></div>;
  return (
    <Page title={duplicates.title} lead={duplicates.lead} exported={{ path: 'desk/duplicates' }}>
      <Loaded query={found}>{({ pages }) => <Pairs pairs={pages.flatMap((page) => page.items)} more={more} />}</Loaded>
    </Page>
  );
}
