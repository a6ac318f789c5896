import { describe, expect, it } from 'vitest';
import type { Draft } from '../../api/drafts';
import type { FormItem, KindForm, PortalMe } from '../../api/model';
import { beneficiaryName, startFaults, startNeeds } from './start';

const item = (id: string, change: Partial<FormItem> = {}): FormItem => ({ id, kind: 'field', type: 'text', title: { ar: id, en: id }, required: true, when: [], choices: [], identity_document: false, ...change });
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
    expect(startNeeds(full, null)).toEqual({ name: false, identity: false, applicant: false });
    expect(startNeeds(bare, null)).toEqual({ name: true, identity: true, applicant: false });
    expect(startNeeds(form([], { identity_required: false }), null).identity).toBe(false);
  });
  it('asks who signs for another by name, unless a name is on file', () => {
    const signed = form([], { declaration: { text: {}, version: 1, methods: ['drawn'] } } as unknown as Partial<KindForm>);
    const me = (label: string) => ({ phone_masked: '05••••077', acting_for: { party: 'p', label, kind: 'claim' }, parties: [], consents: [] }) as unknown as PortalMe;
    expect(startNeeds(signed, null).applicant).toBe(true);
    expect(startNeeds(signed, me('05••••077')).applicant).toBe(true);
    expect(startNeeds(signed, me('سعد')).applicant).toBe(false);
    expect(Object.keys(startFaults(signed, draft({ capacity: 'guardian', beneficiary: { full_name: 'س', relation: 'father' } }), null))).toContain('applicant_name');
  });
  it.each<[string, KindForm, Partial<Draft>, string[]]>([
    ['a needed consent', full, { consents: { survey: true } }, ['consents.study']],
    ['nothing more for oneself', bare, {}, []],
    ['the relation of a guardian', full, { capacity: 'guardian' }, ['beneficiary.relation']],
    ['all of it where no item asks', bare, { capacity: 'agent' }, ['beneficiary.full_name', 'beneficiary.relation', 'beneficiary.identity_number']],
    ['a right number', bare, { capacity: 'agent', beneficiary: { full_name: 'س', relation: 'agent', identity_number: '1500000004' } }, ['beneficiary.identity_number']],
    ['no rule for a passport', bare, { capacity: 'agent', beneficiary: { full_name: 'س', relation: 'agent', identity_type: 'PAS', identity_number: 'A1' } }, []],
  ])('asks for %s', (_name, of, change, fields) => {
    expect(Object.keys(startFaults(of, draft(change), null))).toEqual(fields);
  });
  it('knows the beneficiary by the form’s own item', () => {
    expect(beneficiaryName(full, draft({ values: { full_name: { text: ' نورة ' } }, beneficiary: { full_name: 'old' } }))).toBe('نورة');
    expect(beneficiaryName(bare, draft({ beneficiary: { full_name: 'نورة' } }))).toBe('نورة');
    expect(beneficiaryName(full, draft())).toBe('');
  });
});
