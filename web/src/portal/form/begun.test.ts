import { describe, expect, it } from 'vitest';
import type { Draft } from '../../api/drafts';
import type { Begun, FormItem } from '../../api/model';
import { begunById, typedValues, withBegun } from './begun';

const item = (id: string, change: Partial<FormItem> = {}): FormItem => ({ id, kind: 'field', type: 'text', title: { ar: id, en: id }, required: true, when: [], choices: [], identity_document: false, ...change });
const form = { items: [item('city'), item('phone', { type: 'phone' }), item('income', { type: 'money' })] };
const known: Begun[] = [
  { item: 'city', value: { text: 'جدة' }, source: 'file' }, { item: 'phone', value: { text: '+966500000321' }, source: 'sign_in' }, { item: 'income', value: { text: '420000' }, source: 'file' }, { item: 'gone', value: { text: 'x' }, source: 'file' },
];
const begun = begunById(form, known);
const draft = (change: Partial<Draft>): Draft => ({
  kind: 'k', policyVersion: 'p', savedAt: '', step: 'start', values: {}, files: {}, consents: {}, capacity: 'self', beneficiary: {}, submissionKey: 'k', ...change,
});

describe('what the form begins with', () => {
  it('stands as it would be typed, in the places that the form has', () => {
    expect(withBegun(draft({}), begun).values).toEqual({ city: { text: 'جدة' }, phone: { text: '0500000321' }, income: { text: '420000' } });
  });
  it('gives way to what was typed, and to what was emptied', () => {
    expect(withBegun(draft({ values: { city: { text: '' } } }), begun).values['city']).toEqual({ text: '' });
  });
  it('is never put into a request for somebody else', () => {
    const shown = withBegun(draft({}), begun);
    const values = typedValues({ ...shown.values, city: { text: 'أبها' } }, begun);
    expect(withBegun(draft({ capacity: 'guardian', values }), begun).values).toEqual({ city: { text: 'أبها' } });
  });
});
