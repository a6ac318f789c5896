import { lazy, Suspense, type ComponentType } from 'react';
import { LoadingState, ToastRegion } from '../ui/feedback';
import { match, RouterProvider, useRouter } from '../ui/router';
import { Failed } from './Failed';
import { PlainTop } from './LanguageSwitch';
import { Session, usePortal } from './session';
import { Shell } from './Shell';

// Each page is a chunk of its own, loaded when it is gone to.
type Parameters = Record<string, string>;
type PageComponent = ComponentType<{ parameters: Parameters }>;
const page = (load: () => Promise<{ default: PageComponent }>) => Object.assign(lazy(load), { load });

const NotFound = page(() => import('./pages/NotFound'));
const SignIn = page(() => import('./pages/SignIn'));
const Start = page(() => import('./pages/Start'));
const Found = page(() => import('./pages/Found'));
const Mail = page(() => import('./pages/Mail'));

interface Route {
  path: string;
  page: ReturnType<typeof page>;
  /** Nobody signed in: the sign-in page is shown in its place, and afterwards this one. */
  isPersonal?: boolean;
  /** A form with a bar of its own at the bottom. */
  isFocused?: boolean;
}
const routes: readonly Route[] = [
  { path: '', page: page(() => import('./pages/Home')) },
  { path: 'kinds/{kind}', page: page(() => import('./pages/Kind')) },
  { path: 'kinds/{kind}/apply', page: page(() => import('./pages/Apply')), isPersonal: true, isFocused: true },
  { path: 'policy', page: page(() => import('./pages/Policy')) },
  { path: 'sign-in', page: SignIn },
  { path: 'requests', page: page(() => import('./pages/Requests')), isPersonal: true },
  { path: 'requests/{id}', page: page(() => import('./pages/Standing')), isPersonal: true },
  { path: 'requests/{id}/received', page: page(() => import('./pages/Received')), isPersonal: true },
  { path: 'requests/{id}/completion', page: page(() => import('./pages/Completion')), isPersonal: true, isFocused: true },
  { path: 'messages', page: page(() => import('./pages/Messages')), isPersonal: true },
  { path: 'acknowledgement', page: page(() => import('./pages/Acknowledgement')) },
  { path: 'account', page: page(() => import('./pages/Account')), isPersonal: true },
  { path: 'account/data', page: page(() => import('./pages/MyData')), isPersonal: true },
  { path: 'account/openings', page: page(() => import('./pages/Openings')), isPersonal: true },
];

function Pages() {
  const { place } = useRouter();
  const { me } = usePortal();
  for (const route of routes) {
    const parameters = match(route.path, place.path);
    if (!parameters) continue;
    const Page = route.isPersonal && !me ? SignIn : route.page;
    return (
      <Shell isFocused={Boolean(route.isFocused && me)}>
        <Suspense fallback={<LoadingState />}><Page key={place.path} parameters={parameters} /></Suspense>
      </Shell>
    );
  }
  return <Shell><Suspense fallback={<LoadingState />}><NotFound parameters={{}} /></Suspense></Shell>;
}

/** The page's chunk travels beside the answers it is going to show, not after them. */
function fetchAhead(path: string) {
  const route = routes.find((one) => !one.isPersonal && match(one.path, path));
  if (route) route.page.load().catch(() => undefined);
}

export function App() {
  const [first = '', second = '', ...rest] = decodeURI(location.pathname).split('/').filter(Boolean);
  if (first === '') return <><PlainTop /><Suspense fallback={<LoadingState />}><Start parameters={{}} /></Suspense></>;
  if (first === 'found') return <><PlainTop /><Suspense fallback={<LoadingState />}><Found parameters={{}} /></Suspense><ToastRegion /></>;
  if (first === 'mail') {
    return <><PlainTop /><Suspense fallback={<LoadingState />}><Mail parameters={{ association: second }} /><ToastRegion /></Suspense></>;
  }
  fetchAhead([second, ...rest].filter(Boolean).join('/'));
  return (
    <RouterProvider base={`/${first}`}>
      <Session
        association={first}
        waitingView={<main className="wrap"><LoadingState /></main>}
        failedView={(problem, retry) => <><PlainTop /><Failed problem={problem} onRetry={retry} /></>}
      >
        <Pages />
      </Session>
      <ToastRegion />
    </RouterProvider>
  );
}
