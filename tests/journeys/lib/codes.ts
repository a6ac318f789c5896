import { expect } from '@playwright/test';
import type { Person } from './people';
import type { Slug } from './sila';

/** The code that was sent at this moment of the standing clock and not taken before, once it is there: messages leave a moment after the page's answer. */
export async function sentCode({ sila }: Person, slug: Slug): Promise<string> {
  const find = async (): Promise<string> => {
    const messages = (await sila.messages(slug)).filter((message) => Date.parse(message.at) >= sila.now.getTime());
    // A word of six digits: the addresses in messages have digits among letters.
    const codes = messages.map((message) => /(?<![-\w])\d{6}(?![-\w])/.exec(message.text)?.[0]);
    return codes.find((code) => code && !sila.codesTaken.has(code)) ?? '';
  };
  let found = '';
  await expect.poll(async () => (found = await find()), { message: 'no code was sent' }).not.toBe('');
  sila.codesTaken.add(found);
  return found;
}
