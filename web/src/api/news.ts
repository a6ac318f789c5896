/** That something changed on the server, never what: it is fetched again, by the usual routes. */
export interface Notice {
  what: 'all' | 'queue' | 'request' | 'messages';
  id?: string;
}

/** What of EventSource is used. */
export interface Source {
  readyState: number;
  addEventListener: (type: string, hear: (event: MessageEvent<string>) => void) => void;
  close: () => void;
}
export interface NewsOptions {
  open?: (address: string) => Source;
  /** How long whatever keeps changing is told once. */
  calmMs?: number;
  /** A server that refused is asked again after this. */
  againMs?: number;
}

const closed = 2;
const keyOf = (notice: Notice): string => `${notice.what}/${notice.id ?? ''}`;

/** At once, and then at most once in `ms`, so that a busy day does not make every page fetch all the time. */
function calmly(hear: (notice: Notice) => void, ms: number): { tell: (notice: Notice) => void; stop: () => void } {
  const timers = new Map<string, { timer: ReturnType<typeof setTimeout>; isDue: boolean }>();
  const tell = (notice: Notice): void => {
    const key = keyOf(notice);
    const waiting = timers.get(key);
    if (waiting) {
      waiting.isDue = true;
      return;
    }
    hear(notice);
    const entry = {
      isDue: false,
      timer: setTimeout(() => {
        timers.delete(key);
        if (entry.isDue) tell(notice);
      }, ms),
    };
    timers.set(key, entry);
  };
  return { tell, stop: () => { for (const { timer } of timers.values()) clearTimeout(timer); } };
}

/**
 * Hears the server's news while the page is in sight; a page that comes back into sight, or a line that was lost, is told that everything may have
 * changed. Without EventSource, or where the server refuses, pages refresh as they do without it. Returns how to stop.
 */
export function hearNews(address: string, hear: (notice: Notice) => void, options: NewsOptions = {}): () => void {
  const { open = (at) => new EventSource(at), calmMs = 1_000, againMs = 30_000 } = options;
  if (typeof EventSource === 'undefined' && !options.open) return () => undefined;
  const { tell, stop: stopTelling } = calmly(hear, calmMs);
  let source: Source | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;

  const end = (): void => {
    clearTimeout(again);
    source?.close();
    source = undefined;
  };
  const begin = (): void => {
    end();
    const mine = open(address);
    source = mine;
    mine.addEventListener('open', () => {
      if (wasOpen) tell({ what: 'all' });
      wasOpen = true;
    });
    mine.addEventListener('news', (event) => {
      try {
        tell(JSON.parse(event.data) as Notice);
      } catch {
        tell({ what: 'all' });
      }
    });
    mine.addEventListener('error', () => {
      if (source === mine && mine.readyState === closed) again = setTimeout(begin, againMs);
    });
  };
  const look = (): void => {
    if (document.visibilityState === 'visible') begin();
    else end();
  };
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    document.removeEventListener('visibilitychange', look);
    stopTelling();
    end();
  };
}
