import { useQuery } from '@tanstack/react-query';
import type { Text } from '../../ui/texts';

// The server's refusal catalogue, for the codes that come without their words (`blocked_by` of a queue row): its own chunk,
// asked for only when such a code is on the page.
interface RefusalEntry {
  ar: string;
  en: string;
  remedy_ar?: string;
  remedy_en?: string;
}
const files = import.meta.glob<Record<string, RefusalEntry>>('../../../../texts/refusals/*.json', { import: 'default' });

async function loadRefusals(): Promise<Record<string, RefusalEntry>> {
  const all = await Promise.all(Object.values(files).map((load) => load()));
  return Object.assign({}, ...all) as Record<string, RefusalEntry>;
}

/** «{name}» is filled from the obstacle's parameters. */
export function fill(text: string, parameters: Readonly<Record<string, unknown>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in parameters ? String(parameters[name]) : whole));
}

export interface RefusalText {
  message: Text;
  remedy?: Text;
}

export function useRefusalTexts(isNeeded: boolean): (code: string, parameters?: Readonly<Record<string, unknown>>) => RefusalText | undefined {
  const { data } = useQuery({ queryKey: ['refusal-texts'], queryFn: loadRefusals, enabled: isNeeded, staleTime: Infinity, gcTime: Infinity });
  return (code, parameters) => {
    const entry = data?.[code];
    if (!entry) return undefined;
    const message = { ar: fill(entry.ar, parameters), en: fill(entry.en, parameters) };
    if (!entry.remedy_ar) return { message };
    return { message, remedy: { ar: fill(entry.remedy_ar, parameters), en: fill(entry.remedy_en ?? '', parameters) } };
  };
}
