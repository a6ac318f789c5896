import { describe, expect, it } from 'vitest';
import { offersAt, spotAt, type SchemaNode } from './schema_path';

const schema: SchemaNode = {
  $ref: '#/$defs/requests',
  $defs: {
    requests: { properties: { requests: { items: { $ref: '#/$defs/kind' } } } },
    kind: {
      properties: {
        id: { type: 'string', 'x-ar': 'معرّف', 'x-en': 'An id' },
        identity: { enum: ['required', 'not_required'] },
        items: { items: { $ref: '#/$defs/item' } },
        steps: { items: { $ref: '#/$defs/step' } },
      },
    },
    item: { properties: { id: {}, kind: { enum: ['field', 'upload'] }, required: { type: 'boolean' }, when: { anyOf: [{ $ref: '#/$defs/condition' }, { items: { $ref: '#/$defs/condition' } }] } } },
    condition: { properties: { fact: {}, equals: {} } },
    step: { properties: { by: { anyOf: [{ enum: ['officer', 'system'] }, { items: { enum: ['officer', 'system'] } }] }, within: { allOf: [{ $ref: '#/$defs/period' }] } } },
    period: { properties: { days: {}, hours: {} } },
  },
};
const labels = (text: string) => offersAt(schema, spotAt(text)).map((offer) => offer.label);

describe('what completion offers', () => {
  it('offers the keys of the map in which one writes, with their meaning', () => {
    expect(labels('req')).toEqual(['requests']);
    expect(labels('requests:\n  - id: x\n    ')).toEqual(['id', 'identity', 'items', 'steps']);
    expect(offersAt(schema, spotAt('requests:\n  - i'))[0]).toEqual({ label: 'id', isKey: true, ar: 'معرّف', en: 'An id' });
  });
  it('offers the words of a closed list', () => {
    expect(labels('requests:\n  - id: x\n    identity: ')).toEqual(['required', 'not_required']);
    expect(labels('requests:\n  - id: x\n    items:\n      - id: a\n        kind: fi')).toEqual(['field', 'upload']);
    expect(labels('requests:\n  - id: x\n    items:\n      - id: a\n        required: ')).toEqual(['true', 'false']);
  });
  it('knows where a second entry of a list stands', () => {
    const text = 'requests:\n  - id: x\n    items:\n      - id: a\n        kind: field\n      - id: b\n        ';
    expect(labels(text)).toEqual(['id', 'kind', 'required', 'when']);
    expect(labels('requests:\n  - id: x\n    items:\n      - id: a\n    steps:\n      - ')).toEqual(['by', 'within']);
  });
  it('goes into braces and brackets', () => {
    expect(labels('requests:\n  - id: x\n    steps:\n      - within: {')).toEqual(['days', 'hours']);
    expect(labels('requests:\n  - id: x\n    steps:\n      - by: [officer, ')).toEqual(['officer', 'system']);
    expect(labels('requests:\n  - id: x\n    items:\n      - when: [{')).toEqual(['fact', 'equals']);
  });
  it('offers nothing where it knows nothing', () => {
    expect(labels('nothing:\n  - ')).toEqual([]);
  });
});
