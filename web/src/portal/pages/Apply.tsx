import { useMemo } from 'react';
import type { Begun, KindForm } from '../../api/model';
import { LoadingState } from '../../ui/feedback';
import { ErrorState } from '../../ui/Problem';
import { ApplyForm } from '../form/ApplyForm';
import { begunById } from '../form/begun';
import { useDraft } from '../form/draft';
import { useLoad } from '../load';
import { usePortal } from '../session';

function WithDraft({ form }: { form: KindForm }) {
  const { association, client, me } = usePortal();
  const kept = useDraft(association, form);
  const { data, problem } = useLoad<{ items: Begun[] }>(`beginning/${form.id}/${me?.acting_for?.party ?? ''}`, (signal) => client.get(`portal/kinds/${form.id}/beginning`, { signal }));
  const begun = useMemo(() => begunById(form, data?.items ?? []), [form, data]);
  // What could not be read is typed.
  return kept && (data ?? problem) ? <ApplyForm form={form} kept={kept} begun={begun} /> : <LoadingState />;
}

export default function Apply({ parameters }: { parameters: Record<string, string> }) {
  const { client } = usePortal();
  const kind = parameters['kind'] ?? '';
  const { data: form, problem, reload } = useLoad<KindForm>(`kind/${kind}`, (signal) => client.get(`portal/kinds/${kind}`, { signal }));
  if (problem && !form) return <ErrorState problem={problem} onRetry={reload} />;
  return form ? <WithDraft form={form} /> : <LoadingState />;
}
