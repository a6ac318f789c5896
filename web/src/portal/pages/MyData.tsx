import { Download, FileText, FolderLock, Pencil, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Page } from '../../api/model';
import type { OwnFile, OwnSubjectRequest, OwnValue } from '../../api/own_data';
import type { RetentionNotice } from '../../api/retention';
import { Button, ButtonLink } from '../../ui/Button';
import { EmptyState, LoadingState } from '../../ui/feedback';
import { ErrorState } from '../../ui/Problem';
import { useFormats, useLanguage } from '../../ui/texts';
import { Breadcrumb, PageHead } from '../bits';
import { Asked } from '../data/Asked';
import { correctable, fieldItem, valueOf } from '../data/field_item';
import { AnswerText } from '../form/AnswerText';
import { useLoad } from '../load';
import { usePortal } from '../session';
import { useTexts } from '../texts';

const CorrectDialog = lazy(async () => ({ default: (await import('../data/AskDialogs')).CorrectDialog }));
const EraseDialog = lazy(async () => ({ default: (await import('../data/AskDialogs')).EraseDialog }));

function Value({ value, onCorrect }: { value: OwnValue; onCorrect: () => void }) {
  const texts = useTexts();
  const { bothShort } = useFormats();
  const { data } = texts;
  const label = data.fields[value.field] ?? value.field;
  return (
    <li className="summary-row spread">
      <span className="stack-small">
        <span className="small muted">{label}</span>
        <span className="strong"><AnswerText item={fieldItem(value.field, texts)} value={valueOf(value)} /></span>
        <span className="small muted">{data.sources[value.source]} · {value.verified_at ? data.verified(bothShort(value.verified_at)) : data.unverified}</span>
      </span>
      {correctable.includes(value.field) && <Button variant="quiet" size="small" icon={<Pencil aria-hidden="true" />} aria-label={data.correctOf(label)} onPress={onCorrect}>{data.correct}</Button>}
    </li>
  );
}

function Values({ file, onCorrect }: { file: OwnFile; onCorrect: (value: OwnValue | 'missing') => void }) {
  const { data } = useTexts();
  return (
    <section className="card stack" aria-labelledby="values">
      <h2 id="values">{data.values}</h2>
      {file.kind === 'claim' && <p className="small muted">{data.claim}</p>}
      {file.values.length === 0
        ? <p className="muted">{data.noValues}</p>
        : <ul className="list">{file.values.map((value) => <Value key={value.field} value={value} onCorrect={() => onCorrect(value)} />)}</ul>}
      <span><Button icon={<Plus aria-hidden="true" />} onPress={() => onCorrect('missing')}>{data.add}</Button></span>
    </section>
  );
}

function Bound({ file }: { file: OwnFile }) {
  const texts = useTexts();
  const { both, bothShort, digits } = useFormats();
  const { data } = texts;
  if (file.identities.length + file.phones.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="bound">
      <h2 id="bound">{data.identities}</h2>
      <ul className="list">
        {file.identities.map((identity) => (
          <li key={identity.number_masked} className="stack-small summary-row">
            <b>{texts.common.identityTypes[identity.type] ?? identity.type} <bdi className="ltr">{digits(identity.number_masked)}</bdi></b>
            <span className="small muted">{identity.expires_on && <>{data.expires(both(identity.expires_on))} · </>}{identity.sighted_at ? data.sighted(bothShort(identity.sighted_at)) : data.notSighted}</span>
          </li>
        ))}
        {file.phones.map((phone) => (
          <li key={phone.masked} className="stack-small summary-row">
            <b>{data.phones}: <bdi className="ltr">{digits(phone.masked)}</bdi></b>
            <span className="small muted">{phone.verified_at ? data.verified(bothShort(phone.verified_at)) : data.unverified}</span>
          </li>
        ))}
      </ul>
      <p className="small muted">{data.bound}</p>
    </section>
  );
}

function TakeAlong() {
  const { data } = useTexts();
  const { client } = usePortal();
  const { language } = useLanguage();
  return (
    <section className="card stack" aria-labelledby="copy">
      <h2 id="copy">{data.copy}</h2>
      <p>{data.copyText}</p>
      <span className="stack-small">
        <ButtonLink href={client.address('portal/copy', { form: 'pdf', language })} download="" icon={<FileText aria-hidden="true" />}>{data.copyPaper}</ButtonLink>
        <ButtonLink href={client.address('portal/copy')} download="" icon={<Download aria-hidden="true" />}>{data.copyData}</ButtonLink>
      </span>
    </section>
  );
}

/** How long it is kept, as far as the association has fixed it. */
function KeptFor() {
  const { data } = useTexts();
  const { client } = usePortal();
  const kept = useLoad<RetentionNotice>('retention', (signal) => client.get('portal/retention', { signal }));
  if (!kept.data || kept.data.items.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="kept">
      <h2 id="kept">{data.kept}</h2>
      <p className="small muted">{data.keptText}</p>
      <dl className="facts">{kept.data.items.map((one) => <div key={one.category}><dt>{data.keptOf[one.category] ?? one.category}</dt><dd>{data.period(one.months)}</dd></div>)}</dl>
    </section>
  );
}

/** What the association holds of me: mine to read, to correct, to take along and to have destroyed. */
export default function MyData() {
  const { account, data } = useTexts();
  const { client, me } = usePortal();
  const file = useLoad<OwnFile>('file', (signal) => client.get('portal/file', { signal }));
  const asked = useLoad<Page<OwnSubjectRequest>>('subject-requests', (signal) => client.get('portal/subject-requests', { signal }));
  const [open, setOpen] = useState<OwnValue | 'missing' | 'erase' | null>(null);
  const problem = file.problem ?? asked.problem;
  const put = (next: OwnSubjectRequest) => {
    const others = asked.data?.items.filter((one) => one.id !== next.id) ?? [];
    asked.put({ items: [next, ...others].sort((a, b) => b.asked_at.localeCompare(a.asked_at)) });
  };
  const close = () => setOpen(null);
  const waits = asked.data?.items.some((one) => one.kind === 'erasure' && (one.state === 'open' || one.state === 'granted'));
  return (
    <>
      <Breadcrumb items={[{ to: 'account', label: account.title }]} here={data.title} />
      <PageHead title={data.title}><p className="lead">{data.lead}</p></PageHead>
      {problem && !(file.data && asked.data) && <ErrorState problem={problem} onRetry={() => { file.reload(); asked.reload(); }} />}
      {!problem && !(file.data && asked.data) && <LoadingState />}
      {file.data && asked.data && !me?.acting_for && <div className="card"><EmptyState icon={<FolderLock />} title={data.nobody}>{data.nobodyHint}</EmptyState></div>}
      {file.data && asked.data && me?.acting_for && (
        <div className="columns">
          <div className="stack">
            <Asked requests={asked.data.items} onChanged={put} />
            <Values file={file.data} onCorrect={setOpen} />
          </div>
          <aside className="stack">
            <TakeAlong />
            <KeptFor />
            <Bound file={file.data} />
            {!waits && <Button variant="danger" wide onPress={() => setOpen('erase')}>{data.erase}</Button>}
          </aside>
        </div>
      )}
      <Suspense>
        {open === 'erase' && <EraseDialog onClose={close} onAsked={put} />}
        {open !== null && open !== 'erase' && (
          <CorrectDialog {...(open !== 'missing' && { stored: open })} known={file.data?.values.map((value) => value.field) ?? []} onClose={close} onAsked={put} />
        )}
      </Suspense>
    </>
  );
}
