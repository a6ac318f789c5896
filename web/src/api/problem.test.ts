import { describe, expect, it } from 'vitest';
import type { Obstacle } from './model';
import { asProblem, placeObstacles, Problem, problemFrom } from './problem';

const obstacle = (field?: string, code = 'item.missing'): Obstacle => ({ code, parameters: {}, ...(field === undefined ? {} : { field }) });
const none = { get: () => null };

describe('obstacles land on their fields', () => {
  const fields = ['iban', 'contact.full_name', 'beneficiary.full_name', 'full_name', 'code'];
  it.each([
    ['iban', 'iban'], ['values.iban', 'iban'], ['/values/iban/text', 'iban'], ['/beneficiary/full_name', 'beneficiary.full_name'], ['beneficiary.full_name', 'beneficiary.full_name'],
    ['/values/full_name', 'full_name'], ['contact.full_name', 'contact.full_name'], ['/code', 'code'],
  ])('%s is %s', (field, name) => {
    expect([...placeObstacles([obstacle(field)], fields).byField.keys()]).toEqual([name]);
  });
  it('and those without a place are told together', () => {
    const { byField, rest } = placeObstacles([obstacle('elsewhere'), obstacle(), obstacle('iban'), obstacle('iban', 'item.wrong')], fields);
    expect(rest).toHaveLength(2);
    expect(byField.get('iban')?.map((one) => one.code)).toEqual(['item.missing', 'item.wrong']);
  });
  it('keep the server’s order, so that the first is the first', () => {
    expect([...placeObstacles([obstacle('code'), obstacle('iban')], fields).byField.keys()]).toEqual(['code', 'iban']);
  });
});

describe('answers that refuse', () => {
  it('carry code, number and obstacles', () => {
    const problem = problemFrom(422, JSON.stringify({ code: 'request.refused', request_id: 'r1', obstacles: [obstacle('iban')] }), none);
    expect(problem).toMatchObject({ reason: 'refused', status: 422, code: 'request.refused', requestId: 'r1' });
    expect(problem.obstacles).toHaveLength(1);
    expect(problem.mayRetry).toBe(false);
  });
  it('are understood when a proxy wrote them', () => {
    const problem = problemFrom(502, '<html>Bad gateway</html>', { get: (name) => (name === 'retry-after' ? '7' : null) });
    expect(problem).toMatchObject({ status: 502, code: 'http.502', retryAfterSeconds: 7, obstacles: [] });
    expect(problem.mayRetry).toBe(true);
  });
  it.each<[Problem, boolean]>([
    [new Problem('offline'), true], [new Problem('timeout'), true], [new Problem('aborted'), false], [new Problem('refused', { status: 500 }), true], [new Problem('refused', { status: 503 }), true],
    [new Problem('refused', { status: 429 }), true], [new Problem('refused', { status: 409 }), false], [new Problem('refused', { status: 412 }), false], [new Problem('refused', { status: 401 }), false],
  ])('may be tried again unchanged: %s %s', (problem, may) => {
    expect(problem.mayRetry).toBe(may);
  });
  it('faults of the page itself are problems too', () => {
    expect(asProblem(new TypeError('x'))).toMatchObject({ status: 500, code: 'page.failed' });
  });
});
