import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { grammar, type ArabicForms, type EnglishForms } from '../ui/grammar';
import { desk as arabic } from './desk.ar';
import { desk as english } from './desk.en';

// The desk names the words of a pack on its pages, the server in its sentences, papers and letters: one thing has one name.
const server = JSON.parse(readFileSync(new URL('../../../texts/pack/words.json', import.meta.url), 'utf8')) as Record<string, { ar: string; en: string }>;
const desks = { ar: arabic(grammar<ArabicForms>('ar', String)).words, en: english(grammar<EnglishForms>('en', String)).words };
/** The server's list, and what the desk calls it. */
const lists = [
  ['role', 'roles'], ['outcome', 'outcomes'], ['step', 'stepKinds'], ['channel', 'channels'], ['sign_method', 'signMethods'], ['check', 'checks'],
  ['control_kind', 'controlKinds'], ['control', 'controls'], ['class', 'classes'], ['value_type', 'valueTypes'], ['telling', 'tellings'], ['approval_body', 'approvalBodies'],
  ['capacity', 'capacities'],
] as const;

describe('the words of a pack', () => {
  it.each(lists)('are the same on the desk as in the server’s texts: %s', (list, name) => {
    for (const language of ['ar', 'en'] as const) {
      const words = desks[language][name] as Readonly<Record<string, string>>;
      const named = Object.fromEntries(Object.entries(server).filter(([code]) => code.startsWith(`word.${list}.`)).map(([code, text]) => [code.slice(`word.${list}.`.length), text[language]]));
      expect(Object.keys(named).length).toBeGreaterThan(0);
      expect(Object.fromEntries(Object.keys(named).map((word) => [word, words[word]]))).toEqual(named);
    }
  });
});
