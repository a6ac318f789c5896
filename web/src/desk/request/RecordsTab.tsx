import { Link } from '@tanstack/react-router';
import { NotebookPen, Printer } from 'lucide-react';
import type { StepRecord } from '../../api/model';
import { Button } from '../../ui/Button';
import { Alert, Chip, EmptyState } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { useMay } from '../context';
import { useDates } from '../formats';
import { useDesk } from '../texts';
import { FieldText } from './ItemValueText';
import { stepOf, type RequestPage } from './model';
import { isChanged, useAct } from './use_act';

/** What was said in person: nothing of somebody is handed on without it. */
function Consent({ page, consent }: { page: RequestPage; consent: NonNullable<StepRecord['consent']> }) {
  const { records } = useDesk().request;
  const dates = useDates();
  const may = useMay();
  const act = useAct(page, undefined, records.recorded);
  const say = (given: boolean) => void act.run({ path: `consents/${consent.purpose.id}`, body: { given, notice_version: consent.notice_version } }, 'put');
  const isOpen = page.status !== 'closed' && may('request_record');
  return (
    <Alert tone={consent.given ? 'ok' : 'warn'} title={records.consent}>
      <div className="stack-small">
        <blockquote className="prose">{dates.words(consent.purpose.text)}</blockquote>
        <p>{consent.given ? records.given : records.notGiven}</p>
        {act.problem && !isChanged(act.problem) && <ProblemAlert problem={act.problem} />}
        {isOpen && <span><Button size="small" busy={act.isBusy} onPress={() => say(!consent.given)}>{consent.given ? records.take : records.give}</Button></span>}
      </div>
    </Alert>
  );
}

function Record({ page, record }: { page: RequestPage; record: StepRecord }) {
  const { records } = useDesk().request;
  const dates = useDates();
  const step = stepOf(page, record.step);
  const there = record.fields.filter((one) => one.value);
  const isPrintable = step?.done_at !== undefined && there.some((one) => one.shown);
  return (
    <section className="stack-small" aria-labelledby={`record-${record.step}`}>
      <div className="spread">
        <h3 id={`record-${record.step}`}>{dates.words(step?.title)}</h3>
        {isPrintable && <Link className="link-button" to="/requests/$request/letters/$step" params={{ request: page.id, step: record.step }}><Printer size={15} aria-hidden="true" /> {records.print}</Link>}
      </div>
      {record.consent && <Consent page={page} consent={record.consent} />}
      {there.length === 0 && <p className="muted">{records.empty}</p>}
      <dl className="facts">
        {there.map(({ field, value, shown }) => (
          <div key={field.id}>
            <dt>{dates.words(field.title)}{shown && <> <Chip isPlain>{records.shown}</Chip></>}</dt>
            <dd>{value && <FieldText item={field} value={value} />}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What staff wrote down, step by step, as far as the request has come. */
export function RecordsTab({ page }: { page: RequestPage }) {
  const { records } = useDesk().request;
  const begun = page.records.filter((record) => {
    const step = stepOf(page, record.step);
    const isOpen = step !== undefined && step.status !== 'waiting' && step.status !== 'skipped';
    return (isOpen && (record.fields.length > 0 || record.consent)) || record.fields.some((one) => one.value);
  });
  if (begun.length === 0) return <EmptyState icon={<NotebookPen />} title={records.noneTitle}>{records.noneText}</EmptyState>;
  return <div className="stack-large">{begun.map((record) => <Record key={record.step} page={page} record={record} />)}</div>;
}
