import { grammar, type EnglishForms } from '../ui/grammar';
import { common } from './common.en';
import type { PortalTexts } from './portal.ar';
import { data } from './portal.data.en';
import { form } from './portal.form.en';
import { words } from './portal.words.en';

export function catalogue(number: (value: number) => string): PortalTexts {
  const english = grammar<EnglishForms>('en', number);
  return { common: common(english), form: form(english), data: data(english), ...words(english) };
}
