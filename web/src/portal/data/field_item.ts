import type { FormItem, ItemValue } from '../../api/model';
import type { PortalTexts } from '../../texts/portal.ar';

const types: Partial<Record<string, FormItem['type']>> = {
  birth_date: 'date', gender: 'choice', region: 'region', email: 'email', iban: 'iban', short_address: 'short_address',
  household_size: 'number', income: 'money', obligations: 'money', disability: 'choice', literacy: 'choice', housing: 'choice',
  building_number: 'number', postal_code: 'number', additional_number: 'number', unit_number: 'number', distance_km: 'number',
};
/** Values that a person may ask to have corrected; numbers and phones are bound by sighting the original. */
export const correctable: readonly string[] = [
  'full_name', 'birth_date', 'gender', 'nationality', 'region', 'city', 'district', 'street', 'building_number', 'postal_code', 'additional_number', 'unit_number', 'short_address', 'email',
  'disability', 'literacy', 'marital_status', 'household_size', 'income', 'obligations', 'housing', 'iban',
];

/** A value of the file, as the item of a form that asks for it: shown and typed as there. */
export function fieldItem(field: string, texts: PortalTexts): FormItem {
  const title = texts.data.newValue;
  const same = (text: string) => ({ ar: text, en: text });
  const words = field === 'gender' ? texts.data.genders : texts.data.choices[field] ?? {};
  const choices = Object.entries(words).map(([id, label]) => ({ id, title: same(label) }));
  return { id: 'value', kind: 'field', type: types[field] ?? 'text', title: same(title), required: true, when: [], choices, identity_document: false };
}

const day = /^\d{4}-\d{2}-\d{2}$/;
export function valueOf(stored: { value: string; calendar?: ItemValue['calendar'] }): ItemValue {
  return day.test(stored.value) ? { date: stored.value, ...(stored.calendar && { calendar: stored.calendar }) } : { text: stored.value };
}
