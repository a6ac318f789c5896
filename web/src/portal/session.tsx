import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { createClient, type Client } from '../api/client';
import type { Done, Page, PortalHome, PortalMe, PortalMessage } from '../api/model';
import { listOutbox, onOutboxChange, startOutbox } from '../api/outbox';
import { isProblem, type Problem } from '../api/problem';
import { wipeDevice } from '../api/store';
import { useFormats } from '../ui/texts';
import { forgetAll, useLoad } from './load';
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

/** Who is signed in: null is nobody; undefined while it is not known yet. */
function useMe(client: Client): { me: PortalMe | null | undefined; setMe: (me: PortalMe | null) => void } {
  const loaded = useLoad<PortalMe | null>('me', async (signal) => {
    try {
      return await client.get<PortalMe>('portal/me', { signal });
    } catch (error) {
      if (isProblem(error) && (error.status === 401 || error.reason === 'offline')) return null;
      throw error;
    }
  });
  const { put } = loaded;
  return { me: loaded.problem ? null : loaded.data, setMe: put };
}

interface SessionProps {
  association: string;
  waitingView: ReactNode;
  failedView: (problem: Problem, retry: () => void) => ReactNode;
  children: ReactNode;
}

export function Session({ association, waitingView, failedView, children }: SessionProps) {
  const client = useMemo(() => createClient(association), [association]);
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

  const data = home.data;
  const portal = useMemo<Portal | null>(() => (data && me !== undefined ? {
    association, client, home: data, me, setMe, isOnline, waiting, unread: me ? unread : 0, countUnread, signOut,
    name: data.neutral ? words(data.neutral_name) || texts.shell.portalNeutral : words(data.name),
  } : null), [association, client, data, me, setMe, isOnline, waiting, unread, countUnread, signOut, words, texts]);

  if (home.problem && !data) return failedView(home.problem, home.reload);
  if (!portal) return waitingView;
  return <PortalContext value={portal}>{children}</PortalContext>;
}

/** The phone that was typed at sign-in, for a signing code: in this tab only. */
const phoneKey = (association: string): string => `sila.${association}.phone`;
export const rememberPhone = (association: string, phone: string): void => sessionStorage.setItem(phoneKey(association), phone);
export const rememberedPhone = (association: string): string => sessionStorage.getItem(phoneKey(association)) ?? '';
