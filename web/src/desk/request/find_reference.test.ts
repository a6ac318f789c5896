import { expect, it } from 'vitest';
import { isReference } from './find_reference';

it.each([
  ['48-000123-1', true],
  [' ٤٨-٠٠٠١٢٣-١ ', true],
  ['480001231', true],
  ['48-1000000-5', true],
  ['0512345678', false],
  ['1500000003', false],
  ['48-123', false],
  ['نورة فهد', false],
])('knows the shape of a request number: %s', (typed, isOne) => {
  expect(isReference(typed)).toBe(isOne);
});
