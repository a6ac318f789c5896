import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { uuidv7 } from './ids';
import { dismissEntry, enqueue, flushOutbox, listOutbox, onOutboxChange } from './outbox';
import { Problem } from './problem';
import { wipeDevice } from './store';

vi.stubGlobal('sessionStorage', {});
vi.stubGlobal('localStorage', {});
const slug = 'teryaq';
const refused = (status: number) => new Problem('refused', { status, code: `http.${status}` });
const entry = (what: string) => ({ what, path: `portal/${what}`, body: { what }, ifMatch: 4 });
beforeEach(() => wipeDevice(slug));

describe('the outbox', () => {
  it('keeps what was written and sends it in its order, each with its key and state of the request', async () => {
    const first = await enqueue(slug, entry('receipt'));
    const second = await enqueue(slug, entry('rating'));
    const post = vi.fn().mockResolvedValue({});
    expect(await flushOutbox(slug, post)).toBe(2);
    expect(post.mock.calls).toEqual([
      ['portal/receipt', { what: 'receipt' }, { idempotencyKey: first.id, ifMatch: 4 }],
      ['portal/rating', { what: 'rating' }, { idempotencyKey: second.id, ifMatch: 4 }],
    ]);
    expect(await listOutbox(slug)).toEqual([]);
  });

  it('retries with the same key', async () => {
    const kept = await enqueue(slug, entry('receipt'));
    const post = vi.fn().mockRejectedValueOnce(new Problem('offline')).mockResolvedValue({});
    expect(await flushOutbox(slug, post)).toBe(0);
    expect((await listOutbox(slug))[0]).toMatchObject({ id: kept.id, tries: 1, state: 'waiting' });
    expect(await flushOutbox(slug, post)).toBe(1);
    expect(post.mock.calls.map((call) => (call[2] as { idempotencyKey: string }).idempotencyKey)).toEqual([kept.id, kept.id]);
  });

  it.each([['no connection', new Problem('offline')], ['a slow server', new Problem('timeout')], ['a busy server', refused(503)], ['too many tries', refused(429)], ['an ended sign-in', refused(401)]])('waits on %s, and holds back what came after', async (_name, problem) => {
    await enqueue(slug, entry('receipt'));
    await enqueue(slug, entry('rating'));
    const post = vi.fn().mockRejectedValue(problem);
    await flushOutbox(slug, post);
    expect(post).toHaveBeenCalledTimes(1);
    expect((await listOutbox(slug)).map((one) => one.state)).toEqual(['waiting', 'waiting']);
  });

  it.each([403, 404, 409, 412, 422])('keeps a refusal (%i) to be seen, and goes on with the others', async (status) => {
    await enqueue(slug, entry('receipt'));
    await enqueue(slug, entry('rating'));
    const post = vi.fn().mockRejectedValueOnce(refused(status)).mockResolvedValue({});
    expect(await flushOutbox(slug, post)).toBe(1);
    const left = await listOutbox(slug);
    expect(left).toMatchObject([{ what: 'receipt', state: 'refused', problem: { status } }]);
    expect(await flushOutbox(slug, post)).toBe(0);
    await dismissEntry(slug, left[0]?.id ?? '');
    expect(await listOutbox(slug)).toEqual([]);
  });

  it('tells whoever shows how many wait', async () => {
    const heard = vi.fn();
    const stop = onOutboxChange(heard);
    await enqueue(slug, entry('receipt'));
    await flushOutbox(slug, vi.fn().mockResolvedValue({}));
    stop();
    await enqueue(slug, entry('rating'));
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('keeps each association’s writes to itself', async () => {
    await enqueue('aoun', entry('receipt'));
    expect(await listOutbox(slug)).toEqual([]);
    await wipeDevice('aoun');
  });
});

it('keys are UUIDv7, in the order of time', () => {
  expect(uuidv7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const later = Date.now() + 86_400_000;
  expect(parseInt(uuidv7(later).replaceAll('-', '').slice(0, 12), 16)).toBe(later);
  const many = Array.from({ length: 10_000 }, () => uuidv7(later));
  expect([...many].sort()).toEqual(many);
  expect(new Set(many).size).toBe(many.length);
});
