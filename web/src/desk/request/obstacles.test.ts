import { describe, expect, it } from 'vitest';
import type { Obstacle } from '../../api/model';
import { placeObstacles } from '../../api/problem';
import { faultsOf, type Field } from './form_fields';

const obstacle = (code: string, field?: string): Obstacle => ({ code, field, parameters: {} });

describe('where a refusal lands in an action’s form', () => {
  const fields = ['until', 'reason', 'items'];
  it.each<[string, string | undefined, string | undefined]>([
    ['a pointer into the body', '/until', 'until'],
    ['an entry of a list', '/items/2', 'items'],
    ['a bare name', 'reason', 'reason'],
    ['a field of another form', '/amount_halalas', undefined],
    ['no field', undefined, undefined],
  ])('%s', (_name, field, place) => {
    const { byField, rest } = placeObstacles([obstacle('x', field)], fields);
    expect([...byField.keys()]).toEqual(place ? [place] : []);
    expect(rest).toHaveLength(place ? 0 : 1);
  });
  it('keeps every obstacle of one field', () => {
    const { byField } = placeObstacles([obstacle('a', '/reason'), obstacle('b', '/reason')], fields);
    expect(byField.get('reason')?.map((one) => one.code)).toEqual(['a', 'b']);
  });
});

describe('what a form misses before it is sent', () => {
  const fields: Field[] = [
    { kind: 'area', name: 'reason', label: '', missing: 'why?' },
    { kind: 'many', name: 'items', label: '', missing: 'which?', options: [] },
    { kind: 'amount', name: 'amount', label: '' },
    { kind: 'check', name: 'confirmed', label: '', missing: 'told?' },
  ];
  it('names every missing field at once', () => {
    expect(faultsOf(fields, { reason: '  ', items: [] }, 'bad')).toEqual({ reason: 'why?', items: 'which?', confirmed: 'told?' });
  });
  it('reads amounts in either digits, and says when it cannot', () => {
    const rest = { reason: 'x', items: ['a'], confirmed: true };
    expect(faultsOf(fields, { ...rest, amount: '١٥٠٠' }, 'bad')).toEqual({});
    expect(faultsOf(fields, { ...rest, amount: '15x' }, 'bad')).toEqual({ amount: 'bad' });
    expect(faultsOf(fields, rest, 'bad')).toEqual({});
  });
});
