import { expect, test } from 'vitest';
import type { PersonFile } from '../../api/desk';
import type { FormItem } from '../../api/model';
import { beginValues } from './submission_values';

const item = (id: string, more: Partial<FormItem> = {}): FormItem =>
  ({ id, kind: 'field', type: 'text', title: { ar: id, en: id }, hint: { ar: '', en: '' }, required: true, when: [], choices: [], ...more }) as FormItem;
const kind = {
  items: [
    item('name', { known_as: 'full_name' }), item('born', { type: 'date', known_as: 'birth_date' }), item('mobile', { type: 'phone', known_as: 'phone' }),
    item('document', { kind: 'sighted', known_as: 'identity_number' }), item('need'),
  ],
};
const at = '2026-11-21T09:00:00Z';
const file: PersonFile = {
  party: 'p', kind: 'party', class: 'ordinary', requests: [], consents: [], roles: [], merges: [], died: false,
  values: [
    { field: 'full_name', value: 'منيرة الشهري', source: 'staff', at, changes: false, due: false },
    { field: 'birth_date', value: '1988-05-14', calendar: 'hijri', source: 'staff', at, changes: false, due: false },
  ],
  phones: [{ masked: '*321', number: '+966500000321' }],
  identities: [{ type: 'NAT', number_masked: '*102', number: '1500000102', expires_on: '2029-03-15' }],
};
const given = (id: string, text: string) => [{ id, value: { text } }] as unknown as Parameters<typeof beginValues>[0]['items'];

test('what is on file is not asked again', () => {
  expect(beginValues({ items: [] }, kind, file)).toEqual({
    name: { text: 'منيرة الشهري' },
    born: { date: '1988-05-14', calendar: 'hijri' },
    mobile: { text: '0500000321' },
    document: { sighted: { type: 'NAT', number: '1500000102', expires_on: '2029-03-15', calendar: 'gregorian' } },
  });
});

test('what was given with the request stands before what is on file', () => {
  expect(beginValues({ items: given('name', 'منيرة صالح') }, kind, file)['name']).toEqual({ text: 'منيرة صالح' });
});

test('without a file the form begins empty', () => expect(beginValues({ items: [] }, kind, undefined)).toEqual({}));
