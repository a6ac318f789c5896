import type { Capacity, Condition, Day, FormItem, ItemValue, Values } from '../../api/model';
import { today } from '../../ui/dates';
import { latinDigits, onlyDigits } from '../../ui/numbers';

// What the form asks, and whether an answer can be right. Pure; the server judges again, with more facts.

/** The facts that the page knows; the server knows more (whether the beneficiary is registered, say). */
export interface Facts {
  values: Values;
  capacity: Capacity;
  /** Whether the beneficiary is a minor: told by the date of birth, once the form has it. */
  minor?: 'yes' | 'no';
}

const grownUp = 18;
function minorOf(items: readonly FormItem[], values: Values, on: Day): Facts['minor'] {
  const born = values[items.find((item) => item.known_as === 'birth_date')?.id ?? '']?.date;
  if (!born) return undefined;
  return on < `${Number(born.slice(0, 4)) + grownUp}${born.slice(4)}` ? 'yes' : 'no';
}

function factOf(fact: string, { values, capacity, minor }: Facts): string | undefined {
  if (fact === 'applicant.capacity') return capacity;
  if (fact === 'beneficiary.minor') return minor;
  if (fact === 'channel') return 'portal';
  if (!fact.startsWith('item.')) return undefined;
  const value = values[fact.slice('item.'.length)];
  if (!value) return undefined;
  if (value.text !== undefined) return value.text || undefined;
  if (value.date) return value.date;
  if (value.attachments?.length) return value.attachments.join(',');
  return value.sighted?.number || undefined;
}

/** A fact that the page cannot know holds: better to ask too much than to leave out what is needed. */
export function holds(condition: Condition, facts: Facts): boolean {
  const known = condition.fact.startsWith('item.') || condition.fact === 'applicant.capacity' || condition.fact === 'channel' || (condition.fact === 'beneficiary.minor' && facts.minor !== undefined);
  if (!known) return true;
  return compares(condition, factOf(condition.fact, facts));
}

export function compares(condition: Condition, fact: string | undefined): boolean {
  switch (condition.comparison) {
    case 'present': return fact !== undefined;
    case 'absent': return fact === undefined;
    case 'equals': return fact === condition.value;
    case 'differs': return fact !== condition.value;
    case 'at_least': return fact !== undefined && Number(fact) >= Number(condition.value);
    case 'at_most': return fact !== undefined && Number(fact) <= Number(condition.value);
  }
}

const isAsked = (item: FormItem, facts: Facts): boolean => item.when.every((condition) => holds(condition, facts));

export function askedItems(items: readonly FormItem[], facts: Facts, on: Day = today()): FormItem[] {
  const minor = minorOf(items, facts.values, on);
  return items.filter((item) => isAsked(item, { ...facts, minor }));
}

export function isEmpty(value: ItemValue | undefined): boolean {
  if (!value) return true;
  return !value.text?.trim() && !value.date && !value.attachments?.length && !value.sighted?.number && !value.sighted?.expires_on;
}

/** Only what is asked and given goes out: an answer to a question that is no longer asked stays in the draft. */
export function valuesToSend(items: readonly FormItem[], facts: Facts): Values {
  const sent: Values = {};
  for (const item of askedItems(items, facts)) {
    const value = facts.values[item.id];
    if (value && !isEmpty(value)) sent[item.id] = value;
  }
  return sent;
}

/** A Luhn check over ten digits that start with 1 (citizen) or 2 (resident). */
export function isIdentityNumber(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text)) return false;
  let sum = 0;
  for (let index = 0; index < 10; index++) {
    const digit = Number(text[index]);
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** 0512345678 in any of the ways in which people write it; null when it is no Saudi mobile number. */
export function readMobile(text: string): string | null {
  const digits = onlyDigits(text).replace(/^00/, '').replace(/^966/, '').replace(/^0/, '');
  return /^5[013-9]\d{7}$/.test(digits) ? `0${digits}` : null;
}

export function isIban(text: string): boolean {
  const clean = latinDigits(text).replace(/\s/g, '').toUpperCase();
  if (!/^SA\d{2}[A-Z0-9]{20}$/.test(clean)) return false;
  const moved = clean.slice(4) + clean.slice(0, 4);
  let rest = 0;
  for (const letter of moved) {
    const value = parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

export type Fault
  = | { code: 'missing' | 'not_number' | 'not_money' | 'not_phone' | 'not_email' | 'not_identity' | 'not_iban' | 'not_short_address' | 'not_date' | 'expired' }
    | { code: 'too_small' | 'too_large' | 'too_short' | 'too_long'; limit: number };

function checkRange(amount: number, item: FormItem): Fault | undefined {
  const { min = 0, max = 0 } = item;
  if (amount < min) return { code: 'too_small', limit: min };
  return max > 0 && amount > max ? { code: 'too_large', limit: max } : undefined;
}

function checkLength(text: string, item: FormItem): Fault | undefined {
  const { min = 0, max = 0 } = item;
  const length = [...text.trim()].length;
  if (length < min) return { code: 'too_short', limit: min };
  return max > 0 && length > max ? { code: 'too_long', limit: max } : undefined;
}

function checkText(item: FormItem, text: string): Fault | undefined {
  switch (item.type) {
    case 'number': return /^\d{1,12}$/.test(text) ? checkRange(Number(text), item) : { code: 'not_number' };
    case 'money': return /^\d{1,15}$/.test(text) ? checkRange(Number(text), item) : { code: 'not_money' };
    case 'phone': return readMobile(text) ? undefined : { code: 'not_phone' };
    case 'email': return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text) ? undefined : { code: 'not_email' };
    case 'identity_number': return isIdentityNumber(text) ? undefined : { code: 'not_identity' };
    case 'iban': return isIban(text) ? undefined : { code: 'not_iban' };
    case 'short_address': return /^[A-Z]{4}\d{4}$/.test(text) ? undefined : { code: 'not_short_address' };
    case 'text':
    case 'long_text': return checkLength(text, item);
    default: return undefined;
  }
}

/** What is wrong with an answer; undefined when it may be right. `today` judges whether a document has expired. */
export function check(item: FormItem, value: ItemValue | undefined, today: Day): Fault | undefined {
  if (!value || isEmpty(value)) return item.required ? { code: 'missing' } : undefined;
  if (item.kind === 'upload') return undefined;
  if (item.kind === 'sighted') {
    const { number = '', expires_on = '', type } = value.sighted ?? {};
    if (!number.trim()) return { code: 'missing' };
    if ((type === 'NAT' || type === 'IQA') && !isIdentityNumber(number)) return { code: 'not_identity' };
    // A deed may have no end; whether this one must have is the server's to say.
    if (!expires_on) return type === 'other' ? undefined : { code: 'not_date' };
    return expires_on < today ? { code: 'expired' } : undefined;
  }
  if (item.type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value.date ?? '') ? undefined : { code: 'not_date' };
  return checkText(item, (value.text ?? '').trim());
}

/** As it is sent: phones as 05…, IBANs without spaces; what cannot be read stays as typed, for the check to say so. Amounts are kept in halalas by their own field. */
export function normalise(item: FormItem, typed: string): string {
  switch (item.type) {
    case 'phone': return readMobile(typed) ?? typed;
    case 'iban': return latinDigits(typed).replace(/\s/g, '').toUpperCase();
    default: return typed;
  }
}

export type StepName = 'start' | 'data' | 'papers' | 'review' | 'sign';

export interface Shape {
  items: readonly FormItem[];
  hasDeclaration: boolean;
}

/** The pages of a form: those that would be empty for good are left out. */
export function stepsOf({ items, hasDeclaration }: Shape): StepName[] {
  const steps: StepName[] = ['start'];
  if (items.some((item) => item.kind === 'field')) steps.push('data');
  if (items.some((item) => item.kind !== 'field')) steps.push('papers');
  steps.push('review');
  if (hasDeclaration) steps.push('sign');
  return steps;
}

export const stepOfItem = (item: FormItem): StepName => (item.kind === 'field' ? 'data' : 'papers');
