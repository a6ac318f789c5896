import { expect } from '@playwright/test';
import type { Person } from './people';
import type { Slug } from './sila';

/** The code that was sent at this moment of the standing clock, once it is: an earlier one has ended. */
export async function sentCode({ sila }: Person, slug: Slug): Promise<string> {
  const find = async (): Promise<string> => {
    const messages = (await sila.messages(slug)).filter((message) => Date.parse(message.at) >= sila.now.getTime());
    return messages.map((message) => /(?<![-\d])\d{6}(?![-\d])/.exec(message.text)?.[0]).find(Boolean) ?? '';
  };
  await expect.poll(find, { message: 'no code was sent' }).not.toBe('');
  return find();
}
