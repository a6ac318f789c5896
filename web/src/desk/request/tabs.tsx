import { useQuery } from '@tanstack/react-query';
import { FileText, MessageCircleQuestion, MessageSquareReply, PackageCheck } from 'lucide-react';
import { useEffect } from 'react';
import type { Client } from '../../api/client';
import { Button } from '../../ui/Button';
import { Alert, Chip, EmptyState } from '../../ui/feedback';
import { FileName } from '../../ui/FileName';
import { useClient } from '../context';
import { useDates } from '../formats';
import { BothDates } from '../parts/BothDates';
import { DueMark } from '../parts/DueMark';
import { controlTone, outcomeTone } from '../parts/status_tone';
import { useDesk, wordFor } from '../texts';
import { controlLabel } from './form_fields';
import { isVoid, stepOf, type RequestPage } from './model';

interface TabProps {
  page: RequestPage;
}

type Question = RequestPage['questions'][number];

function QuestionList({ title, questions, onAnswer }: { title: string; questions: readonly Question[]; onAnswer: ((question: Question) => void) | undefined }) {
  const { questions: texts } = useDesk().request;
  const dates = useDates();
  if (questions.length === 0) return null;
  return (
    <section className="stack-small">
      <h3>{title}</h3>
      <ul className="list talk">
        {questions.map((question) => (
          <li key={question.id}>
            <div className="talk-line">
              <MessageCircleQuestion aria-hidden="true" />
              <div className="grow"><p className="prose"><bdi>{question.text}</bdi></p><span className="sub">{texts.asked(dates.stamp(question.asked_at))}</span></div>
            </div>
            {question.answered_at ? (
              <div className="talk-line talk-answer">
                <MessageSquareReply aria-hidden="true" />
                <div className="grow"><p className="prose"><bdi>{question.answer}</bdi></p><span className="sub">{texts.answered(dates.stamp(question.answered_at))}</span></div>
              </div>
            ) : (
              <div className="talk-line"><Chip tone="warn">{texts.waiting}</Chip>{onAnswer && <Button size="small" onPress={() => onAnswer(question)}>{texts.answer}</Button>}</div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function QuestionsTab({ page, onAnswer }: TabProps & { onAnswer: (question: Question) => void }) {
  const { questions: texts } = useDesk().request;
  const free = (action: string) => page.offers.some((offer) => offer.action === action && offer.free);
  if (page.questions.length === 0) return <EmptyState icon={<MessageCircleQuestion />} title={texts.noneTitle}>{texts.noneText}</EmptyState>;
  return (
    <div className="stack">
      <QuestionList title={texts.reception} questions={page.questions.filter((one) => !one.step)} onAnswer={free('answer_question') ? onAnswer : undefined} />
      <QuestionList title={texts.clarifications} questions={page.questions.filter((one) => one.step)} onAnswer={free('answer_clarification') ? onAnswer : undefined} />
    </div>
  );
}

export function DeclarationTab({ page, onFile }: TabProps & { onFile: (attachment: string) => void }) {
  const { request, words } = useDesk();
  const { declaration: texts } = request;
  const dates = useDates();
  const { declaration } = page;
  if (!declaration?.signed_at) {
    return (
      <>
        <EmptyState icon={<FileText />} title={texts.noneTitle}>{texts.noneText}</EmptyState>
        {declaration && <blockquote className="declaration-text prose">{dates.words(declaration.text)}</blockquote>}
      </>
    );
  }
  return (
    <div className="stack">
      {isVoid(page) ? <Alert tone="warn" title={texts.voidTitle}>{texts.voidText}</Alert> : <Alert tone="ok">{texts.valid}</Alert>}
      <dl className="facts">
        <div><dt>{texts.signedOn}</dt><dd><BothDates iso={declaration.signed_at} withTime /></dd></div>
        {declaration.method && <div><dt>{texts.method}</dt><dd>{wordFor(words.signMethods, declaration.method)}</dd></div>}
        {declaration.signer && <div><dt>{texts.signer}</dt><dd><bdi>{signerName(page) || request.page.noPerson}</bdi></dd></div>}
        {declaration.capacity && <div><dt>{texts.capacity}</dt><dd>{wordFor(words.capacities, declaration.capacity)}</dd></div>}
      </dl>
      {declaration.drawing && <div><Button size="small" onPress={() => onFile(declaration.drawing ?? '')}>{texts.drawing}</Button></div>}
      <figure className="stack-small">
        <figcaption className="muted small">{texts.version(dates.number(declaration.version))}</figcaption>
        <blockquote className="declaration-text prose">{dates.words(declaration.text)}</blockquote>
      </figure>
    </div>
  );
}

/** The signer is a party: the name that the page has for it, else what the server sent. */
function signerName(page: RequestPage): string {
  const signer = page.declaration?.signer ?? '';
  return [page.applicant, page.beneficiary].find((person) => person?.party === signer)?.name ?? signer;
}

export function DecisionTab({ page }: TabProps) {
  const desk = useDesk();
  const { decision: texts } = desk.request;
  const dates = useDates();
  const { decision } = page;
  const isEmpty = !decision && page.deliveries.length === 0 && !page.replies?.length && page.overrides.length === 0;
  if (isEmpty) return <EmptyState icon={<PackageCheck />} title={texts.noneTitle}>{texts.noneText}</EmptyState>;
  return (
    <div className="stack-large">
      {decision && (
        <section className="stack-small">
          <h3>{texts.decision}</h3>
          <dl className="facts">
            <div><dt>{texts.decision}</dt><dd><Chip tone={outcomeTone(decision.outcome)}>{wordFor(desk.words.outcomes, decision.outcome)}</Chip></dd></div>
            <div><dt>{texts.decidedOn}</dt><dd><BothDates iso={decision.decided_on} /></dd></div>
            {decision.amount_halalas !== undefined && <div><dt>{texts.amount}</dt><dd>{dates.money(decision.amount_halalas)}</dd></div>}
          </dl>
          {decision.reasons && <><h4 className="muted small">{texts.reasons}</h4><p className="prose quote"><bdi>{decision.reasons}</bdi></p></>}
        </section>
      )}
      {page.replies && page.replies.length > 0 && (
        <section className="stack-small">
          <h3>{texts.replies}</h3>
          {page.replies.map((reply) => (
            <div key={reply.at} className="quote"><p className="prose"><bdi>{reply.text}</bdi></p><span className="sub">{texts.replied(wordFor(desk.words.channels, reply.channel), dates.stamp(reply.at))}</span></div>
          ))}
        </section>
      )}
      <section className="stack-small">
        <h3>{texts.deliveries}</h3>
        {page.deliveries.length === 0 && <p className="muted">{texts.noDeliveries}</p>}
        <ul className="list fact-list">
          {page.deliveries.map((delivery, index) => (
            <li key={`${delivery.step}/${index}`}>
              <PackageCheck aria-hidden="true" />
              <div className="grow">
                <b><bdi>{delivery.what ?? dates.words(stepOf(page, delivery.step)?.title)}</bdi></b>{delivery.amount_halalas !== undefined && <> · {dates.money(delivery.amount_halalas)}</>}
                <span className="sub">{texts.delivered(dates.bothDates(delivery.delivered_on))}</span>
                <span className={delivery.confirmed_at ? 'sub mark-ok' : 'sub'}>{delivery.confirmed_at ? texts.confirmed(dates.stamp(delivery.confirmed_at)) : texts.unconfirmed}</span>
              </div>
            </li>
          ))}
        </ul>
      </section>
      {page.overrides.length > 0 && (
        <section className="stack-small">
          <h3>{texts.overrides}</h3>
          <ul className="list stack-small">
            {page.overrides.map((one) => (
              <li key={one.at} className="quote quote-warn">
                <b>{texts.override(controlLabel(desk, one.control), dates.words(stepOf(page, one.step)?.title) || one.step)}</b>
                {one.reason && <p className="prose"><bdi>{one.reason}</bdi></p>}
                <span className="sub">{texts.overrideBy(dates.name(one.by), dates.stamp(one.at))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

export function ToldTab({ page }: TabProps) {
  const { request, words } = useDesk();
  const { told: texts } = request;
  if (page.told.length === 0) return <EmptyState title={texts.noneTitle}>{texts.noneText}</EmptyState>;
  return (
    <ul className="list fact-list">
      {page.told.map((told) => (
        <li key={`${told.what}/${told.at}`}>
          <div className="grow">
            <b>{wordFor(words.tellings, told.what)}</b>
            <span className="sub">{texts.by(wordFor(words.channels, told.channel), wordFor(words.proofs, told.proof))}</span>
            {told.text && <p className="prose"><bdi>{told.text}</bdi></p>}
            {told.failed && <span className="sub mark-error">{texts.failed}</span>}
          </div>
          <BothDates iso={told.at} withTime />
        </li>
      ))}
    </ul>
  );
}

export function ClausesTab({ page }: TabProps) {
  const desk = useDesk();
  const { clauses: texts } = desk.request;
  const dates = useDates();
  if (page.control_outcomes.length === 0) return <EmptyState title={texts.noneTitle}>{texts.noneText}</EmptyState>;
  const count = (outcome: string) => dates.number(page.control_outcomes.filter((one) => one.outcome === outcome).length);
  return (
    <div className="stack-small">
      <p className="muted small">{texts.summary(count('kept'), count('owed'), count('broken'))}</p>
      <div className="table-wrap">
        <table className="table table-stacked">
          <caption className="hidden-visually">{texts.table}</caption>
          <thead><tr><th scope="col">{texts.clause}</th><th scope="col">{texts.control}</th><th scope="col">{texts.outcome}</th><th scope="col">{texts.due}</th></tr></thead>
          <tbody>
            {page.control_outcomes.map((one) => (
              <tr key={`${one.clause}/${one.control}`}>
                <th scope="row" data-label={texts.clause}><span><bdi className="clause">{one.clause}</bdi></span></th>
                <td data-label={texts.control}>{controlLabel(desk, one.control)}</td>
                <td data-label={texts.outcome}><span><Chip tone={controlTone(one.outcome)}>{wordFor(desk.words.controlOutcomes, one.outcome)}</Chip></span></td>
                <td data-label={texts.due}>{one.due && one.outcome === 'owed' ? <DueMark due={one.due} /> : one.due ? dates.bothShort(one.due) : desk.states.none}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const shownTypes = /^(image\/(png|jpeg|webp)|application\/pdf)$/;

async function fetchFile(client: Client, path: string): Promise<{ address: string; type: string }> {
  const response = await fetch(client.address(path), { headers: { 'X-Sila': '1' }, credentials: 'same-origin' });
  if (!response.ok) throw new Error(String(response.status));
  const blob = await response.blob();
  return { address: URL.createObjectURL(blob), type: blob.type };
}

/** One document, in the page: opening it is on record, so it happens only when asked for. */
function Viewer({ page, id }: TabProps & { id: string }) {
  const { documents: texts } = useDesk().request;
  const client = useClient();
  const file = useQuery({ queryKey: ['attachment', page.id, id], queryFn: () => fetchFile(client, `desk/requests/${page.id}/attachments/${id}`), gcTime: 0, staleTime: Infinity });
  const { data } = file;
  useEffect(() => () => { if (data) URL.revokeObjectURL(data.address); }, [data]);
  const { states } = useDesk();
  const name = page.attachments.find((one) => one.id === id)?.name ?? id;
  if (file.error) return <Alert tone="error" isLive>{states.missingText}</Alert>;
  if (!data) return <p className="muted" role="status">{texts.loading}</p>;
  return (
    <div className="viewer">
      {data.type.startsWith('image/') && <img src={data.address} alt={name} />}
      {data.type === 'application/pdf' && <iframe src={data.address} title={name} />}
      {!shownTypes.test(data.type) && <p className="muted">{texts.noPreview}</p>}
      <a className="button button-secondary button-small" href={data.address} download={name}>{texts.download}</a>
    </div>
  );
}

export function DocumentsTab({ page, opened, onOpen }: TabProps & { opened: string | undefined; onOpen: (id: string | undefined) => void }) {
  const { documents: texts } = useDesk().request;
  const dates = useDates();
  const title = (item: string | undefined) => dates.words(page.items.find((one) => one.id === item)?.title);
  if (page.attachments.length === 0 && !opened) return <EmptyState icon={<FileText />} title={texts.noneTitle}>{texts.noneText}</EmptyState>;
  return (
    <div className="stack">
      <p className="muted small">{texts.recorded}</p>
      <ul className="list stack-small">
        {page.attachments.map((file) => (
          <li key={file.id} className="file" data-state="done">
            <span className="file-icon"><FileText aria-hidden="true" /></span>
            <span className="grow"><span className="file-name"><FileName name={file.name || texts.destroyed} /></span><span className="sub">{[title(file.item), dates.bytes(file.bytes), file.destroyed_at && texts.destroyedOn(dates.bothShort(file.destroyed_at))].filter(Boolean).join(' · ')}</span></span>
            {!file.destroyed_at && <Button size="small" aria-label={opened === file.id ? texts.close : texts.open(file.name)} onPress={() => onOpen(opened === file.id ? undefined : file.id)}>{opened === file.id ? texts.close : texts.view}</Button>}
          </li>
        ))}
      </ul>
      {opened && <Viewer key={opened} page={page} id={opened} />}
    </div>
  );
}
