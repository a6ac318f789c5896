/** What a file may hold, grouped as its page shows it; the server has the same list (src/parties/file_fields). */
export const fieldGroups: Readonly<Record<string, readonly string[]>> = {
  person: ['full_name', 'birth_date', 'gender', 'nationality', 'marital_status', 'death_date', 'identity_number', 'identity_type'],
  contact: ['phone', 'email'],
  address: ['region', 'city', 'district', 'street', 'building_number', 'postal_code', 'additional_number', 'unit_number', 'short_address'],
  circumstances: ['disability', 'literacy', 'distance_km'],
  livelihood: ['household_size', 'income', 'obligations', 'housing', 'iban'],
};
const groupOf = new Map(Object.entries(fieldGroups).flatMap(([group, fields]) => fields.map((field) => [field, group] as const)));

/** Bound by sighting a document or a certificate: not written by hand. */
export const boundFields: ReadonlySet<string> = new Set(['phone', 'identity_number', 'identity_type', 'identity_expires_on', 'death_date']);
export const writtenFields: readonly string[] = Object.values(fieldGroups).flat().filter((field) => !boundFields.has(field));

/** Values in the order of the page, by group; what no group knows comes last. */
export function grouped<Value extends { field: string }>(values: readonly Value[]): { group: string; values: Value[] }[] {
  const order = [...Object.values(fieldGroups).flat()];
  const sorted = [...values].sort((a, b) => (order.indexOf(a.field) + 1 || order.length + 1) - (order.indexOf(b.field) + 1 || order.length + 1));
  const groups = new Map<string, Value[]>();
  for (const value of sorted) {
    const group = groupOf.get(value.field) ?? 'person';
    groups.set(group, [...(groups.get(group) ?? []), value]);
  }
  return [...groups].map(([group, inGroup]) => ({ group, values: inGroup }));
}
