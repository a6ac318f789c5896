import type { Draft } from '../../api/drafts';
import type { KindForm } from '../../api/model';
import { isIdentityNumber, type Fault } from './rules';

// The first page of the form: consents, and for whom the request is. Field names as the server has them.
export const consentField = (purpose: string): string => `consents.${purpose}`;

/** Whom the form already knows needs no name; an inquiry may stay without one. */
export interface StartNeeds {
  asksName: boolean;
  needsName: boolean;
}

export function startFaults(form: KindForm, draft: Draft, needs: StartNeeds): Record<string, Fault | 'consent'> {
  const faults: Record<string, Fault | 'consent'> = {};
  for (const purpose of form.purposes) {
    if (purpose.required && !draft.consents[purpose.id]) faults[consentField(purpose.id)] = 'consent';
  }
  if (needs.needsName && !draft.fullName.trim()) faults['contact.full_name'] = { code: 'missing' };
  if (draft.capacity === 'self') return faults;
  const { full_name = '', identity_type = 'NAT', identity_number = '', relation = '', evidence } = draft.beneficiary;
  if (!full_name.trim()) faults['beneficiary.full_name'] = { code: 'missing' };
  if (!relation) faults['beneficiary.relation'] = { code: 'missing' };
  if (!evidence) faults['beneficiary.evidence'] = { code: 'missing' };
  if (form.identity_required) {
    const isNational = identity_type === 'NAT' || identity_type === 'IQA';
    if (!identity_number.trim()) faults['beneficiary.identity_number'] = { code: 'missing' };
    else if (isNational && !isIdentityNumber(identity_number)) faults['beneficiary.identity_number'] = { code: 'not_identity' };
  }
  return faults;
}
