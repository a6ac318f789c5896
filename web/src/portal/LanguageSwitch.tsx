import { Globe } from 'lucide-react';
import { Button } from '../ui/Button';
import { useLanguage } from '../ui/texts';
import { useTexts } from './texts';

export function LanguageSwitch() {
  const { language: words } = useTexts().common;
  const { language, setLanguage } = useLanguage();
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <Button variant="quiet" icon={<Globe aria-hidden="true" />} onPress={() => setLanguage(other)} aria-label={words.switchTo}>
      <span lang={other}>{words.other}</span>
    </Button>
  );
}

/** The top of a page that is no association's: the switch stands where the shell has it. */
export function PlainTop() {
  return <header className="top"><div className="top-inner"><span className="grow" /><LanguageSwitch /></div></header>;
}
