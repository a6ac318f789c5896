import { useCallback, useEffect, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';

// What a page has read, kept while the page lives in memory: going back shows it at once and reads it again behind.
const memory = new Map<string, unknown>();
export const forgetAll = (): void => memory.clear();
export const remember = (key: string, value: unknown): void => void memory.set(key, value);

// Somebody signed in again over the page: what could not be read before is read now.
const resumed = new EventTarget();
export const readAgain = (): void => void resumed.dispatchEvent(new Event('resumed'));

// Something changed on the server: whatever shows it is read again, behind what it shows.
const changed = new EventTarget();
/** Reads again what is shown under a key for which `shows` holds. */
export const readChanged = (shows: (key: string) => boolean): void => void changed.dispatchEvent(new CustomEvent('changed', { detail: shows }));

export interface Loaded<T> {
  data: T | undefined;
  problem: Problem | undefined;
  reload: () => void;
  /** After a write, whose answer is the new state. */
  put: (data: T) => void;
}

interface State<T> {
  key: string;
  data: T | undefined;
  problem: Problem | undefined;
}

/** Reads `key` again whenever it changes; a null key reads nothing. `load` may be a new function each time. */
export function useLoad<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<State<T>>({ key: '', data: undefined, problem: undefined });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    load(controller.signal).then(
      (data) => {
        if (controller.signal.aborted) return;
        memory.set(key, data);
        setState({ key, data, problem: undefined });
      },
      (error: unknown) => {
        const problem = asProblem(error);
        if (!controller.signal.aborted && problem.reason !== 'aborted') setState({ key, data: undefined, problem });
      },
    );
    return () => controller.abort();
    // `load` closes over the same things that the key names.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, turn]);

  const hasFailed = state.problem !== undefined;
  useEffect(() => {
    if (!hasFailed) return;
    const again = () => setTurn((old) => old + 1);
    resumed.addEventListener('resumed', again);
    return () => resumed.removeEventListener('resumed', again);
  }, [hasFailed]);

  useEffect(() => {
    if (key === null) return;
    const again = (event: Event) => { if ((event as CustomEvent<(key: string) => boolean>).detail(key)) setTurn((old) => old + 1); };
    changed.addEventListener('changed', again);
    return () => changed.removeEventListener('changed', again);
  }, [key]);

  const put = useCallback((data: T) => {
    if (key === null) return;
    memory.set(key, data);
    setState({ key, data, problem: undefined });
  }, [key]);
  const reload = useCallback(() => {
    setState((old) => ({ ...old, problem: undefined }));
    setTurn((old) => old + 1);
  }, []);

  const current = state.key === key;
  const kept = key === null ? undefined : (memory.get(key) as T | undefined);
  return { data: current ? (state.data ?? kept) : kept, problem: current ? state.problem : undefined, reload, put };
}
