import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { FieldValue, SubjectPage } from '../../api/privacy';
import { Button } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { Obstacles } from '../../ui/Problem';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { ValueText } from '../people/ValueText';
import { useDesk, wordFor } from '../texts';
import { AnswerDialog, type Act } from './AnswerDialog';
import { subjectRequestOptions } from './privacy_data';
import { SubjectState } from './SubjectRowLine';

const acts: readonly Act[] = ['grant', 'refuse', 'extend'];

function Shown({ field, value }: { field: string; value: FieldValue | undefined }) {
  const { privacy } = useDesk();
  return value ? <ValueText value={{ field, ...value }} /> : <span className="muted">{privacy.nothing}</span>;
}

function Facts({ page }: { page: SubjectPage }) {
  const { privacy } = useDesk();
  const dates = useDates();
  const { row } = page;
  return (
    <dl className="facts">
      {row.field && <div><dt>{privacy.current}</dt><dd><Shown field={row.field} value={page.current} /></dd></div>}
      {row.field && <div><dt>{privacy.wanted}</dt><dd className="strong"><Shown field={row.field} value={page.asked} /></dd></div>}
      {page.reason && <div><dt>{privacy.reason}</dt><dd><bdi>{page.reason}</bdi></dd></div>}
      {page.extension && <div><dt>{privacy.extension}</dt><dd><bdi>{page.extension}</bdi></dd></div>}
      {page.answer && <div><dt>{privacy.answer}</dt><dd><bdi>{page.answer}</bdi></dd></div>}
      {page.answered_by && page.answered_at && <div><dt>{privacy.state}</dt><dd>{privacy.answeredBy(dates.name(page.answered_by), dates.bothShort(page.answered_at))}</dd></div>}
    </dl>
  );
}

function Acts({ page }: { page: SubjectPage }) {
  const { privacy } = useDesk();
  const [open, setOpen] = useState<Act | null>(null);
  const offers = acts.flatMap((act) => page.offers.filter((offer) => offer.action === act).map((offer) => ({ act, offer })));
  const blocked = offers.filter(({ act, offer }) => act === 'grant' && !offer.free).flatMap(({ offer }) => offer.obstacles);
  if (offers.length === 0) return null;
  return (
    <>
      {blocked.length > 0 && <section className="stack-small" aria-label={privacy.blocked}><Obstacles obstacles={blocked} /></section>}
      <div className="row-wrap">
        {offers.filter(({ offer }) => offer.free).map(({ act }) => (
          <Button key={act} variant={act === 'grant' ? 'primary' : undefined} onPress={() => setOpen(act)}>{act === 'grant' ? wordFor(privacy.grant, page.row.kind) : privacy[act]}</Button>
        ))}
      </div>
      {open && <AnswerDialog page={page} act={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Request({ page }: { page: SubjectPage }) {
  const { privacy, words } = useDesk();
  const dates = useDates();
  const { row } = page;
  const what = wordFor(privacy.kinds, row.kind) + (row.field ? `: ${wordFor(words.fields, row.field)}` : '');
  const lead = (
    <span className="row-wrap">
      {row.party ? <Link to="/people/$party" params={{ party: row.party }}><bdi>{row.name}</bdi></Link> : <span>{privacy.somebody}</span>}
      <span className="muted">{privacy.asked(dates.bothShort(row.asked_at))} · {row.in_portal ? privacy.inPortal : page.entered_by ? privacy.by(dates.name(page.entered_by)) : privacy.atDesk}</span>
      <SubjectState row={row} />
    </span>
  );
  return (
    <Page title={what} tabTitle={privacy.title} lead={lead} crumbs={<Crumb to="/data-requests">{privacy.title}</Crumb>}>
      {page.carry_out_at && row.state === 'granted' && <Alert tone="warn">{privacy.carryOut(dates.moment(page.carry_out_at))}</Alert>}
      <section className="card stack">
        {row.state === 'open' && <p className="strong">{privacy.answerBy(dates.bothDates(row.due_on))}</p>}
        <Facts page={page} />
        <Acts page={page} />
      </section>
    </Page>
  );
}

export default function SubjectRequestPage() {
  const client = useClient();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const found = useQuery(subjectRequestOptions(client, id));
  const { privacy } = useDesk();
  if (!found.data) return <Page title={privacy.title} crumbs={<Crumb to="/data-requests">{privacy.title}</Crumb>}><Loaded query={found}>{() => null}</Loaded></Page>;
  return <Request page={found.data} />;
}
