import { grammar, type ArabicForms } from '../ui/grammar';
import { common } from './common.ar';
import { data } from './portal.data.ar';
import { form } from './portal.form.ar';
import { words } from './portal.words.ar';

export function catalogue(number: (value: number) => string) {
  const arabic = grammar<ArabicForms>('ar', number);
  return { common: common(arabic), form: form(arabic), data: data(arabic), ...words(arabic) };
}
export type PortalTexts = ReturnType<typeof catalogue>;
