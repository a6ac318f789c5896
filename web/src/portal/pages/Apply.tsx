import type { KindForm } from '../../api/model';
import { LoadingState } from '../../ui/feedback';
import { ErrorState } from '../../ui/Problem';
import { ApplyForm } from '../form/ApplyForm';
import { useDraft } from '../form/draft';
import { useLoad } from '../load';
import { usePortal } from '../session';

function WithDraft({ form }: { form: KindForm }) {
  const { association } = usePortal();
  const kept = useDraft(association, form);
  return kept ? <ApplyForm form={form} kept={kept} /> : <LoadingState />;
}

export default function Apply({ parameters }: { parameters: Record<string, string> }) {
  const { client } = usePortal();
  const kind = parameters['kind'] ?? '';
  const { data: form, problem, reload } = useLoad<KindForm>(`kind/${kind}`, (signal) => client.get(`portal/kinds/${kind}`, { signal }));
  if (problem && !form) return <ErrorState problem={problem} onRetry={reload} />;
  return form ? <WithDraft form={form} /> : <LoadingState />;
}
