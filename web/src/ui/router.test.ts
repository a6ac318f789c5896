import { expect, it } from 'vitest';
import { match } from './router';

it.each<[string, string, Record<string, string> | null]>([
  ['', '', {}],
  ['requests', 'requests', {}],
  ['requests/{id}', 'requests/7', { id: '7' }],
  ['requests/{id}/received', 'requests/7/received', { id: '7' }],
  ['requests/{id}', 'requests', null],
  ['requests/{id}', 'requests/7/received', null],
  ['requests/{id}', 'messages/7', null],
  ['requests', '', null],
])('%s against «%s»', (pattern, path, found) => {
  expect(match(pattern, path)).toEqual(found);
});
