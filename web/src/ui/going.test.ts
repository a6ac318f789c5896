import { expect, test } from 'vitest';
import { afterSuccess, type Going } from './going';

const going = (key: string, failed?: string): Going => ({ key, name: key, share: 0, ...(failed !== undefined && { failed }) });

test('a file that arrived takes the place of the failures before it', () => {
  expect(afterSuccess([going('a', 'too large'), going('b')], 'b')).toEqual([]);
});
test('a failure of a file that was chosen later stays, and so does what is still on its way', () => {
  const list = [going('a'), going('b'), going('c', 'empty')];
  expect(afterSuccess(list, 'b').map(({ key }) => key)).toEqual(['a', 'c']);
});
