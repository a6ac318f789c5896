import type { UseQueryResult } from '@tanstack/react-query';
import { Lock, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { asProblem } from '../../api/problem';
import { EmptyState, LoadingState } from '../../ui/feedback';
import { ErrorState } from '../../ui/Problem';
import { useMe } from '../context';
import { useDates } from '../formats';
import { useDesk, wordFor } from '../texts';

/** What a page shows while its data is not there: a skeleton, or why not and what helps. */
export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { states, words } = useDesk();
  const dates = useDates();
  const me = useMe();
  const problem = asProblem(error);
  if (problem.status === 403) {
    const roles = dates.list(me.roles.map((role) => wordFor(words.roles, role)));
    return <EmptyState icon={<Lock />} title={states.forbiddenTitle}>{states.forbiddenText(roles)}</EmptyState>;
  }
  if (problem.status === 404) return <EmptyState icon={<SearchX />} title={states.missingTitle}>{states.missingText}</EmptyState>;
  return <ErrorState problem={problem} onRetry={onRetry} />;
}

interface LoadedProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch' | 'isPending'>;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Data that is there stays on the page while a newer version is fetched, also when fetching it fails. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <div className="card"><Failure error={query.error} onRetry={() => void query.refetch()} /></div>;
  return <LoadingState>{skeleton}</LoadingState>;
}
