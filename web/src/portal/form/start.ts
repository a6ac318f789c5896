import type { Draft } from '../../api/drafts';
import type { FormItem, KindForm, PortalMe, Values } from '../../api/model';
import { isIdentityNumber, type Fault } from './rules';

// The first page of the form: consents, and for whom the request is. Field names as the server has them.
export const consentField = (purpose: string): string => `consents.${purpose}`;

const itemFor = (form: KindForm, value: string): FormItem | undefined => form.items.find((item) => item.known_as === value);

/** What the first page asks of somebody for whom another applies; what the form's own items ask is not asked twice. */
export interface StartNeeds {
  name: boolean;
  identity: boolean;
  /** The name of who signs for another, where none is on file (H4). */
  applicant: boolean;
}

export function startNeeds(form: KindForm, me: PortalMe | null): StartNeeds {
  return {
    name: !itemFor(form, 'full_name'),
    identity: form.identity_required && !itemFor(form, 'identity_number'),
    applicant: form.declaration !== undefined && (!me?.acting_for || me.acting_for.label === me.phone_masked),
  };
}

/** The beneficiary's name: from the first page, or from the item that asks for it. */
export function beneficiaryName(form: KindForm, draft: { beneficiary: Draft['beneficiary']; values: Values }): string {
  const item = itemFor(form, 'full_name');
  return (item ? draft.values[item.id]?.text : draft.beneficiary.full_name)?.trim() ?? '';
}

export function startFaults(form: KindForm, draft: Draft, me: PortalMe | null): Record<string, Fault | 'consent'> {
  const needs = startNeeds(form, me);
  const faults: Record<string, Fault | 'consent'> = {};
  for (const purpose of form.purposes) {
    if (purpose.required && !draft.consents[purpose.id]) faults[consentField(purpose.id)] = 'consent';
  }
  if (draft.capacity === 'self') return faults;
  const { full_name = '', identity_type = 'NAT', identity_number = '', relation = '' } = draft.beneficiary;
  if (needs.name && !full_name.trim()) faults['beneficiary.full_name'] = { code: 'missing' };
  if (!relation) faults['beneficiary.relation'] = { code: 'missing' };
  if (needs.applicant && !draft.applicantName?.trim()) faults['applicant_name'] = { code: 'missing' };
  if (needs.identity) {
    const isNational = identity_type === 'NAT' || identity_type === 'IQA';
    if (!identity_number.trim()) faults['beneficiary.identity_number'] = { code: 'missing' };
    else if (isNational && !isIdentityNumber(identity_number)) faults['beneficiary.identity_number'] = { code: 'not_identity' };
  }
  return faults;
}
