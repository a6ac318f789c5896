// Addresses carry plain words: ?scope=all&state=overdue, so that they can be read and typed.
export const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

export function stringifySearch(search: Record<string, unknown>): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== undefined && value !== '') parts.set(name, String(value));
  const text = parts.toString();
  return text && `?${text}`;
}
