import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { Button } from '../../ui/Button';
import { today } from '../../ui/dates';
import { EmptyState } from '../../ui/feedback';
import { useClient, useMe } from '../context';
import { useDates } from '../formats';
import { BothDates } from '../parts/BothDates';
import { Loaded } from '../parts/Loaded';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import { useDesk, wordFor } from '../texts';
import { FieldText } from './ItemValueText';
import { stepOf, type RequestPage } from './model';
import { requestOptions } from './request_data';

/** What is handed to the person at a step, on the association's paper: of what was written down, what they are shown. */
function Letter({ page, step: id }: { page: RequestPage; step: string }) {
  const { request, words } = useDesk();
  const { letter } = request;
  const dates = useDates();
  const { association } = useMe();
  const step = stepOf(page, id);
  const fields = page.records.find((one) => one.step === id)?.fields.filter((one) => one.shown && one.value) ?? [];
  if (!step || fields.length === 0) return <EmptyState icon={<Printer />} title={request.records.noneTitle}>{request.records.noneText}</EmptyState>;
  return (
    <article className="letter card">
      <header className="letter-head">
        <div>{!association.neutral && <strong>{dates.words(association.name)}</strong>}{!association.neutral && association.licence && <span>{letter.licence} <Numeric>{association.licence}</Numeric></span>}</div>
        <dl>
          <div><dt>{letter.number}</dt><dd><Numeric>{page.reference}</Numeric></dd></div>
          <div><dt>{letter.date}</dt><dd><BothDates iso={step.done_at ?? today()} /></dd></div>
        </dl>
      </header>
      <p>{letter.to} <bdi className="strong">{page.beneficiary?.name}</bdi></p>
      <h2>{dates.words(page.kind_title)}{letter.colon} {dates.words(step.title)}</h2>
      <table className="letter-table">
        <tbody>
          {step.outcome && <tr><th scope="row">{letter.outcome}</th><td>{wordFor(words.outcomes, step.outcome)}</td></tr>}
          {fields.map(({ field, value }) => <tr key={field.id}><th scope="row">{dates.words(field.title)}</th><td>{value && <FieldText item={field} value={value} />}</td></tr>)}
        </tbody>
      </table>
      <footer className="letter-foot"><span>{letter.signature}</span><span>{letter.stamp}</span></footer>
    </article>
  );
}

export default function LetterPage() {
  const { request, queue } = useDesk();
  const client = useClient();
  const { request: id = '', step = '' } = useParams({ strict: false }) as { request?: string; step?: string };
  const query = useQuery(requestOptions(client, id));
  return (
    <Page
      title={request.letter.title}
      crumbs={<><Crumb to="/queue">{queue.title}</Crumb>{query.data && <Crumb to={`/requests/${id}`}><Numeric>{query.data.reference}</Numeric></Crumb>}<span aria-current="page">{request.letter.title}</span></>}
      actions={<Button variant="primary" icon={<Printer aria-hidden="true" />} onPress={() => window.print()}>{request.letter.print}</Button>}
    >
      <Loaded query={query}>{(page) => <Letter page={page} step={step} />}</Loaded>
    </Page>
  );
}
