import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { createClient, type Client } from '../api/client';
import type { Done, Page, PortalHome, PortalMe, PortalMessage } from '../api/model';
import { hearNews } from '../api/news';
import { listOutbox, onOutboxChange, startOutbox } from '../api/outbox';
import { isProblem, type Problem } from '../api/problem';
import { wipeDevice } from '../api/store';
import { useFormats } from '../ui/texts';
import { forgetAll, readAgain, readChanged, useLoad } from './load';
import { useTexts } from './texts';

interface Portal {
  association: string;
  client: Client;
  home: PortalHome;
  /** The name to show: a neutral one where being known here is itself confidential. */
  name: string;
  me: PortalMe | null;
  setMe: (me: PortalMe | null) => void;
  isOnline: boolean;
  waiting: number;
  unread: number;
  countUnread: () => void;
  signOut: () => Promise<void>;
  /** The sign-in ended while the page was open: what is typed stays, and one signs in over it. */
  hasEnded: boolean;
  resume: (me: PortalMe) => void;
}
const PortalContext = createContext<Portal | null>(null);

export function usePortal(): Portal {
  const portal = use(PortalContext);
  if (!portal) throw new Error('outside <Session>');
  return portal;
}

function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    addEventListener('online', update);
    addEventListener('offline', update);
    return () => {
      removeEventListener('online', update);
      removeEventListener('offline', update);
    };
  }, []);
  return isOnline;
}

/** How many writes wait on this device, and their sending. */
function useOutbox(association: string, onSent: () => void): number {
  const [waiting, setWaiting] = useState(0);
  useEffect(() => {
    const count = () => void listOutbox(association).then((entries) => setWaiting(entries.filter((one) => one.state === 'waiting').length), () => undefined);
    const stopListening = onOutboxChange(count);
    const stopSending = startOutbox(association, onSent);
    count();
    return () => {
      stopListening();
      stopSending();
    };
  }, [association, onSent]);
  return waiting;
}

/** Who was signed in, for a reload without a line: in this tab only; that somebody is: on the device. Wiped at sign-out with the rest. */
const meKey = (association: string): string => `sila.${association}.me`;
const hintKey = (association: string): string => `sila.${association}.signed-in`;
function rememberMe(association: string, me: PortalMe | null): void {
  if (me) {
    sessionStorage.setItem(meKey(association), JSON.stringify(me));
    localStorage.setItem(hintKey(association), '1');
  } else {
    sessionStorage.removeItem(meKey(association));
    localStorage.removeItem(hintKey(association));
  }
}
function rememberedMe(association: string): PortalMe | null {
  return JSON.parse(sessionStorage.getItem(meKey(association)) ?? 'null') as PortalMe | null;
}

/** Who is signed in: null is nobody; undefined while it is not known yet. */
function useMe(client: Client): { me: PortalMe | null | undefined; setMe: (me: PortalMe | null) => void } {
  const { association } = client;
  const loaded = useLoad<PortalMe | null>('me', async (signal) => {
    // Nobody has signed in here: asking would only be refused.
    if (!localStorage.getItem(hintKey(association))) return null;
    try {
      return await client.get<PortalMe>('portal/me', { signal });
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (error.status === 401) return null;
      if (error.reason === 'offline' || error.reason === 'timeout') return rememberedMe(association);
      throw error;
    }
  });
  const { data, problem, put } = loaded;
  useEffect(() => { if (data !== undefined) rememberMe(association, data); }, [association, data]);
  return { me: problem ? null : data, setMe: put };
}

interface SessionProps {
  association: string;
  waitingView: ReactNode;
  failedView: (problem: Problem, retry: () => void) => ReactNode;
  children: ReactNode;
}

export function Session({ association, waitingView, failedView, children }: SessionProps) {
  const [hasEnded, setEnded] = useState(false);
  const client = useMemo(() => createClient(association, () => setEnded(true)), [association]);
  const texts = useTexts();
  const { words } = useFormats();
  const home = useLoad<PortalHome>('home', (signal) => client.get('portal/home', { signal }));
  const { me, setMe } = useMe(client);
  const isOnline = useOnline();
  const [unread, setUnread] = useState(0);
  const nothing = useCallback(() => undefined, []);
  const waiting = useOutbox(association, nothing);

  const isSignedIn = Boolean(me);
  const countUnread = useCallback(() => {
    client.get<Page<PortalMessage>>('portal/messages', { query: { limit: 50 } }).then(
      (page) => setUnread(page.items.filter((message) => !message.read_at).length),
      () => undefined,
    );
  }, [client]);
  useEffect(() => { if (isSignedIn) countUnread(); }, [isSignedIn, countUnread]);

  useEffect(() => {
    if (!isSignedIn || hasEnded) return;
    return hearNews(client.address('portal/news'), ({ what, id }) => {
      readChanged((key) => (key === 'requests' ? what !== 'messages' : key === 'messages' ? what !== 'request' : key === `request/${id}` || (what === 'all' && key.startsWith('request/'))));
      if (what !== 'request') countUnread();
    });
  }, [isSignedIn, hasEnded, client, countUnread]);

  const signOut = useCallback(async () => {
    await client.remove<Done>('portal/sign-in').catch((error: unknown) => {
      // Already signed out is what was wanted; anything else must be seen.
      if (!isProblem(error) || error.status !== 401) throw error;
    });
    await wipeDevice(association);
    forgetAll();
    setUnread(0);
    setMe(null);
  }, [association, client, setMe]);

  const resume = useCallback((again: PortalMe) => {
    // Somebody else may have taken the device: nothing of the one before stays in the page.
    if (me?.acting_for?.party !== again.acting_for?.party) location.reload();
    setEnded(false);
    setMe(again);
    readAgain();
  }, [me, setMe]);

  const data = home.data;
  const portal = useMemo<Portal | null>(() => (data && me !== undefined ? {
    association, client, home: data, me, setMe, isOnline, waiting, unread: me ? unread : 0, countUnread, signOut, resume,
    hasEnded: hasEnded && me !== null,
    name: data.neutral ? words(data.neutral_name) || texts.shell.portalNeutral : words(data.name),
  } : null), [association, client, data, me, setMe, isOnline, waiting, unread, countUnread, signOut, resume, hasEnded, words, texts]);

  if (home.problem && !data) return failedView(home.problem, home.reload);
  if (!portal) return waitingView;
  return <PortalContext value={portal}>{children}</PortalContext>;
}

/** The phone that was typed at sign-in, for a signing code: in this tab only. */
const phoneKey = (association: string): string => `sila.${association}.phone`;
export const rememberPhone = (association: string, phone: string): void => sessionStorage.setItem(phoneKey(association), phone);
export const rememberedPhone = (association: string): string => sessionStorage.getItem(phoneKey(association)) ?? '';
