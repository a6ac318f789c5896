import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { SearchX, TriangleAlert } from 'lucide-react';
import { asProblem, isProblem } from '../api/problem';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/feedback';
import { ErrorState } from '../ui/Problem';
import { useCommon } from '../ui/texts';
import { useDesk } from './texts';

/** The shell could not find out who is here: offline, or the server is down. */
export function ShellFailed({ error }: ErrorComponentProps) {
  const router = useRouter();
  if (!isProblem(error)) return <Crashed />;
  return <main className="page"><div className="card"><ErrorState problem={asProblem(error)} onRetry={() => void router.invalidate()} /></div></main>;
}

/** A fault of the page itself. A chunk that a newer build took away is cured by the reload. */
export function Crashed() {
  const common = useCommon();
  return (
    <div className="page">
      <div className="card">
        <EmptyState icon={<TriangleAlert />} title={common.errors.crashed} action={<Button variant="primary" onPress={() => location.reload()}>{common.errors.reload}</Button>}>{common.errors.server}</EmptyState>
      </div>
    </div>
  );
}

export function NotFound() {
  const { app } = useDesk();
  return (
    <main className="page">
      <h1 className="hidden-visually">{app.notFoundTitle}</h1>
      <div className="card">
        <EmptyState icon={<SearchX />} title={app.notFoundTitle} action={<Link to="/queue" className="button button-secondary">{app.toQueue}</Link>}>{app.notFoundText}</EmptyState>
      </div>
    </main>
  );
}
