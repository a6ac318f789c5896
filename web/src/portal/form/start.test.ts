import { describe, expect, it } from 'vitest';
import type { Draft } from '../../api/drafts';
import type { FormItem, KindForm } from '../../api/model';
import { beneficiaryName, startFaults, startNeeds } from './start';

const item = (id: string, change: Partial<FormItem> = {}): FormItem => ({ id, kind: 'field', type: 'text', title: { ar: id, en: id }, required: true, when: [], choices: [], ...change });
const form = (items: FormItem[], change: Partial<KindForm> = {}): KindForm => ({
  id: 'assistance', title: {}, summary: {}, emergency: false, chosen: false, identity_required: true, conditions: [], items, privacy_notice: {}, privacy_notice_version: 1,
  purposes: [{ id: 'study', text: {}, required: true }, { id: 'survey', text: {}, required: false }], steps: [], policy_version: 'p', ...change,
});
const draft = (change: Partial<Draft> = {}): Draft => ({
  kind: 'assistance', policyVersion: 'p', savedAt: '', step: 'start', values: {}, files: {}, consents: { study: true }, capacity: 'self', beneficiary: {}, submissionKey: 'k', ...change,
});
const full = form([item('full_name', { known_as: 'full_name' }), item('identity', { kind: 'sighted', known_as: 'identity_number' }), item('deed', { kind: 'sighted', when: [{ fact: 'applicant.capacity', comparison: 'equals', value: 'guardian' }] })]);
const bare = form([item('subject')]);

describe('the first page', () => {
  it('asks nothing twice', () => {
    expect(startNeeds(full)).toEqual({ name: false, identity: false, evidence: false });
    expect(startNeeds(bare)).toEqual({ name: true, identity: true, evidence: true });
    expect(startNeeds(form([], { identity_required: false })).identity).toBe(false);
  });
  it.each<[string, KindForm, Partial<Draft>, string[]]>([
    ['a needed consent', full, { consents: { survey: true } }, ['consents.study']],
    ['nothing more for oneself', bare, {}, []],
    ['the relation of a guardian', full, { capacity: 'guardian' }, ['beneficiary.relation']],
    ['all of it where no item asks', bare, { capacity: 'agent' }, ['beneficiary.full_name', 'beneficiary.relation', 'beneficiary.evidence', 'beneficiary.identity_number']],
    ['a right number', bare, { capacity: 'agent', beneficiary: { full_name: 'س', relation: 'agent', evidence: 'a', identity_number: '1500000004' } }, ['beneficiary.identity_number']],
    ['no rule for a passport', bare, { capacity: 'agent', beneficiary: { full_name: 'س', relation: 'agent', evidence: 'a', identity_type: 'PAS', identity_number: 'A1' } }, []],
  ])('asks for %s', (_name, of, change, fields) => {
    expect(Object.keys(startFaults(of, draft(change)))).toEqual(fields);
  });
  it('knows the beneficiary by the form’s own item', () => {
    expect(beneficiaryName(full, draft({ values: { full_name: { text: ' نورة ' } }, beneficiary: { full_name: 'old' } }))).toBe('نورة');
    expect(beneficiaryName(bare, draft({ beneficiary: { full_name: 'نورة' } }))).toBe('نورة');
    expect(beneficiaryName(full, draft())).toBe('');
  });
});
