import { ChevronRight, Eye, FolderLock, LogOut } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { listDrafts } from '../../api/drafts';
import type { ConsentState, PortalMe, Purpose } from '../../api/model';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/choices';
import { Chip, toast } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { Link, useRouter } from '../../ui/router';
import { useFormats, useLanguage } from '../../ui/texts';
import { PageHead } from '../bits';
import { useLoad } from '../load';
import { ChooseParty } from '../request/ChooseParty';
import { usePortal } from '../session';
import { useTexts } from '../texts';

const Dialog = lazy(() => import('../../ui/Dialog'));

function useMine(): PortalMe {
  const { me } = usePortal();
  if (!me) throw new Error('the route is personal');
  return me;
}

function Me() {
  const texts = useTexts();
  const { setMe } = usePortal();
  const me = useMine();
  const { digits } = useFormats();
  const [isChoosing, setChoosing] = useState(false);
  return (
    <section className="card stack">
      <dl className="facts">
        <div><dt>{texts.account.phone}</dt><dd><bdi className="ltr">{digits(me.phone_masked)}</bdi></dd></div>
        {me.acting_for && <div><dt>{texts.account.actingFor}</dt><dd>{me.acting_for.label}<span className="field-hint">{texts.signIn[me.acting_for.kind]}</span></dd></div>}
      </dl>
      {me.acting_for && me.parties.length > 1 && <span><Button onPress={() => setChoosing(true)}>{texts.account.changeParty}</Button></span>}
      {isChoosing && (
        <Suspense>
          <Dialog title={texts.signIn.chooseTitle} isOpen onClose={() => setChoosing(false)}>
            <ChooseParty me={me} onChosen={(next) => { setMe(next); setChoosing(false); }} />
          </Dialog>
        </Suspense>
      )}
    </section>
  );
}

/** The text of each purpose stands in the forms; the first kind's form tells them all. */
function usePurposes(): readonly Purpose[] {
  const { client, home } = usePortal();
  const kind = home.kinds[0]?.id;
  const { data } = useLoad<{ purposes: Purpose[] }>(kind ? `kind/${kind}` : null, (signal) => client.get(`portal/kinds/${kind ?? ''}`, { signal }));
  return data?.purposes ?? [];
}

function ConsentRow({ consent, purpose }: { consent: ConsentState; purpose: Purpose | undefined }) {
  const texts = useTexts();
  const { words, bothShort } = useFormats();
  const { client, setMe } = usePortal();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isGiven = Boolean(consent.given_at && !consent.withdrawn_at);
  const change = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setMe(await client.put<PortalMe>(`portal/consents/${consent.purpose}`, { given: !isGiven, notice_version: consent.notice_version }));
      toast(texts.account.consentSaved);
    } catch (caught) {
      setProblem(asProblem(caught));
    }
    setBusy(false);
  };
  const state = isGiven && consent.given_at
    ? texts.account.consentGiven(bothShort(consent.given_at))
    : consent.withdrawn_at ? texts.account.consentWithdrawn(bothShort(consent.withdrawn_at)) : texts.account.consentNever;
  return (
    <li className="stack-small summary-row">
      <span>{words(purpose?.text) || consent.purpose} {purpose?.required && <Chip>{texts.account.required}</Chip>}</span>
      <span className="spread">
        <span className="small muted">{state}</span>
        <Button size="small" busy={isBusy} onPress={() => void change()}>{isGiven ? texts.account.withdrawConsent : texts.account.give}</Button>
      </span>
      {problem && <ProblemAlert problem={problem} />}
    </li>
  );
}

function Consents() {
  const texts = useTexts();
  const me = useMine();
  const purposes = usePurposes();
  return (
    <section className="card stack" aria-labelledby="consents">
      <div className="stack-small">
        <h2 id="consents">{texts.account.consents}</h2>
        <p className="small muted">{texts.account.consentsLead}</p>
      </div>
      {me.consents.length === 0
        ? <p className="muted">{texts.account.noConsents}</p>
        : <ul className="list">{me.consents.map((consent) => <ConsentRow key={consent.purpose} consent={consent} purpose={purposes.find((one) => one.id === consent.purpose)} />)}</ul>}
    </section>
  );
}

function SignOut() {
  const texts = useTexts();
  const { association, signOut } = usePortal();
  const { navigate } = useRouter();
  const [hasDraft, setHasDraft] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => { void listDrafts(association).then((drafts) => setHasDraft(drafts.length > 0), () => undefined); }, [association]);
  const leave = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await signOut();
      toast(texts.account.signedOut);
      navigate('');
    } catch (caught) {
      setProblem(asProblem(caught));
      setBusy(false);
    }
  };
  return (
    <>
      {problem && !isAsking && <ProblemAlert problem={problem} onRetry={() => void leave()} />}
      <Button variant="danger" wide busy={isBusy} icon={<LogOut aria-hidden="true" />} onPress={() => (hasDraft ? setAsking(true) : void leave())}>{texts.common.actions.signOut}</Button>
      {isAsking && (
        <Suspense>
          <Dialog
            title={texts.account.signOutTitle}
            isOpen
            onClose={() => setAsking(false)}
            actions={(
              <>
                <Button onPress={() => setAsking(false)}>{texts.standing.keep}</Button>
                <Button variant="danger" busy={isBusy} onPress={() => void leave()}>{texts.common.actions.signOut}</Button>
              </>
            )}
          >
            <p>{texts.account.signOutDrafts}</p>
            {problem && <ProblemAlert problem={problem} />}
          </Dialog>
        </Suspense>
      )}
    </>
  );
}

export default function Account() {
  const texts = useTexts();
  const { language, digits, setLanguage, setDigits } = useLanguage();
  return (
    <>
      <PageHead title={texts.account.title} />
      <div className="columns">
        <div className="stack">
          <Me />
          <Link to="account/data" className="card kind-card">
            <h2 className="row"><FolderLock size={22} aria-hidden="true" />{texts.data.title}</h2>
            <p>{texts.data.hint}</p>
            <span className="go" aria-hidden="true"><ChevronRight size={20} data-flip /></span>
          </Link>
          <Link to="account/openings" className="card kind-card">
            <h2 className="row"><Eye size={22} aria-hidden="true" />{texts.account.openings}</h2>
            <p>{texts.account.openingsHint}</p>
            <span className="go" aria-hidden="true"><ChevronRight size={20} data-flip /></span>
          </Link>
          <Consents />
        </div>
        <aside className="stack">
          <section className="card stack" aria-labelledby="device">
            <h2 id="device">{texts.account.device}</h2>
            <div className="spread">
              <span>{texts.account.language}</span>
              <Segmented label={texts.account.language} options={[{ id: 'ar', label: texts.shell.arabic }, { id: 'en', label: texts.shell.english }]} value={language} onChange={setLanguage} />
            </div>
            {language === 'ar' && (
              <div className="spread">
                <span>{texts.account.digits}</span>
                <Segmented label={texts.account.digits} options={[{ id: 'latn', label: texts.shell.digitsLatin }, { id: 'arab', label: texts.shell.digitsArabic }]} value={digits} onChange={setDigits} />
              </div>
            )}
            <p className="small muted">{texts.account.deviceText}</p>
            <SignOut />
          </section>
        </aside>
      </div>
    </>
  );
}
