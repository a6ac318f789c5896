import { BookOpenCheck } from 'lucide-react';
import { Alert } from '../ui/feedback';
import { GoButton } from './bits';
import { useLoad } from './load';
import type { DuePolicy } from './policy_data';
import { usePortal } from './session';
import { useTexts } from './texts';

/** A volunteer is asked to acknowledge what was circulated; everybody else sees nothing. */
export function PolicyDue() {
  const { policyReading } = useTexts();
  const { client, me } = usePortal();
  const { data } = useLoad<DuePolicy>(me?.acting_for ? `policy-due/${me.acting_for.party}` : null, (signal) => client.get('portal/policy', { signal }));
  if (!data?.version || data.acknowledged_at) return null;
  return (
    <Alert tone="warn" icon={<BookOpenCheck aria-hidden="true" />} title={policyReading.cardTitle} action={<GoButton to="acknowledgement" variant="primary">{policyReading.cardAction}</GoButton>}>
      {policyReading.cardText}
    </Alert>
  );
}
