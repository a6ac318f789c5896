import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Menu, Plus, WifiOff, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { useLanguage, useCommon, useFormats } from '../../ui/texts';
import { useClient, useMay, useMe } from '../context';
import { forgetDrafts } from '../drafts';
import { LinkButton } from '../parts/links';
import { useIsOnline, useIsPhone } from '../parts/use_media';
import { SignInAgain } from '../session/SignInAgain';
import { OwnWords, useDesk, withTitles } from '../texts';
import { SearchBox } from './SearchBox';
import { Sidebar } from './Sidebar';
import { useNews } from './use_news';

function NavDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { app } = useDesk();
  return (
    <ModalOverlay className="drawer-overlay" isOpen={isOpen} isDismissable onOpenChange={(open) => { if (!open) onClose(); }}>
      <Modal className="drawer nav">
        <AriaDialog aria-label={app.navigation}>
          <Button variant="quiet" aria-label={app.closeMenu} icon={<X aria-hidden="true" />} onPress={onClose} />
          <Sidebar onMove={onClose} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Signs out here and on the server, and leaves nothing of anybody in this page's memory. */
export function useSignOut(): () => void {
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void client.remove('desk/sign-in').catch(() => undefined).finally(() => {
      forgetDrafts();
      void navigate({ to: '/sign-in', replace: true }).then(() => queries.clear());
    });
  };
}

/** The frame of every page, in the words of the association that it serves. */
export function Shell() {
  const desk = useDesk();
  const { words } = useFormats();
  const { titles } = useMe();
  const own = useMemo(() => withTitles(desk, Object.fromEntries(Object.entries(titles).map(([role, title]) => [role, words(title)]))), [desk, titles, words]);
  return <OwnWords value={own}><Frame /></OwnWords>;
}

/** Navigation, the one search box, and what holds for the whole desk. */
function Frame() {
  const { app } = useDesk();
  const common = useCommon();
  const { language, setLanguage } = useLanguage();
  const me = useMe();
  const may = useMay();
  const isPhone = useIsPhone();
  const isOnline = useIsOnline();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const path = useLocation({ select: (location) => location.pathname });
  useEffect(() => { scrollTo(0, 0); }, [path]);
  useNews();
  return (
    <div className="shell">
      <a className="skip-link" href="#content">{app.skip}</a>
      {isPhone ? <NavDrawer isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} /> : <aside className="nav"><Sidebar /></aside>}
      <div className="shell-body">
        <header className="top-bar">
          {isPhone && <Button variant="quiet" aria-label={app.menu} icon={<Menu aria-hidden="true" />} onPress={() => setMenuOpen(true)} />}
          {may('person_find') ? <SearchBox /> : <span className="grow" />}
          <span className="grow" />
          {may('request_open') && (isPhone
            ? <LinkButton variant="primary" to="/requests/new" icon={<Plus role="img" aria-label={app.newRequest} />}>{null}</LinkButton>
            : <LinkButton variant="primary" to="/requests/new" icon={<Plus aria-hidden="true" />}>{app.newRequest}</LinkButton>)}
          <Button variant="quiet" aria-label={isPhone ? `${common.language.otherShort} ${common.language.switchTo}` : common.language.switchTo} onPress={() => setLanguage(language === 'ar' ? 'en' : 'ar')}>
            <span lang={language === 'ar' ? 'en' : 'ar'}>{isPhone ? common.language.otherShort : common.language.other}</span>
          </Button>
        </header>
        <main id="content" tabIndex={-1}>
          {!isOnline && <div className="shell-notice"><Alert tone="warn" isLive icon={<WifiOff aria-hidden="true" />}>{app.offline}</Alert></div>}
          {me.must_acknowledge && path !== '/policy' && (
            <div className="shell-notice">
              <Alert tone="info" title={app.acknowledgeTitle} action={<LinkButton size="small" to="/policy">{app.acknowledgeOpen}</LinkButton>}>{app.acknowledgeText}</Alert>
            </div>
          )}
          <Outlet />
        </main>
      </div>
      <SignInAgain />
    </div>
  );
}
