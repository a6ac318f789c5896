import { createClient, type Client } from './client';
import { uuidv7 } from './ids';
import { asProblem, Problem } from './problem';
import { openStore } from './store';

// Writes that were made offline. Each keeps its Idempotency-Key over all tries, so that the server does it once.
export interface OutboxEntry {
  /** Also the Idempotency-Key: time-ordered, so the entries go out in the order in which they were made. */
  id: string;
  what: string;
  path: string;
  body: unknown;
  ifMatch?: number;
  at: string;
  tries: number;
  state: 'waiting' | 'refused';
  /** Why the server refused it for good. */
  problem?: { status: number; code: string };
}
export type NewEntry = Pick<OutboxEntry, 'what' | 'path' | 'body' | 'ifMatch'> & { id?: string };
type Post = (path: string, body: unknown, options: { idempotencyKey: string; ifMatch?: number }) => Promise<unknown>;

const changed = new EventTarget();
const tell = (): void => void changed.dispatchEvent(new Event('change'));
export function onOutboxChange(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  return () => changed.removeEventListener('change', listener);
}

export async function listOutbox(association: string): Promise<OutboxEntry[]> {
  return (await openStore(association)).getAll('outbox');
}

export async function enqueue(association: string, entry: NewEntry): Promise<OutboxEntry> {
  const kept: OutboxEntry = { ...entry, id: entry.id ?? uuidv7(), at: new Date().toISOString(), tries: 0, state: 'waiting' };
  await (await openStore(association)).put('outbox', kept);
  tell();
  return kept;
}

export async function dismissEntry(association: string, id: string): Promise<void> {
  await (await openStore(association)).delete('outbox', id);
  tell();
}

/** One sender at a time over all tabs; a browser without locks sends from each, which the key makes harmless. */
async function alone(name: string, work: () => Promise<number>): Promise<number> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return work();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : 0));
}

/** Sends what waits, oldest first; stops at the first that may succeed later. Answers how many were accepted. */
export function flushOutbox(association: string, post: Post = createClient(association).post): Promise<number> {
  return alone(`sila.outbox.${association}`, async () => {
    const store = await openStore(association);
    let accepted = 0;
    for (const entry of await store.getAll('outbox')) {
      if (entry.state === 'refused') continue;
      try {
        await post(entry.path, entry.body, { idempotencyKey: entry.id, ifMatch: entry.ifMatch });
        await store.delete('outbox', entry.id);
        accepted += 1;
      } catch (error) {
        const problem = asProblem(error);
        // Signed out is no refusal: it goes out after the next sign-in.
        const later = problem.mayRetry || problem.status === 401 || problem.reason === 'aborted';
        const after: OutboxEntry = { ...entry, tries: entry.tries + 1 };
        if (!later) Object.assign(after, { state: 'refused', problem: { status: problem.status, code: problem.code } });
        await store.put('outbox', after);
        if (later) break;
      }
    }
    tell();
    return accepted;
  });
}

/** Does it now, or keeps it for later when there is no connection: `undefined` says that it waits. */
export async function sendOrKeep<T>({ association, post }: Pick<Client, 'association' | 'post'>, entry: NewEntry): Promise<T | undefined> {
  const id = entry.id ?? uuidv7();
  try {
    return await post<T>(entry.path, entry.body, { idempotencyKey: id, ifMatch: entry.ifMatch });
  } catch (error) {
    if (!(error instanceof Problem) || error.reason !== 'offline') throw error;
    await enqueue(association, { ...entry, id });
    return undefined;
  }
}

/** Tries at the start, when the connection comes back, and every half minute while something waits. */
export function startOutbox(association: string, onSent: (count: number) => void): () => void {
  const flush = () => void flushOutbox(association).then((count) => { if (count > 0) onSent(count); }, () => undefined);
  addEventListener('online', flush);
  const timer = setInterval(() => void listOutbox(association).then((entries) => { if (entries.some((one) => one.state === 'waiting')) flush(); }, () => undefined), 30_000);
  flush();
  return () => {
    removeEventListener('online', flush);
    clearInterval(timer);
  };
}
