import { ChevronDown, Download } from 'lucide-react';
import type { PolicyReading } from '../../api/model';
import { ButtonLink } from '../../ui/Button';
import { LoadingState } from '../../ui/feedback';
import { Outline, OutlineContents } from '../../ui/Outline';
import { ErrorState } from '../../ui/Problem';
import { useLanguage } from '../../ui/texts';
import { Breadcrumb, PageHead } from '../bits';
import { useLoad } from '../load';
import { usePortal } from '../session';
import { useTexts } from '../texts';

/** The policy in force, for everybody to read: what it says, how each clause is kept, how each request goes. */
export default function Policy() {
  const { policy, shell } = useTexts();
  const { association, client } = usePortal();
  const { language } = useLanguage();
  const { data, problem, reload } = useLoad<PolicyReading>(`policy/${language}`, (signal) => client.get('portal/policy-in-force', { query: { language }, signal }));
  if (problem && !data) return <ErrorState problem={problem} onRetry={reload} />;
  if (!data) return <LoadingState />;
  const { outline } = data;
  return (
    <>
      <Breadcrumb items={[{ to: '', label: shell.home }]} here={shell.policy} />
      <PageHead title={outline.title}>
        <p className="lead">{policy.lead}</p>
        <p>
          <ButtonLink href={`/api/${association}/portal/policy-in-force/paper?language=${language}`} download icon={<Download aria-hidden="true" />}>
            {policy.paper}
          </ButtonLink>
        </p>
      </PageHead>
      <details className="card"><summary>{policy.contents}<ChevronDown aria-hidden="true" /></summary><OutlineContents outline={outline} name={policy.contents} /></details>
      <article className="card"><Outline outline={outline} /></article>
    </>
  );
}
