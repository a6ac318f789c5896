import { useCatalogue, type LoadCatalogue } from '../ui/texts';
import type { PortalTexts } from '../texts/portal.ar';

export const loadTexts: LoadCatalogue<PortalTexts> = async ({ language }, number) => {
  const texts = language === 'ar' ? await import('../texts/portal.ar') : await import('../texts/portal.en');
  return texts.catalogue(number);
};
export const useTexts = (): PortalTexts => useCatalogue<PortalTexts>();
