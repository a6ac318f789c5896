import type { QueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import type { Client } from '../api/client';
import { asProblem } from '../api/problem';
import { ToastRegion } from '../ui/feedback';
import { meOptions } from './context';
import { Crashed, NotFound, ShellFailed } from './Fallbacks';
import QueuePage from './queue/QueuePage';
import { parseSearch, stringifySearch } from './search_text';
import SignIn from './session/SignIn';
import { Home } from './shell/Home';
import { Shell } from './shell/Shell';

const root = createRootRoute({
  component: () => <><Outlet /><ToastRegion /></>,
  validateSearch: (search: Record<string, unknown>) => search as Record<string, string>,
});

function makeTree(client: Client, queries: QueryClient) {
  const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignIn });
  const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: lazyRouteComponent(() => import('./session/Setup')) });
  const shell = createRoute({
    getParentRoute: () => root,
    id: 'shell',
    component: Shell,
    errorComponent: ShellFailed,
    // Nobody sees the shell without being somebody; where they wanted to go is kept.
    beforeLoad: async ({ location }) => {
      try {
        await queries.ensureQueryData(meOptions(client));
      } catch (error) {
        if (asProblem(error).status !== 401) throw error;
        throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true });
      }
    },
  });
  const page = (path: string, load: () => Promise<{ default: React.ComponentType }>) =>
    createRoute({ getParentRoute: () => shell, path, component: lazyRouteComponent(load), errorComponent: Crashed });
  const pages = [
    createRoute({ getParentRoute: () => shell, path: '/', component: Home }),
    createRoute({ getParentRoute: () => shell, path: '/queue', component: QueuePage, errorComponent: Crashed }),
    page('/people', () => import('./people/PeoplePage')),
    page('/people/new', () => import('./people/RegisterPage')),
    page('/people/verifications', () => import('./people/VerificationsPage')),
    page('/people/$party/timeline', () => import('./people/TimelinePage')),
    page('/people/$party', () => import('./people/PersonPage')),
    page('/duplicates', () => import('./duplicates/DuplicatesPage')),
    page('/duplicates/$first/$second', () => import('./duplicates/PairPage')),
    page('/retention', () => import('./retention/RetentionPage')),
    page('/data-requests', () => import('./privacy/SubjectRequestsPage')),
    page('/data-requests/$id', () => import('./privacy/SubjectRequestPage')),
    page('/imports', () => import('./imports/ImportsPage')),
    page('/imports/$import', () => import('./imports/ImportPage')),
    page('/claims', () => import('./claims/ClaimsPage')),
    page('/claims/$claim', async () => ({ default: (await import('./claims/ClaimsPage')).ClaimPage })),
    page('/break-glass', () => import('./request/BreakGlass')),
    page('/requests/new', () => import('./create/NewRequestPage')),
    page('/requests/$request', () => import('./request/RequestPage')),
    page('/requests/$request/letters/$step', () => import('./request/LetterPage')),
    page('/requests/$request/submission', () => import('./request/SubmissionPage')),
    page('/clauses', () => import('./reports/ClausesPage')),
    page('/clauses/$clause', () => import('./reports/ClausePage')),
    page('/policy/replay', () => import('./policy/ReplayPage')),
    page('/policy', () => import('./policy/PolicyPage')),
    page('/policy/versions', () => import('./policy/VersionsPage')),
    page('/policy/versions/$digest', () => import('./policy/VersionPage')),
    page('/policy/differences', () => import('./policy/DifferencesPage')),
    page('/policy/drafts/$draft', () => import('./policy/DraftPage')),
    page('/policy/contractors', () => import('./policy/ContractorsPage')),
    page('/staff', () => import('./admin/StaffPage')),
    page('/branches', () => import('./admin/BranchesPage')),
    page('/calendar', () => import('./admin/CalendarPage')),
    page('/messages', () => import('./admin/MessagesPage')),
    page('/audit', () => import('./admin/AuditPage')),
    page('/account', () => import('./session/AccountPage')),
  ];
  return root.addChildren([signIn, setup, shell.addChildren(pages)]);
}

export function makeRouter(slug: string, client: Client, queries: QueryClient) {
  return createRouter({
    routeTree: makeTree(client, queries),
    basepath: `/desk/${slug}`,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: Crashed,
    scrollRestoration: true,
  });
}
