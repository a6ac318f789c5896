import type { Condition, FormItem, Id, ItemValue, StepRecord, Values } from '../../api/model';
import { check, compares, isEmpty, normalise, type Fault } from '../../portal/form/rules';
import type { Offer, RequestPage } from './model';

// What staff write down at a step: which fields are asked for, and what goes out. Pure; the server judges again.

/** The acts that carry fields of a record. */
const writing = new Set(['record_result', 'record_progress', 'enroll', 'deliver']);

export const recordFor = (page: Pick<RequestPage, 'records'>, offer: Pick<Offer, 'action' | 'step'>): StepRecord | undefined =>
  (writing.has(offer.action) ? page.records.find((one) => one.step === offer.step) : undefined);

interface Known {
  page: Pick<RequestPage, 'records' | 'items' | 'steps'>;
  step: Id;
  typed: Values;
  result: string | undefined;
}

const textOf = (value: ItemValue | undefined): string | undefined => {
  if (!value || isEmpty(value)) return undefined;
  return value.text ?? value.date ?? 'given';
};

function factOf(fact: string, { page, step, typed, result }: Known): string | undefined {
  if (fact === 'result') return result;
  const [kind, ...path] = fact.split('.');
  if (kind === 'item') return textOf(page.items.find((item) => item.id === path[0])?.value);
  if (kind === 'outcome') return page.steps.find((one) => one.id === path[0])?.outcome;
  if (kind !== 'record') return undefined;
  if (path[0] === step && path[1] !== undefined && path[1] in typed) return textOf(typed[path[1]]);
  const field = page.records.find((one) => one.step === path[0])?.fields.find((one) => one.field.id === path[1]);
  return textOf(field?.value);
}

const isAsked = (when: readonly Condition[], known: Known): boolean =>
  when.every((condition) => (condition.fact.startsWith('beneficiary.') || compares(condition, factOf(condition.fact, known))));

/** Fields that are for a result are asked for once it is chosen; progress may fill in any other. */
export const askedFields = (record: StepRecord, known: Known): FormItem[] => record.fields.map((one) => one.field).filter((field) => isAsked(field.when, known));

/** What stands there already. */
export const beginRecord = (record: StepRecord | undefined): Values =>
  Object.fromEntries((record?.fields ?? []).flatMap(({ field, value }) => (value ? [[field.id, value] as const] : [])));

/** Faults by field. Progress needs no field; the result needs what is required. */
export function recordFaults(fields: readonly FormItem[], typed: Values, today: string, needsAll: boolean): Record<Id, Fault> {
  return Object.fromEntries(fields.flatMap((field) => {
    const fault = check({ ...field, required: field.required && needsAll }, typed[field.id], today);
    return fault ? [[field.id, fault] as const] : [];
  }));
}

/** Only what is asked for, given and new goes out; undefined when that is nothing. */
export function recordToSend(record: StepRecord, fields: readonly FormItem[], typed: Values): Values | undefined {
  const before = beginRecord(record);
  const sent: Values = {};
  for (const field of fields) {
    const value = typed[field.id];
    if (!value || isEmpty(value) || JSON.stringify(value) === JSON.stringify(before[field.id])) continue;
    sent[field.id] = value.text === undefined ? value : { ...value, text: normalise(field, value.text) };
  }
  return Object.keys(sent).length > 0 ? sent : undefined;
}
