import { describe, expect, it } from 'vitest';
import type { FormItem, ItemValue } from '../../api/model';
import { askedItems, check, isIban, isIdentityNumber, normalise, readMobile, stepsOf, valuesToSend } from './rules';

const item = (change: Partial<FormItem>): FormItem => ({
  id: 'x', kind: 'field', type: 'text', title: { ar: 'س', en: 'x' }, required: true, when: [], choices: [], identity_document: false, ...change,
});
const today = '2026-11-21';

describe('identity numbers', () => {
  it.each(['1500000003', '1500000011', '1600000002', '1712345675', '1818181818', '1999999996', '2800000008', '2912345671', '2999999994'])('accepts %s', (number) => {
    expect(isIdentityNumber(number)).toBe(true);
  });
  it.each(['1500000004', '1600000020', '1721345675', '160000000', '16000000020', '0500000003', '3123456786', '17123A5675', '2800000009', ''])('refuses «%s»', (number) => {
    expect(isIdentityNumber(number)).toBe(false);
  });
});

describe('mobile numbers', () => {
  it.each(['0512345678', '512345678', '966512345678', '00966512345678', '+966 51 234 5678', '+9660512345678', '٠٥١٢٣٤٥٦٧٨'])('reads %s', (typed) => {
    expect(readMobile(typed)).toBe('0512345678');
  });
  it.each(['0522345678', '0112345678', '05123', '920012345', ''])('refuses «%s»', (typed) => {
    expect(readMobile(typed)).toBeNull();
  });
});

describe('IBANs', () => {
  it.each(['SA0380000000608010167519', 'SA35 1000 0000 1234 5678 9012', 'sa0345000000000000000001'])('accepts %s', (iban) => expect(isIban(iban)).toBe(true));
  it.each(['SA0480000000608010167519', 'SA0380000000608010167591', 'SA038000000060801016751', 'GB82WEST12345698765432'])('refuses %s', (iban) => expect(isIban(iban)).toBe(false));
});

describe('what is asked', () => {
  const need = item({ id: 'need', type: 'choice' });
  const medicine = item({ id: 'medicine', when: [{ fact: 'item.need', comparison: 'equals', value: 'medicine' }] });
  const deed = item({ id: 'deed', kind: 'upload', when: [{ fact: 'applicant.capacity', comparison: 'differs', value: 'self' }] });
  const income = item({ id: 'income', type: 'money', when: [{ fact: 'item.size', comparison: 'at_least', value: '3' }] });
  const unknown = item({ id: 'unknown', when: [{ fact: 'beneficiary.minor', comparison: 'equals', value: 'yes' }] });
  const all = [need, medicine, deed, income, unknown];
  const ids = (values: Record<string, ItemValue>, capacity: 'self' | 'guardian' = 'self') => askedItems(all, { values, capacity }).map((one) => one.id);

  it('follows the answers', () => {
    expect(ids({})).toEqual(['need', 'unknown']);
    expect(ids({ need: { text: 'medicine' } })).toEqual(['need', 'medicine', 'unknown']);
    expect(ids({ size: { text: '3' } })).toEqual(['need', 'income', 'unknown']);
    expect(ids({ size: { text: '2' } })).toEqual(['need', 'unknown']);
    expect(ids({}, 'guardian')).toEqual(['need', 'deed', 'unknown']);
  });
  it.each<[string, string[]]>([['2008-11-21', []], ['2008-11-22', ['consent']], ['1988-05-14', []]])('whoever was born on %s is asked as their age has it', (date, asked) => {
    const born = item({ id: 'born', type: 'date', known_as: 'birth_date' });
    const consent = item({ id: 'consent', kind: 'upload', when: [{ fact: 'beneficiary.minor', comparison: 'equals', value: 'yes' }] });
    expect(askedItems([born, consent], { values: { born: { date } }, capacity: 'self' }, '2026-11-21').map((one) => one.id)).toEqual(['born', ...asked]);
  });
  it('sends only answers to what is asked', () => {
    const values = { need: { text: 'rent' }, medicine: { text: 'left over' }, unknown: { text: ' ' } };
    expect(valuesToSend(all, { values, capacity: 'self' })).toEqual({ need: { text: 'rent' } });
  });
});

describe('checks', () => {
  it.each<[string, Partial<FormItem>, ItemValue | undefined, string | undefined]>([
    ['a required answer is missing', {}, undefined, 'missing'],
    ['blanks are no answer', {}, { text: '  ' }, 'missing'],
    ['an optional answer may be missing', { required: false }, undefined, undefined],
    ['a number', { type: 'number' }, { text: '5' }, undefined],
    ['a number that is none', { type: 'number' }, { text: '5a' }, 'not_number'],
    ['a number below its least', { type: 'number', min: 1 }, { text: '0' }, 'too_small'],
    ['a number above its most', { type: 'number', max: 20 }, { text: '21' }, 'too_large'],
    ['money as typed, unread', { type: 'money' }, { text: '18,0x' }, 'not_money'],
    ['money in halalas', { type: 'money', max: 5_000_000 }, { text: '1800050' }, undefined],
    ['a short text', { min: 10 }, { text: 'قصير' }, 'too_short'],
    ['a long text', { max: 3 }, { text: 'طويل' }, 'too_long'],
    ['an address', { type: 'short_address' }, { text: 'RAAA2919' }, undefined],
    ['an address in small letters', { type: 'short_address' }, { text: 'raaa2919' }, 'not_short_address'],
    ['an e-mail', { type: 'email' }, { text: 'a@b' }, 'not_email'],
    ['a date', { type: 'date' }, { date: '2026-01-01', calendar: 'hijri' }, undefined],
    ['an upload', { kind: 'upload' }, { attachments: ['1'] }, undefined],
    ['an upload that was taken back', { kind: 'upload' }, { attachments: [] }, 'missing'],
    ['a valid document', { kind: 'sighted' }, { sighted: { type: 'NAT', number: '1500000003', expires_on: '2026-11-21', calendar: 'hijri' } }, undefined],
    ['an expired document', { kind: 'sighted' }, { sighted: { type: 'NAT', number: '1500000003', expires_on: '2026-11-20', calendar: 'hijri' } }, 'expired'],
    ['a document without a date', { kind: 'sighted' }, { sighted: { type: 'NAT', number: '1500000003', expires_on: '', calendar: 'hijri' } }, 'not_date'],
    ['a document with a wrong number', { kind: 'sighted' }, { sighted: { type: 'IQA', number: '2800000009', expires_on: '2027-01-01', calendar: 'hijri' } }, 'not_identity'],
    ['a deed without an end', { kind: 'sighted' }, { sighted: { type: 'other', number: '12/4', expires_on: '' } }, undefined],
    ['an expired deed', { kind: 'sighted' }, { sighted: { type: 'other', number: '12/4', expires_on: '2026-01-01' } }, 'expired'],
    ['a passport is not judged by its digits', { kind: 'sighted' }, { sighted: { type: 'PAS', number: 'A123', expires_on: '2027-01-01', calendar: 'gregorian' } }, undefined],
  ])('%s', (_name, change, value, fault) => {
    expect(check(item(change), value, today)?.code).toBe(fault);
  });
});

it('sends phones, IBANs and amounts in one form', () => {
  expect(normalise(item({ type: 'phone' }), '+966 512345678')).toBe('0512345678');
  expect(normalise(item({ type: 'iban' }), 'sa03 8000 0000 6080 1016 7519')).toBe('SA0380000000608010167519');
  expect(normalise(item({ type: 'money' }), '1800050'), 'halalas already').toBe('1800050');
});

it('leaves out pages that would be empty', () => {
  expect(stepsOf({ items: [item({})], hasDeclaration: false })).toEqual(['start', 'data', 'review']);
  expect(stepsOf({ items: [item({}), item({ kind: 'sighted' })], hasDeclaration: true })).toEqual(['start', 'data', 'papers', 'review', 'sign']);
  expect(stepsOf({ items: [], hasDeclaration: false })).toEqual(['start', 'review']);
});
