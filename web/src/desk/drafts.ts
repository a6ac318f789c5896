import { useCallback, useState } from 'react';

// What is being typed, by form: in memory only, so that an error, a conflict, another page or an expired sign-in loses
// nothing, and no personal value reaches the device's storage. Emptied at sign-out.
const drafts = new Map<string, unknown>();

export function forgetDrafts(): void {
  drafts.clear();
}
export function forgetDraft(key: string): void {
  drafts.delete(key);
}

/** State that outlives the component; `forget` once it was sent. */
export function useDraft<T>(key: string, initial: () => T): [T, (next: T | ((old: T) => T)) => void, () => void] {
  const [value, setValue] = useState<T>(() => (drafts.has(key) ? (drafts.get(key) as T) : initial()));
  const change = useCallback((next: T | ((old: T) => T)) => {
    setValue((old) => {
      const made = typeof next === 'function' ? (next as (old: T) => T)(old) : next;
      drafts.set(key, made);
      return made;
    });
  }, [key]);
  const forget = useCallback(() => drafts.delete(key), [key]);
  return [value, change, forget];
}
