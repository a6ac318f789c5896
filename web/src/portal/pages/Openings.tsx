import { Eye } from 'lucide-react';
import type { OpeningView, Page } from '../../api/model';
import { EmptyState, LoadingState } from '../../ui/feedback';
import { ErrorState } from '../../ui/Problem';
import { Timeline } from '../../ui/Timeline';
import { useFormats } from '../../ui/texts';
import { Breadcrumb, PageHead, useRole } from '../bits';
import { useLoad } from '../load';
import { usePortal } from '../session';
import { useTexts } from '../texts';

export default function Openings() {
  const texts = useTexts();
  const { moment } = useFormats();
  const { client } = usePortal();
  const role = useRole();
  const { data, problem, reload } = useLoad<Page<OpeningView>>('openings', (signal) => client.get('portal/openings', { query: { limit: 100 }, signal }));
  return (
    <>
      <Breadcrumb items={[{ to: 'account', label: texts.account.title }]} here={texts.openings.title} />
      <PageHead title={texts.openings.title}><p className="lead">{texts.openings.lead}</p></PageHead>
      {problem && !data && <ErrorState problem={problem} onRetry={reload} />}
      {!data && !problem && <LoadingState />}
      {data && (
        <section className="card">
          {data.items.length === 0
            ? <EmptyState icon={<Eye />} title={texts.openings.emptyTitle}>{texts.openings.emptyHint}</EmptyState>
            : (
                <Timeline
                  label={texts.openings.title}
                  entries={data.items.map((opening, index) => ({
                    id: String(index),
                    state: 'note',
                    title: role(opening.who_role),
                    note: [texts.openings.what[opening.what] ?? opening.what, opening.branch && texts.openings.branch(opening.branch), moment(opening.at)].filter(Boolean).join(' · '),
                  }))}
                />
              )}
        </section>
      )}
    </>
  );
}
