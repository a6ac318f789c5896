import { HandHeart, House, Inbox, LogIn, MessageSquare, RefreshCw, UserRound, WifiOff, X } from 'lucide-react';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { uuidv7 } from '../api/ids';
import { wipeDevice } from '../api/store';
import { Button } from '../ui/Button';
import { Alert } from '../ui/feedback';
import { Link, useRouter } from '../ui/router';
import { useFormats, useLanguage } from '../ui/texts';
import { LanguageSwitch } from './LanguageSwitch';
import neutralIcon from './neutral.svg';
import { usePortal } from './session';
import { useTexts } from './texts';

const SignInAgain = lazy(() => import('./SignInAgain'));

/** Leaves at once, and leaves nothing behind: the page is replaced, so that «back» does not return to it. */
function leaveQuickly(association: string): void {
  void fetch(`/api/${association}/portal/sign-in`, { method: 'DELETE', keepalive: true, headers: { 'X-Sila': '1', 'Idempotency-Key': uuidv7() } }).catch(() => undefined);
  void wipeDevice(association);
  void caches?.delete('sila-public').catch(() => undefined);
  location.replace('https://www.google.com/');
}

function QuickExit() {
  const texts = useTexts();
  const { association } = usePortal();
  return (
    <button type="button" className="quick-exit" title={texts.shell.quickExitHint} onClick={() => leaveQuickly(association)}>
      <X aria-hidden="true" />{texts.shell.quickExit}
    </button>
  );
}

function Header() {
  const texts = useTexts();
  const { name, home } = usePortal();
  return (
    <header className="top">
      <div className="top-inner">
        <Link to="" className="brand">
          <span className="logo" data-neutral={home.neutral}>{home.neutral ? <House aria-hidden="true" /> : <HandHeart aria-hidden="true" />}</span>
          <span className="brand-text">
            <b>{name}</b>
            {!home.neutral && <span>{texts.shell.portal}</span>}
          </span>
        </Link>
        <Tabs place="top" />
        <LanguageSwitch />
      </div>
    </header>
  );
}

function Tabs({ place }: { place: 'top' | 'bottom' }) {
  const texts = useTexts();
  const { me, unread } = usePortal();
  const { place: here } = useRouter();
  const tabs = me
    ? [
        { to: '', label: texts.shell.home, icon: <House aria-hidden="true" /> },
        { to: 'requests', label: texts.shell.requests, icon: <Inbox aria-hidden="true" /> },
        { to: 'messages', label: texts.shell.messages, icon: <MessageSquare aria-hidden="true" />, badge: unread },
        { to: 'account', label: texts.shell.account, icon: <UserRound aria-hidden="true" /> },
      ]
    : [
        { to: '', label: texts.shell.home, icon: <House aria-hidden="true" /> },
        { to: 'requests', label: texts.shell.requests, icon: <Inbox aria-hidden="true" /> },
        { to: 'sign-in', label: texts.shell.signIn, icon: <LogIn aria-hidden="true" /> },
      ];
  const isHere = (to: string) => (to === '' ? here.path === '' || here.path.startsWith('kinds/') : here.path === to || here.path.startsWith(`${to}/`));
  return (
    <nav className={`tabs tabs-${place}`} aria-label={place === 'top' ? texts.common.navigation.main : texts.common.navigation.pages}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} aria-current={isHere(tab.to) ? 'page' : undefined}>
          <span className="tab-icon">
            {tab.icon}
            {Boolean(tab.badge) && <span className="tab-badge" aria-hidden="true" />}
          </span>
          <span>{tab.label}</span>
          {Boolean(tab.badge) && <span className="hidden-visually">{texts.shell.unread(tab.badge ?? 0)}</span>}
        </Link>
      ))}
    </nav>
  );
}

/** What the line does: said where it is seen, in the page's flow, so that it covers nothing. */
function Connection() {
  const texts = useTexts();
  const { isOnline, waiting } = usePortal();
  const { network } = texts.common;
  return (
    <div className="connection" role="status">
      {!isOnline && <Alert tone="warn" icon={<WifiOff aria-hidden="true" />} title={network.offline}>{waiting > 0 ? network.waiting(waiting) : network.offlineHint}</Alert>}
      {isOnline && waiting > 0 && <Alert tone="info" icon={<RefreshCw aria-hidden="true" />}>{network.waiting(waiting)}</Alert>}
    </div>
  );
}

function Footer() {
  const texts = useTexts();
  const { home, name } = usePortal();
  const { digits, setDigits, language } = useLanguage();
  const formats = useFormats();
  return (
    <footer className="bottom">
      <div className="bottom-inner">
        <p>
          {name}
          {home.licence && !home.neutral && <> · {texts.shell.licence(formats.digits(home.licence))}</>}
        </p>
        {language === 'ar' && (
          <Button variant="quiet" size="small" aria-label={`${texts.common.language.digits} ${digits === 'latn' ? texts.shell.digitsArabic : texts.shell.digitsLatin}`} onPress={() => setDigits(digits === 'latn' ? 'arab' : 'latn')}>
            <span className="numbers">{digits === 'latn' ? texts.shell.digitsArabic : texts.shell.digitsLatin}</span>
          </Button>
        )}
        <Link to="policy">{texts.shell.policy}</Link>
        {home.mail_page && <a href={`/mail/${home.slug}`}>{texts.shell.mailPage}</a>}
      </div>
    </footer>
  );
}

export function Shell({ isFocused = false, children }: { isFocused?: boolean; children: ReactNode }) {
  const texts = useTexts();
  const { home, hasEnded } = usePortal();
  useEffect(() => {
    if (!home.neutral) return;
    document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.setAttribute('href', neutralIcon);
  }, [home.neutral]);
  useEffect(() => {
    const link = document.createElement('link');
    link.rel = 'manifest';
    link.href = `/api/${home.slug}/portal/manifest`;
    document.head.append(link);
    return () => link.remove();
  }, [home.slug]);
  return (
    <div className="page" data-focused={isFocused}>
      <a className="skip-link" href="#content">{texts.common.actions.skipToContent}</a>
      <Header />
      <main id="content" className="wrap" tabIndex={-1}>
        <Connection />
        {children}
      </main>
      {!isFocused && <Footer />}
      {!isFocused && <Tabs place="bottom" />}
      {home.neutral && <QuickExit />}
      {hasEnded && <Suspense><SignInAgain /></Suspense>}
    </div>
  );
}
