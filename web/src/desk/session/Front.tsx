import { useQuery } from '@tanstack/react-query';
import { HandHeart } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLanguage } from '../../ui/texts';
import { Button } from '../../ui/Button';
import { useCommon, useFormats } from '../../ui/texts';
import { associationOptions, useClient } from '../context';
import { useDesk } from '../texts';

/** Whose desk this is, in both languages, before anybody has signed in. */
function Association() {
  const { words } = useFormats();
  const { language } = useLanguage();
  const { data } = useQuery(associationOptions(useClient()));
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <p className="front-association">
      <b>{words(data?.name) || '\u00a0'}</b>
      {data?.name[other] && <span className="muted small"><bdi lang={other}>{data.name[other]}</bdi></span>}
    </p>
  );
}

/** The frame of the pages before the desk: sign-in and setup. */
export function Front({ title, children, foot }: { title: string; children: ReactNode; foot?: ReactNode }) {
  const { app } = useDesk();
  const common = useCommon();
  const { language, setLanguage } = useLanguage();
  return (
    <div className="front">
      <header className="front-head">
        <span className="brand-mark" aria-hidden="true"><HandHeart /></span>
        <b>{app.title}</b>
        <span className="grow" />
        <Button variant="quiet" size="small" onPress={() => setLanguage(language === 'ar' ? 'en' : 'ar')} aria-label={common.language.switchTo}>
          <span lang={language === 'ar' ? 'en' : 'ar'}>{common.language.other}</span>
        </Button>
      </header>
      <main className="front-card card">
        <Association />
        <h1>{title}</h1>
        {children}
      </main>
      {foot && <footer className="front-foot small">{foot}</footer>}
    </div>
  );
}
