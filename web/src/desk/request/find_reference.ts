import type { Client } from '../../api/client';
import type { PersonHit } from '../../api/desk';
import { latinDigits } from '../../ui/numbers';

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Shaped like the number of a request: nine digits, or more between hyphens. Whether it is one, the server knows. */
export const isReference = (typed: string): boolean => /^(\d{9}|\d{2}-\d{6,12}-\d)$/.test(latinDigits(typed).trim());

/** The request that a reference names, as people say it over the phone; nothing when there is none to be seen. */
export async function findReference(client: Client, typed: string): Promise<string | undefined> {
  const q = latinDigits(typed).trim();
  try {
    const { items } = await client.get<{ items: PersonHit[] }>('desk/people', { query: { q } });
    return items.find((hit) => hit.matched_by === 'reference')?.request;
  } catch {
    return undefined;
  }
}
