import { describe, expect, it } from 'vitest';
import type { FormItem, StepRecord } from '../../api/model';
import { askedFields, beginRecord, recordFaults, recordFor, recordToSend } from './record_fields';

const field = (id: string, more: Partial<FormItem> = {}): FormItem => ({ id, kind: 'field', type: 'text', title: { ar: id, en: id }, required: true, when: [], choices: [], identity_document: false, ...more });
const record: StepRecord = {
  step: 'permit',
  fields: [
    { field: field('reference'), shown: true, value: { text: '77' } },
    { field: field('number', { when: [{ fact: 'result', comparison: 'equals', value: 'granted' }] }), shown: true },
    { field: field('why', { type: 'long_text', required: false, when: [{ fact: 'record.permit.reference', comparison: 'present', value: 'true' }] }), shown: false },
  ],
};
const page = { records: [record], items: [], steps: [] };
const known = (typed = {}, result?: string) => ({ page, step: 'permit', typed, result });

describe('what is written down at a step', () => {
  it('belongs to the acts that write, at their own step', () => {
    expect(recordFor(page, { action: 'record_progress', step: 'permit' })).toBe(record);
    expect(recordFor(page, { action: 'record_result', step: 'visit' })).toBeUndefined();
    expect(recordFor(page, { action: 'hold', step: 'permit' })).toBeUndefined();
  });
  it('asks for a field of a result only with that result', () => {
    expect(askedFields(record, known()).map((one) => one.id)).toEqual(['reference', 'why']);
    expect(askedFields(record, known({}, 'granted')).map((one) => one.id)).toEqual(['reference', 'number', 'why']);
    expect(askedFields(record, known({}, 'refused')).map((one) => one.id)).toEqual(['reference', 'why']);
  });
  it('follows what is being typed rather than what stood there', () => {
    expect(askedFields(record, known({ reference: { text: '' } })).map((one) => one.id)).toEqual(['reference']);
  });
  it('needs every required field with a result, and none with progress', () => {
    const fields = askedFields(record, known({}, 'granted'));
    expect(recordFaults(fields, beginRecord(record), '2026-11-21', true)).toEqual({ number: { code: 'missing' } });
    expect(recordFaults(fields, {}, '2026-11-21', false)).toEqual({});
  });
  it('sends what is new and nothing else', () => {
    const fields = askedFields(record, known({}, 'granted'));
    expect(recordToSend(record, fields, { reference: { text: '77' }, number: { text: '12' } })).toEqual({ number: { text: '12' } });
    expect(recordToSend(record, fields, { reference: { text: '77' } })).toBeUndefined();
  });
});
