import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient } from './client';
import { Problem } from './problem';

afterEach(() => vi.unstubAllGlobals());
function answering(body: unknown, status = 200) {
  const fetched = vi.fn<(address: string, init: RequestInit) => Promise<Response>>(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
  vi.stubGlobal('fetch', fetched);
  return {
    call: () => {
      const [address, init] = fetched.mock.calls[0] ?? ['', {} as RequestInit];
      return { address, method: init.method, headers: init.headers as Record<string, string>, body: init.body };
    },
  };
}
const client = createClient('teryaq');

describe('calls', () => {
  it('go to the association, with the header that no other site can send', async () => {
    const { call } = answering({ items: [] });
    await client.get('portal/requests', { query: { after: 'a b', limit: 20, q: '', none: undefined } });
    expect(call()).toMatchObject({ address: '/api/teryaq/portal/requests?after=a+b&limit=20', method: 'GET', body: undefined });
    expect(call().headers).toMatchObject({ 'X-Sila': '1' });
    expect(call().headers).not.toHaveProperty('Idempotency-Key');
  });
  it('that change something carry a key, and the state they rest on', async () => {
    const { call } = answering({});
    await client.post('portal/requests/1/withdrawal', { reason: 'س' }, { ifMatch: 7, idempotencyKey: 'k' });
    expect(call()).toMatchObject({ method: 'POST', body: '{"reason":"س"}' });
    expect(call().headers).toMatchObject({ 'Idempotency-Key': 'k', 'If-Match': '7', 'Content-Type': 'application/json' });
  });
  it('make a key of their own when none is given', async () => {
    const { call } = answering({});
    await client.remove('portal/sign-in');
    expect(call().headers['Idempotency-Key']).toMatch(/^[0-9a-f-]{36}$/);
  });
  it('throw what the server refused', async () => {
    answering({ code: 'request.changed', obstacles: [] }, 412);
    await expect(client.put('x', {})).rejects.toMatchObject({ status: 412, code: 'request.changed' });
  });
  it('tell when the sign-in has ended, but not when nobody had signed in', async () => {
    answering({ code: 'sign_in.needed', obstacles: [] }, 401);
    const ended = vi.fn();
    const watching = createClient('teryaq', ended);
    for (const path of ['portal/me', 'portal/sign-in', 'desk/me']) await expect(watching.get(path)).rejects.toMatchObject({ status: 401 });
    expect(ended).not.toHaveBeenCalled();
    await expect(watching.get('portal/requests')).rejects.toMatchObject({ status: 401 });
    expect(ended).toHaveBeenCalledTimes(1);
  });
  it('tell a dead line from an abort', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed to fetch')));
    await expect(client.get('x')).rejects.toMatchObject({ reason: 'offline' });
    const controller = new AbortController();
    controller.abort();
    await expect(client.get('x', { signal: controller.signal })).rejects.toBeInstanceOf(Problem);
    await expect(client.get('x', { signal: controller.signal })).rejects.toMatchObject({ reason: 'aborted' });
  });
  it('keep a strange slug inside its path', () => {
    expect(createClient('../x').address('portal/home')).toBe('/api/..%2Fx/portal/home');
  });
});
