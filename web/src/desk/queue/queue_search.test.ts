import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../search_text';
import { changeQueueSearch, isFiltered, queueQuery, readQueueSearch, type QueueSearch } from './queue_search';

describe('the queue in its address', () => {
  it.each<[string, QueueSearch]>([
    ['', {}],
    ['?scope=team&state=any', {}],
    ['?scope=mine', { scope: 'mine' }],
    ['?scope=all&state=overdue', { scope: 'all', state: 'overdue' }],
    ['?scope=everyone&state=late', {}],
    ['?kind=assistance&step=study', { kind: 'assistance', step: 'study' }],
    ['?step=study', {}],
    ['?kind=%3Cscript%3E', {}],
    ['?kind=1&scope=0', { kind: '1' }],
  ])('reads «%s»', (address, search) => {
    expect(readQueueSearch(parseSearch(address))).toEqual(search);
  });

  it.each<QueueSearch>([{}, { scope: 'mine' }, { scope: 'all', state: 'blocked' }, { kind: 'inquiry' }, { state: 'due', kind: 'assistance', step: 'matching' }])('comes back from its own address: %o', (search) => {
    expect(readQueueSearch(parseSearch(stringifySearch(search as Record<string, unknown>)))).toEqual(search);
  });

  it('leaves the default out of the address', () => {
    expect(stringifySearch(changeQueueSearch({ scope: 'mine', state: 'due' }, { scope: 'team', state: 'any' }) as Record<string, unknown>)).toBe('');
  });
  it('forgets the step of another kind', () => {
    expect(changeQueueSearch({ kind: 'assistance', step: 'study' }, { kind: 'inquiry' })).toEqual({ kind: 'inquiry' });
    expect(changeQueueSearch({ kind: 'assistance', step: 'study' }, { kind: undefined })).toEqual({});
    expect(changeQueueSearch({ kind: 'assistance', step: 'study' }, { state: 'overdue' })).toEqual({ kind: 'assistance', step: 'study', state: 'overdue' });
  });
  it('asks the server in full words', () => {
    expect(queueQuery({})).toEqual({ scope: 'team', state: 'any', kind: undefined, step: undefined });
  });
  it('is filtered by anything but its scope', () => {
    expect(isFiltered({ scope: 'mine' })).toBe(false);
    expect(isFiltered({ state: 'blocked' })).toBe(true);
    expect(isFiltered({ kind: 'inquiry' })).toBe(true);
  });
});
