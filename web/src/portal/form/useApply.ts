import { useRef, useState, type ReactNode } from 'react';
import type { Draft } from '../../api/drafts';
import type { FormItem, KindForm, RequestStanding, Signature, SubmitRequest } from '../../api/model';
import { sendOrKeep } from '../../api/outbox';
import { asProblem, type Problem } from '../../api/problem';
import { today } from '../../ui/dates';
import { fieldErrors } from '../../ui/Problem';
import { useFormats } from '../../ui/texts';
import { usePortal } from '../session';
import { useTexts } from '../texts';
import type { KeptDraft } from './draft';
import { faultText, portalFaultWords } from './faults';
import { signFields } from './SignStep';
import { askedItems, check, stepOfItem, stepsOf, valuesToSend, type StepName } from './rules';
import { beneficiaryName, startFaults } from './start';

export interface ApplyState {
  steps: readonly StepName[];
  items: readonly FormItem[];
  /** Every fault of the form as it stands, with its page: shown where the page was tried to be left. */
  faulty: readonly { field: string; step: StepName }[];
  errors: Readonly<Record<string, ReactNode>>;
  /** The fields that the server refused. */
  refused: ReadonlySet<string>;
  /** The fields that the form has, for refusals to land on. */
  fields: readonly string[];
  problem: Problem | null;
  isBusy: boolean;
  isQueued: boolean;
  setProblem: (problem: Problem | null) => void;
  submit: (sign: (() => Promise<Signature | null>) | null) => Promise<RequestStanding | null>;
  stepOfField: (field: string) => StepName;
}

function submission(form: KindForm, draft: Draft, signature: Signature | undefined): SubmitRequest {
  const { capacity, beneficiary } = draft;
  const body: SubmitRequest = {
    kind: form.id,
    values: valuesToSend(form.items, { values: draft.values, capacity }),
    consents: form.purposes.map(({ id }) => ({ purpose: id, given: draft.consents[id] ?? false, notice_version: form.privacy_notice_version })),
    capacity,
  };
  if (signature) body.declaration = signature;
  if (capacity !== 'self') {
    body.beneficiary = {
      full_name: beneficiaryName(form, draft),
      relation: beneficiary.relation ?? '',
      ...(beneficiary.identity_number ? { identity_type: beneficiary.identity_type ?? 'NAT', identity_number: beneficiary.identity_number } : {}),
    };
    if (draft.applicantName?.trim()) body.applicant_name = draft.applicantName.trim();
  }
  return body;
}

/** The logic of the form: what is asked, what is wrong, and the sending. */
export function useApply(form: KindForm, kept: KeptDraft): ApplyState {
  const texts = useTexts();
  const formats = useFormats();
  const { client, me } = usePortal();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isQueued, setQueued] = useState(false);
  // Sent once already, perhaps: another try says the same word for word, signature and all, under the same key.
  const sent = useRef<{ unsigned: string; body: SubmitRequest }>(null);
  const { draft } = kept;
  const facts = { values: draft.values, capacity: draft.capacity };
  const items = askedItems(form.items, facts);

  const found: { field: string; step: StepName; text: string }[] = [];
  for (const [field, fault] of Object.entries(startFaults(form, draft, me))) {
    found.push({ field, step: 'start', text: fault === 'consent' ? texts.form.consentRequired : faultText(fault, { type: 'text' }, portalFaultWords(texts, formats)) });
  }
  const day = today();
  for (const item of items) {
    const fault = check(item, draft.values[item.id], day);
    if (fault) found.push({ field: item.id, step: stepOfItem(item), text: faultText(fault, item, portalFaultWords(texts, formats)) });
  }
  const startFields = ['capacity', 'beneficiary.full_name', 'beneficiary.relation', 'beneficiary.identity_number', 'applicant_name', ...form.purposes.map(({ id }) => `consents.${id}`)];
  const fields = [...startFields, ...form.items.map((item) => item.id), ...signFields];
  const stepOfField = (field: string): StepName => {
    if (startFields.includes(field)) return 'start';
    const item = form.items.find((one) => one.id === field);
    if (item) return stepOfItem(item);
    return signFields.includes(field) ? 'sign' : 'review';
  };

  const submit = async (sign: (() => Promise<Signature | null>) | null): Promise<RequestStanding | null> => {
    setBusy(true);
    setProblem(null);
    try {
      const unsigned = JSON.stringify(submission(form, draft, undefined));
      if (sent.current?.unsigned !== unsigned) {
        const signature = sign ? await sign() : undefined;
        if (signature === null) return null;
        sent.current = { unsigned, body: submission(form, draft, signature) };
      }
      const { body } = sent.current;
      const answer = await sendOrKeep<RequestStanding>(client, { id: draft.submissionKey, what: 'submission', path: 'portal/requests', body });
      await kept.drop();
      if (!answer) setQueued(true);
      return answer ?? null;
    } catch (caught) {
      const refused = asProblem(caught);
      setProblem(refused);
      if (!refused.mayRetry) {
        sent.current = null;
        kept.renewKey();
      }
      return null;
    } finally {
      setBusy(false);
    }
  };
  const refusals = fieldErrors(problem, fields);
  return {
    steps: stepsOf({ items: form.items, hasDeclaration: form.declaration !== undefined }),
    items,
    faulty: found,
    refused: new Set(Object.keys(refusals)),
    errors: { ...refusals, ...Object.fromEntries(found.map(({ field, text }) => [field, text])) },
    fields,
    problem,
    isBusy,
    isQueued,
    setProblem,
    submit,
    stepOfField,
  };
}
