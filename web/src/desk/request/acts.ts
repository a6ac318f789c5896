import { today } from '../../ui/dates';
import { readRiyals } from '../../ui/numbers';
import type { Values } from '../../api/model';
import type { Offer } from './model';

// From what was typed into an action's form to the call that does it. One line an action; the server's bodies refuse
// unknown keys, so nothing empty is sent.
export interface FormValues {
  reason?: string;
  note?: string;
  text?: string;
  question?: string;
  item?: string;
  outcome?: string;
  reasons?: string;
  amount?: string;
  channel?: string;
  what?: string;
  record?: string;
  until?: string;
  items?: string[];
  staff?: string;
  seq?: string;
  control?: string;
  step?: string;
  into?: string;
  happened_on?: string;
  last?: boolean;
  confirmed?: boolean;
  /** Of the step's record. */
  values?: Values;
}
export interface ActCall {
  path: string;
  body: Record<string, unknown>;
}

const text = (value: string | undefined): string | undefined => value?.trim() || undefined;

function without(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/** Noon in Riyadh of an earlier day: a date that was typed is never another one by its time zone. Of today: now. */
const noon = (day: string | undefined): string | undefined => (day && day !== today() ? `${day}T09:00:00.000Z` : undefined);

const amountOf = (values: FormValues): number | undefined => (values.amount ? readRiyals(values.amount) ?? undefined : undefined);

type Make = (values: FormValues, step: string | undefined) => ActCall;

const calls: Readonly<Record<string, Make>> = {
  raise_question: (values) => ({ path: 'questions', body: { text: text(values.text) } }),
  ask_clarification: (values, step) => ({ path: 'questions', body: { text: text(values.text), step } }),
  answer_question: (values) => ({ path: 'answers', body: { question: values.question, text: text(values.text) } }),
  answer_clarification: (values) => ({ path: 'answers', body: { question: values.question, text: text(values.text) } }),
  finish_verification: () => ({ path: 'verification', body: {} }),
  tell: (values, step) => ({ path: 'tellings', body: { step, channel: values.channel, note: text(values.note) } }),
  record_decision: (values, step) => ({
    path: 'decision',
    body: { step, outcome: values.outcome, reasons: text(values.reasons), amount_halalas: amountOf(values), happened_at: noon(values.happened_on) },
  }),
  judge: (values, step) => ({ path: 'judgement', body: { step, outcome: values.outcome, reasons: text(values.reasons) } }),
  enroll: (values, step) => ({ path: 'registration', body: { step, outcome: values.outcome, values: values.values } }),
  deliver: (values, step) => ({ path: 'deliveries', body: { step, what: text(values.what), amount_halalas: amountOf(values), last: values.last || undefined, values: values.values } }),
  confirm_receipt: (values, step) => ({ path: 'receipt', body: { step, note: text(values.note) } }),
  reply: (values, step) => ({ path: 'replies', body: { step, text: text(values.text), channel: values.channel, outcome: values.outcome } }),
  offer_evaluation: (_values, step) => ({ path: 'evaluation', body: { step } }),
  record_result: (values, step) => ({
    path: 'results',
    body: { step, outcome: values.outcome, record: text(values.record), amount_halalas: values.outcome === 'waived' ? undefined : amountOf(values), values: values.values },
  }),
  record_progress: (values, step) => ({ path: 'progress', body: { step, record: text(values.record), values: values.values } }),
  skip_optional: (values, step) => ({ path: 'skips', body: { step: values.step ?? step, reason: text(values.reason) } }),
  close: (values, step) => ({ path: 'closure', body: { step, note: text(values.note) } }),
  return_for_completion: (values) => ({ path: 'return', body: { items: values.items ?? [], reason: text(values.reason), until: text(values.until) } }),
  withdraw: (values) => ({ path: 'withdrawal', body: { reason: text(values.reason) } }),
  hold: (values) => ({ path: 'hold', body: { reason: text(values.reason), until: text(values.until) } }),
  resume: () => ({ path: 'resumption', body: {} }),
  reassign: (values) => ({ path: 'assignment', body: { staff: values.staff, reason: text(values.reason) } }),
  lapse: () => ({ path: 'lapse', body: {} }),
  remind: () => ({ path: 'reminder', body: {} }),
  reopen: (values) => ({ path: 'reopening', body: { reason: text(values.reason) } }),
  rectify: (values) => ({ path: 'rectification', body: { seq: Number(values.seq), reason: text(values.reason) } }),
  override_control: (values, step) => ({
    path: 'overrides',
    // Without a step the engine takes the open one on which the control stands.
    body: { control: values.control, step: step ?? '', reason: text(values.reason) },
  }),
  appeal: (values) => ({ path: 'appeal', body: { reason: text(values.reason) } }),
  merge: (values) => ({ path: 'merge', body: { into: values.into, reason: text(values.reason) } }),
};

/** An action that this page does not know: its name as the path, with the reason. */
const unknown = (action: string): Make => (values, step) => ({ path: action.replaceAll('_', '-'), body: { step, reason: text(values.reason) } });

export function callFor(offer: Pick<Offer, 'action' | 'step'>, values: FormValues): ActCall {
  const make = calls[offer.action] ?? unknown(offer.action);
  const { path, body } = make(values, offer.step);
  return { path, body: without(body) };
}

export const isKnown = (action: string): boolean => action in calls;
