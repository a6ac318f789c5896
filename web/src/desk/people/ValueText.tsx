import type { FieldValue } from '../../api/privacy';
import { bothShort } from '../../ui/dates';
import { useDates } from '../formats';
import { Numeric } from '../parts/Reference';
import { useDesk, wordFor } from '../texts';

const dated = /^\d{4}-\d{2}-\d{2}$/;
const numeric = new Set(['identity_number', 'phone', 'iban', 'short_address', 'email', 'building_number', 'postal_code', 'additional_number', 'unit_number', 'distance_km', 'household_size']);

/** A value of a person's file, as people read it. */
export function ValueText({ value }: { value: FieldValue & { field: string } }) {
  const { words } = useDesk();
  const dates = useDates();
  if (dated.test(value.value)) return <>{bothShort(value.value, dates.locale, value.calendar ?? dates.first)}</>;
  if (numeric.has(value.field)) return <Numeric>{value.value}</Numeric>;
  if (value.field === 'income' || value.field === 'obligations') return <span className="numbers">{dates.money(Number(value.value))}</span>;
  if (value.field === 'gender') return <>{wordFor(words.genders, value.value)}</>;
  const choices = words.choices[value.field];
  if (choices) return <>{wordFor(choices, value.value)}</>;
  if (value.field === 'region') return <>{wordFor(words.regions, value.value)}</>;
  if (value.field === 'identity_type') return <>{wordFor(words.identityTypes, value.value)}</>;
  return <bdi>{value.value}</bdi>;
}
