import type { PersonFile } from '../../api/desk';
import type { FormItem, ItemValue, KindForm, Values } from '../../api/model';
import { readMobile } from '../../portal/form/rules';
import type { RequestPage } from './model';

/** What the person's file knows of an item, as the item asks for it. */
function known(item: FormItem, file: PersonFile): ItemValue | undefined {
  if (item.known_as === 'phone') return file.phones[0] && { text: readMobile(file.phones[0].number) ?? file.phones[0].number };
  if (item.known_as === 'identity_number') {
    const identity = file.identities.find((one) => one.type !== 'none');
    if (item.kind !== 'sighted' || !identity || identity.type === 'none') return undefined;
    return { sighted: { type: identity.type, number: identity.number, expires_on: identity.expires_on ?? '', calendar: 'gregorian' } };
  }
  const value = item.kind === 'field' ? file.values.find((one) => one.field === item.known_as) : undefined;
  if (!value) return undefined;
  return item.type === 'date' ? { date: value.value, calendar: value.calendar } : { text: value.value };
}

/** What the form begins with: what was given with this request, then what is on file. Nobody is asked twice. */
export function beginValues(page: Pick<RequestPage, 'items'>, kind: Pick<KindForm, 'items'>, file: PersonFile | undefined): Values {
  const onFile = kind.items.flatMap((item) => {
    const value = item.known_as && file ? known(item, file) : undefined;
    return value ? [[item.id, value] as const] : [];
  });
  const given = page.items.flatMap((item) => (item.value ? [[item.id, item.value] as const] : []));
  return Object.fromEntries([...onFile, ...given]);
}
