import { createContext, use } from 'react';
import { common as commonAr, type Common } from '../texts/common.ar';
import type { Desk } from '../texts/desk.ar';
import { grammar, type ArabicForms, type EnglishForms } from '../ui/grammar';
import { useCatalogue, type Catalogue, type LoadCatalogue } from '../ui/texts';

export interface DeskCatalogue extends Catalogue {
  common: Common;
  desk: Desk;
}

/** Each language is a chunk of its own: nobody loads both. */
export const loadDesk: LoadCatalogue<DeskCatalogue> = async (locale, number) => {
  if (locale.language === 'en') {
    const [{ common }, { desk }] = await Promise.all([import('../texts/common.en'), import('../texts/desk.en')]);
    const english = grammar<EnglishForms>('en', number);
    return { common: common(english), desk: desk(english) };
  }
  const { desk } = await import('../texts/desk.ar');
  const arabic = grammar<ArabicForms>('ar', number);
  return { common: commonAr(arabic), desk: desk(arabic) };
};

/** The desk's words in which roles are called what the association calls them; a role that its policy does not name keeps ours. */
export const withTitles = (desk: Desk, titles: Readonly<Record<string, string>>): Desk => ({ ...desk, words: { ...desk.words, roles: { ...desk.words.roles, ...titles } } });

/** Inside the shell, where it is known whose desk this is. */
export const OwnWords = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const { desk } = useCatalogue<DeskCatalogue>();
  return use(OwnWords) ?? desk;
}

/** The word for a code of the server; a code without one is shown as it is, never hidden. */
export function wordFor(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code;
}
