import { expect, it } from 'vitest';
import { inOrder, isShared } from './draft_files';

it('puts the pack’s own files before those that it shares with others', () => {
  const files = inOrder({ 'common/inquiry/clauses.yaml': '', 'requests.yaml': '', 'pack.yaml': '' });
  expect(files).toEqual(['pack.yaml', 'requests.yaml', 'common/inquiry/clauses.yaml']);
  expect(files.map(isShared)).toEqual([false, false, true]);
});
