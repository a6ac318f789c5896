import type { Desk } from '../../texts/desk.ar';
import { readRiyals } from '../../ui/numbers';
import type { DeskFormats } from '../formats';
import { wordFor } from '../texts';
import type { Colleague } from '../admin/admin_data';
import type { FormValues } from './acts';
import { stepOf, type Offer, type RequestPage } from './model';
import { recordFor } from './record_fields';

// What the small form of each action asks. Data, not components: one renderer (ActionForm) draws them all.
export interface FieldOption {
  id: string;
  label: string;
  hint?: string;
}
interface FieldBase {
  name: keyof FormValues;
  label: string;
  hint?: string;
  /** Said when it is left empty; without it the field may stay empty. */
  missing?: string;
}
export type Field
  = | (FieldBase & { kind: 'area' | 'line' | 'amount' })
    | (FieldBase & { kind: 'date'; min?: string; max?: string })
    | (FieldBase & { kind: 'radio' | 'select' | 'many'; options: readonly FieldOption[] })
    | (FieldBase & { kind: 'check' });

export interface FieldContext {
  page: RequestPage;
  offer: Offer;
  desk: Desk;
  formats: DeskFormats;
  today: string;
  me: string;
  /** Empty when this person may not list colleagues. */
  staff: readonly Colleague[];
  /** Channels of the kind, as the pack lists them. */
  channels: readonly string[];
  /** What is typed so far: some fields are asked for by what was chosen. */
  values: FormValues;
}

type Make = (context: FieldContext) => Field[];

const reason: Make = ({ desk }) => [
  { kind: 'area', name: 'reason', label: desk.request.actions.form.reason, hint: desk.request.actions.form.reasonHint, missing: desk.request.actions.form.needReason },
];
const note: Make = ({ desk }) => [{ kind: 'area', name: 'note', label: desk.request.actions.form.note }];

const outcomesOf = ({ offer, desk }: FieldContext): FieldOption[] => offer.outcomes.map((id) => ({ id, label: wordFor(desk.words.outcomes, id) }));

function outcome(context: FieldContext, label: string): Field[] {
  const options = outcomesOf(context);
  return options.length === 0 || (options.length === 1 && context.values.outcome) ? [] : [{ kind: 'radio', name: 'outcome', label, missing: context.desk.request.actions.form.needOutcome, options }];
}

const questionField = (isClarification: boolean): Make => ({ page, offer, desk, formats }) => {
  const form = desk.request.actions.form;
  const open = page.questions.filter((one) => one.answered_at === undefined && (isClarification ? one.step !== undefined && (!offer.step || one.step === offer.step) : !one.step));
  return [
    { kind: 'radio', name: 'question', label: form.question, missing: form.needQuestion, options: open.map((one) => ({ id: one.id, label: one.text, hint: desk.request.questions.asked(formats.bothShort(one.asked_at)) })) },
    { kind: 'area', name: 'text', label: form.answer, missing: form.needText },
  ];
};

const channelField = ({ desk, channels }: FieldContext, first?: string): Field => {
  const form = desk.request.actions.form;
  const ids = [...new Set([...(first ? [first] : []), ...channels, 'phone', 'branch'])].filter((id) => id !== 'portal');
  return { kind: 'select', name: 'channel', label: form.channel, missing: form.needChannel, options: ids.map((id) => ({ id, label: wordFor(desk.words.channels, id) })) };
};

const decision: Make = (context) => {
  const { desk, today, page, formats } = context;
  const form = desk.request.actions.form;
  const earliest = context.offer.earliest;
  return [
    ...outcome(context, form.decision),
    { kind: 'area', name: 'reasons', label: form.reasons, hint: form.reasonsHint, missing: form.needReasons },
    { kind: 'amount', name: 'amount', label: form.amount },
    {
      kind: 'date', name: 'happened_on', label: form.happenedOn, max: today,
      hint: earliest && Date.parse(earliest) > Date.parse(page.received_at) ? `${form.happenedOnHint} ${desk.request.actions.earliest(formats.bothShort(earliest))}` : form.happenedOnHint,
    },
  ];
};

/** Gates and clocks that this request still owes: what an override could pass. */
function controlsOf({ page, offer, desk }: FieldContext): FieldOption[] {
  const names = offer.outcomes.length > 0 ? offer.outcomes : page.control_outcomes.filter((one) => one.outcome === 'owed').map((one) => one.control.split('/').at(-1) ?? one.control);
  const known = [...new Set(names)].filter((name) => /^(gate|clock)\./.test(name)).map((name) => ({ id: name, label: controlLabel(desk, name) }));
  return [...known, { id: 'backdate', label: desk.words.controls.backdate }];
}

/** «H5/clock.earliest», «clock.earliest» and «earliest» read alike. */
export function controlLabel(desk: Desk, control: string): string {
  const name = control.split('/').at(-1) ?? control;
  const [kind, short] = name.includes('.') ? name.split('.') as [string, string] : ['', name];
  const word = wordFor(desk.words.controls, short);
  return kind ? `${wordFor(desk.words.controlKinds, kind)}: ${word}` : word;
}

/** What was recorded, about which item, and when. */
function entryLabel({ page, desk, formats }: FieldContext, entry: RequestPage['timeline'][number]): string {
  const item = page.items.find((one) => one.id === entry.parameters.item);
  return [wordFor(desk.request.timeline.kinds, entry.kind), item && formats.words(item.title), formats.stamp(entry.at)].filter(Boolean).join(' · ');
}

/** Whoever waives a fee says why; a step without fields is recorded in words. */
function recordArea(context: FieldContext): Field {
  const { form } = context.desk.request.actions;
  const isWaived = context.values.outcome === 'waived';
  const needsWords = isWaived || (recordFor(context.page, context.offer)?.fields ?? []).length === 0;
  return { kind: 'area', name: 'record', label: isWaived ? form.waiverReason : form.record, hint: isWaived ? undefined : form.recordHint, missing: needsWords ? form.needRecord : undefined };
}

function amountPaid(context: FieldContext): Field[] {
  const isPaid = stepOf(context.page, context.offer.step)?.kind === 'pay' && context.values.outcome !== 'waived';
  const fee = recordFor(context.page, context.offer)?.fee_halalas;
  const { form } = context.desk.request.actions;
  return isPaid ? [{ kind: 'amount', name: 'amount', label: form.amount, hint: fee === undefined ? undefined : form.fee(context.formats.money(fee)) }] : [];
}

const forms: Readonly<Record<string, Make>> = {
  raise_question: ({ desk }) => [{ kind: 'area', name: 'text', label: desk.request.actions.form.questionText, missing: desk.request.actions.form.needText }],
  ask_clarification: ({ desk }) => [{ kind: 'area', name: 'text', label: desk.request.actions.form.questionText, missing: desk.request.actions.form.needText }],
  answer_question: questionField(false),
  answer_clarification: questionField(true),
  finish_verification: () => [],
  tell: (context) => [
    channelField(context),
    { kind: 'area', name: 'note', label: context.desk.request.actions.form.note },
    { kind: 'check', name: 'confirmed', label: context.desk.request.actions.form.toldOfficer, missing: context.desk.request.actions.form.needTold },
  ],
  record_decision: decision,
  judge: (context) => [
    ...outcome(context, context.desk.request.actions.form.decision),
    { kind: 'area', name: 'reasons', label: context.desk.request.actions.form.reasons, hint: context.desk.request.actions.form.reasonsHint, missing: context.desk.request.actions.form.needReasons },
  ],
  enroll: (context) => (recordFor(context.page, context.offer)?.capacity === undefined ? [] : outcome(context, context.desk.request.actions.form.outcome)),
  deliver: ({ desk }) => [
    { kind: 'line', name: 'what', label: desk.request.actions.form.delivered, missing: desk.request.actions.form.needDelivered },
    { kind: 'amount', name: 'amount', label: desk.request.actions.form.amount },
    { kind: 'check', name: 'last', label: desk.request.actions.form.last },
  ],
  confirm_receipt: ({ desk }) => [{ kind: 'area', name: 'note', label: desk.request.actions.form.receiptNote }],
  reply: (context) => [
    ...outcome(context, context.desk.request.actions.form.outcome),
    { kind: 'area', name: 'text', label: context.desk.request.actions.form.reply, missing: context.desk.request.actions.form.needText },
    channelField(context, context.page.channel),
  ],
  offer_evaluation: () => [],
  record_result: (context) => [
    ...outcome(context, context.desk.request.actions.form.outcome),
    ...amountPaid(context),
    recordArea(context),
  ],
  record_progress: (context) => [{ kind: 'area', name: 'record', label: context.desk.request.actions.form.record }],
  skip_optional: reason,
  close: note,
  return_for_completion: (context) => [
    { kind: 'many', name: 'items', label: context.desk.request.actions.form.items, missing: context.desk.request.actions.form.needItems, options: context.page.items.map((item) => ({ id: item.id, label: context.formats.words(item.title) })) },
    ...reason(context),
    { kind: 'date', name: 'until', label: context.desk.request.actions.form.until, min: context.today },
  ],
  withdraw: reason,
  hold: (context) => [
    ...reason(context),
    { kind: 'date', name: 'until', label: context.desk.request.actions.form.until, missing: context.desk.request.actions.form.needUntil, min: context.today },
  ],
  resume: () => [],
  reassign: ({ desk, staff, me }) => {
    const form = desk.request.actions.form;
    const others = staff.filter((one) => one.id !== me);
    const options = [{ id: me, label: form.staffMe }, ...others.map((one) => ({ id: one.id, label: one.name, hint: one.roles.map((role) => wordFor(desk.words.roles, role)).join(' · ') }))];
    return [
      { kind: 'select', name: 'staff', label: form.staff, missing: form.needStaff, options },
      { kind: 'area', name: 'reason', label: form.reason },
    ];
  },
  lapse: () => [],
  remind: () => [],
  reopen: reason,
  rectify: (context) => {
    const form = context.desk.request.actions.form;
    const entries = context.page.timeline.filter((entry) => entry.may_strike);
    return [
      {
        kind: 'select', name: 'seq', label: form.entry, hint: form.entryHint, missing: form.needEntry,
        options: [...entries].reverse().map((entry) => ({ id: String(entry.seq), label: entryLabel(context, entry) })),
      },
      ...reason(context),
    ];
  },
  override_control: (context) => [
    { kind: 'select', name: 'control', label: context.desk.request.actions.form.control, missing: context.desk.request.actions.form.needControl, options: controlsOf(context) },
    ...reason(context),
  ],
  appeal: reason,
  merge: (context) => [
    { kind: 'line', name: 'into', label: context.desk.request.actions.form.otherRequest, hint: context.desk.request.actions.form.mergeHint, missing: context.desk.request.actions.form.needOther },
    ...reason(context),
  ],
};

export const fieldsFor = (context: FieldContext): Field[] => (forms[context.offer.action] ?? reason)(context);

/** What is missing or cannot be read, by field. */
export function faultsOf(fields: readonly Field[], values: FormValues, badAmount: string): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const value = values[field.name];
    const isEmpty = value === undefined || value === false || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
    if (isEmpty && field.missing) faults[field.name] = field.missing;
    if (!isEmpty && field.kind === 'amount' && readRiyals(String(value)) === null) faults[field.name] = badAmount;
  }
  return faults;
}
