import { expect, test } from 'vitest';
import type { RequestPage } from './model';
import { newerPage } from './request_data';

const page = (id: string, seq: number) => ({ id, seq }) as RequestPage;

test('an older answer that comes late does not take the place of a newer one', () => {
  const newer = page('a', 5);
  expect(newerPage(newer, page('a', 4))).toBe(newer);
});
test('a newer answer, one of the same moment and one of another request are taken', () => {
  expect(newerPage(page('a', 4), page('a', 5)).seq).toBe(5);
  expect(newerPage(page('a', 5), page('a', 5)).seq).toBe(5);
  expect(newerPage(page('a', 5), page('b', 1)).id).toBe('b');
  expect(newerPage(undefined, page('a', 1)).seq).toBe(1);
});
