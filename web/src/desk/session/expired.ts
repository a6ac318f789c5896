import { useSyncExternalStore } from 'react';

// Set by any call that the server answered with 401 while somebody was signed in.
let expired = false;
const listeners = new Set<() => void>();

export function setExpired(next: boolean): void {
  if (expired === next) return;
  expired = next;
  for (const listener of listeners) listener();
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export const useExpired = (): boolean => useSyncExternalStore(subscribe, () => expired);
