import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { dropDraft, keepDraft, listDrafts, readDraft, type Draft } from './drafts';
import { wipeDevice } from './store';

const storage = (kept: Map<string, string>) => new Proxy({ removeItem: (key: string) => kept.delete(key) }, { ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });
const session = new Map<string, string>();
const local = new Map<string, string>();
vi.stubGlobal('sessionStorage', storage(session));
vi.stubGlobal('localStorage', storage(local));

const draft = (kind: string, savedAt = '2026-11-20T10:00:00.000Z'): Draft => ({
  kind, policyVersion: 'p1', savedAt, step: 'data', values: { need: { text: 'دواء' } }, files: {}, consents: {}, capacity: 'self', beneficiary: {}, submissionKey: 'k',
});
const today = '2026-11-21';
beforeEach(async () => {
  await wipeDevice('teryaq');
  await wipeDevice('aoun');
});

it('keeps a draft for each kind, the latest state of it', async () => {
  await keepDraft('teryaq', draft('assistance'));
  await keepDraft('teryaq', { ...draft('assistance'), step: 'review' });
  await keepDraft('teryaq', draft('inquiry', '2026-11-21T00:00:00.000Z'));
  expect((await readDraft('teryaq', 'assistance', today))?.step).toBe('review');
  expect((await listDrafts('teryaq')).map((one) => one.kind)).toEqual(['inquiry', 'assistance']);
});
it('keeps each association’s drafts to itself', async () => {
  await keepDraft('teryaq', draft('assistance'));
  expect(await readDraft('aoun', 'assistance', today)).toBeUndefined();
});
it('forgets a draft that was sent', async () => {
  await keepDraft('teryaq', draft('assistance'));
  await dropDraft('teryaq', 'assistance');
  expect(await listDrafts('teryaq')).toEqual([]);
});
it('forgets a draft after thirty days', async () => {
  await keepDraft('teryaq', draft('assistance', '2026-10-21T23:59:59.000Z'));
  expect(await readDraft('teryaq', 'assistance', today)).toBeUndefined();
  await keepDraft('teryaq', draft('assistance', '2026-10-22T00:00:00.000Z'));
  expect(await readDraft('teryaq', 'assistance', today)).toBeDefined();
});
it('wipes everything of one association, and only of it, at sign-out', async () => {
  await keepDraft('teryaq', draft('assistance'));
  await keepDraft('aoun', draft('assistance'));
  session.set('sila.teryaq.phone', '0512345678').set('sila.aoun.phone', '0512345679');
  local.set('sila.teryaq.signed-in', '1').set('sila.reading', '{}');
  await wipeDevice('teryaq');
  expect(await listDrafts('teryaq')).toEqual([]);
  expect(await listDrafts('aoun')).toHaveLength(1);
  expect([...session.keys()]).toEqual(['sila.aoun.phone']);
  expect([...local.keys()]).toEqual(['sila.reading']);
});
