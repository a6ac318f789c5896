import { ChevronRight, FileText, Headset, Inbox, Siren } from 'lucide-react';
import { useEffect, useState } from 'react';
import { listDrafts, type Draft } from '../../api/drafts';
import type { KindCard } from '../../api/model';
import { Alert, Chip, EmptyState } from '../../ui/feedback';
import { Prose } from '../../ui/Prose';
import { Link, usePage } from '../../ui/router';
import { useFormats } from '../../ui/texts';
import { GoButton } from '../bits';
import { PolicyDue } from '../PolicyDue';
import { usePortal } from '../session';
import { useTexts } from '../texts';

function KindLink({ kind }: { kind: KindCard }) {
  const texts = useTexts();
  const { words } = useFormats();
  return (
    <Link to={`kinds/${kind.id}`} className="card kind-card" data-emergency={kind.emergency}>
      <h3>
        {words(kind.title)}
        {kind.emergency && <Chip tone="error">{texts.home.urgent}</Chip>}
      </h3>
      <p>{words(kind.summary)}</p>
      <span className="meta">
        <span><FileText aria-hidden="true" />{texts.home.items(kind.item_count)}</span>
        {!kind.identity_required && <span>{texts.home.noIdentity}</span>}
      </span>
      <span className="go" aria-hidden="true">{kind.emergency ? <Siren size={20} /> : <ChevronRight size={20} data-flip />}</span>
    </Link>
  );
}

function Unfinished({ kinds }: { kinds: readonly KindCard[] }) {
  const texts = useTexts();
  const { words, bothShort } = useFormats();
  const { association } = usePortal();
  const [draft, setDraft] = useState<Draft>();
  useEffect(() => { void listDrafts(association).then(([newest]) => setDraft(newest), () => undefined); }, [association]);
  const kind = kinds.find((one) => one.id === draft?.kind);
  if (!draft || !kind) return null;
  return (
    <Alert tone="info" icon={<FileText aria-hidden="true" />} title={texts.home.continueDraft} action={<GoButton to={`kinds/${kind.id}/apply`}>{texts.home.continueAction}</GoButton>}>
      {texts.home.continueDraftHint(words(kind.title), bothShort(draft.savedAt))}
    </Alert>
  );
}

function Help() {
  const texts = useTexts();
  const { words } = useFormats();
  const { home } = usePortal();
  const channels = home.channels.filter((channel) => !['portal', 'website'].includes(channel));
  return (
    <section className="card stack" aria-labelledby="help">
      <h2 id="help" className="row"><Headset size={22} aria-hidden="true" />{texts.home.help}</h2>
      <p><Prose text={words(home.help)} /></p>
      {channels.length > 0 && (
        <div className="stack-small">
          <span className="small muted">{texts.home.channels}</span>
          <span className="row-wrap">{channels.map((channel) => <Chip key={channel} isPlain>{texts.common.channels[channel] ?? channel}</Chip>)}</span>
        </div>
      )}
    </section>
  );
}

export default function Home() {
  const texts = useTexts();
  const { home, name } = usePortal();
  const heading = usePage('', name);
  const urgent = home.kinds.filter((kind) => kind.emergency);
  const ordinary = home.kinds.filter((kind) => !kind.emergency);
  return (
    <>
      <section className="hero" data-neutral={home.neutral}>
        <h1 {...heading}>{texts.home.welcome}</h1>
        <p>{texts.home.lead}</p>
        <div className="hero-actions"><GoButton to="requests" icon={<Inbox aria-hidden="true" />}>{texts.home.trackAction}</GoButton></div>
      </section>
      <Unfinished kinds={home.kinds} />
      <PolicyDue />
      {urgent.length > 0 && (
        <section className="stack" aria-labelledby="urgent">
          <h2 id="urgent">{texts.home.emergency}</h2>
          <div className="kinds">{urgent.map((kind) => <KindLink key={kind.id} kind={kind} />)}</div>
        </section>
      )}
      <section className="stack" aria-labelledby="services">
        <h2 id="services">{texts.home.services}</h2>
        {home.kinds.length === 0
          ? <div className="card"><EmptyState title={texts.home.noServices}>{texts.home.noServicesHint}</EmptyState></div>
          : <div className="kinds">{ordinary.map((kind) => <KindLink key={kind.id} kind={kind} />)}</div>}
      </section>
      <Help />
    </>
  );
}
