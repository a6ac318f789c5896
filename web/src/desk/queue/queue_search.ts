import type { QueueScope, QueueState } from '../../api/desk';

// The queue's view is its address: it can be kept, shared, and gone back to. What is the default is left out of it.
export const scopes: readonly QueueScope[] = ['mine', 'team', 'all'];
export const states: readonly QueueState[] = ['any', 'due', 'overdue', 'blocked'];

export interface QueueSearch {
  scope?: QueueScope;
  state?: QueueState;
  kind?: string;
  step?: string;
}

export const scopeOf = (search: QueueSearch): QueueScope => search.scope ?? 'team';
export const stateOf = (search: QueueSearch): QueueState => search.state ?? 'any';
export const isFiltered = (search: QueueSearch): boolean => stateOf(search) !== 'any' || Boolean(search.kind) || Boolean(search.step);

const code = /^[a-z0-9_-]{1,64}$/;
const one = <T extends string>(known: readonly T[], value: unknown): T | undefined => known.find((word) => word === value);
const codeOf = (value: unknown): string | undefined => (typeof value === 'string' && code.test(value) ? value : undefined);

/** From whatever stands in the address: unknown words fall back to the default, nothing breaks. */
export function readQueueSearch(raw: Record<string, unknown>): QueueSearch {
  const search: QueueSearch = {};
  const scope = one(scopes, raw['scope']);
  const state = one(states, raw['state']);
  const kind = codeOf(raw['kind']);
  const step = codeOf(raw['step']);
  if (scope && scope !== 'team') search.scope = scope;
  if (state && state !== 'any') search.state = state;
  if (kind) search.kind = kind;
  if (step && kind) search.step = step; // a step is a step of a kind
  return search;
}

/** The search after one change; another kind forgets the step of the former one. */
export function changeQueueSearch(search: QueueSearch, change: Partial<QueueSearch>): QueueSearch {
  const next = { ...search, ...change };
  if ('kind' in change && change.kind !== search.kind) delete next.step;
  return readQueueSearch(next as Record<string, unknown>);
}

export function queueQuery(search: QueueSearch): Record<string, string | undefined> {
  return { scope: scopeOf(search), state: stateOf(search), kind: search.kind, step: search.step };
}
