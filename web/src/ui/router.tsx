import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ComponentProps, type MouseEvent, type ReactNode } from 'react';

// The portal's router: the address is the state, a link is a link, and after a move the new page's heading has the focus.
interface Place {
  path: string;
  search: string;
  /** Goes up with each move, so that the same address pressed again is a move too. */
  count: number;
}
interface Router {
  base: string;
  place: Place;
  navigate: (to: string, options?: { replace?: boolean }) => void;
}
const RouterContext = createContext<Router | null>(null);

export function useRouter(): Router {
  const router = use(RouterContext);
  if (!router) throw new Error('outside <RouterProvider>');
  return router;
}

/** `base` without a slash at its end; paths inside are relative to it and carry none at their start. */
export function RouterProvider({ base, children }: { base: string; children: ReactNode }) {
  const read = useCallback((): Omit<Place, 'count'> => ({
    path: decodeURI(location.pathname).slice(base.length).replace(/^\/+|\/+$/g, ''),
    search: location.search,
  }), [base]);
  const [place, setPlace] = useState<Place>(() => ({ ...read(), count: 0 }));

  const moved = useCallback(() => setPlace((old) => ({ ...read(), count: old.count + 1 })), [read]);
  useEffect(() => {
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, [moved]);

  const navigate = useCallback((to: string, options: { replace?: boolean } = {}) => {
    const address = `${base}/${to}`;
    if (options.replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    moved();
    scrollTo(0, 0);
  }, [base, moved]);

  const router = useMemo(() => ({ base, place, navigate }), [base, place, navigate]);
  return <RouterContext value={router}>{children}</RouterContext>;
}

/** What a link needs: a real address, so that it opens in a new tab too, and a move without a reload. */
export function useLink(to: string): Pick<ComponentProps<'a'>, 'href' | 'onClick'> {
  const { base, navigate } = useRouter();
  return {
    href: `${base}/${to}`,
    onClick: (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      navigate(to);
    },
  };
}

export function Link({ to, ...rest }: Omit<ComponentProps<'a'>, 'href'> & { to: string }) {
  return <a {...rest} {...useLink(to)} />;
}

/** `requests/{id}` against `requests/7`: {id: '7'}; null when it is another page. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{')) {
      if (!value) return null;
      found[part.slice(1, -1)] = value;
    } else if (part !== value) return null;
  }
  return found;
}

/** Names the page and, after a move, puts the focus on its heading: whoever listens hears where they are. */
export function usePage(title: string, siteName: string): { ref: React.RefObject<HTMLHeadingElement | null>; tabIndex: -1 } {
  const { place } = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { document.title = title ? `${title} · ${siteName}` : siteName; }, [title, siteName]);
  useEffect(() => {
    if (place.count > 0) heading.current?.focus({ preventScroll: true });
  }, [place.count]);
  return { ref: heading, tabIndex: -1 };
}
