import { found as arabic, type FoundTexts } from '../../texts/portal.found.ar';
import { found as english } from '../../texts/portal.found.en';
import { grammar, type ArabicForms, type EnglishForms } from '../../ui/grammar';
import { useFormats, useLanguage } from '../../ui/texts';

/** Words of this page alone: nobody else loads them. */
export function useFound(): FoundTexts {
  const { language } = useLanguage();
  const { number } = useFormats();
  return language === 'ar' ? arabic(grammar<ArabicForms>('ar', number)) : english(grammar<EnglishForms>('en', number));
}
