import { describe, expect, it } from 'vitest';
import { grammar, type ArabicForms, type EnglishForms } from '../ui/grammar';
import { catalogue as arabic } from './portal.ar';
import { catalogue as english } from './portal.en';
import { found as foundArabic } from './portal.found.ar';
import { found as foundEnglish } from './portal.found.en';

// tsc proves that English has Arabic's keys; what it cannot see (open lists, empty texts, forgotten languages) stands here.
type Node = string | readonly unknown[] | ((...given: never[]) => string) | { [key: string]: Node };

function leaves(node: Node, path = ''): [string, Node][] {
  if (typeof node !== 'object' || Array.isArray(node)) return [[path, node]];
  return Object.entries(node).flatMap(([key, value]) => leaves(value as Node, path ? `${path}.${key}` : key));
}
const number = (value: number) => String(value);
const ar = new Map(leaves({ ...arabic(number), found: foundArabic(grammar<ArabicForms>('ar', number)) } as unknown as Node));
const en = new Map(leaves({ ...english(number), found: foundEnglish(grammar<EnglishForms>('en', number)) } as unknown as Node));

/** A text as it is said, whatever it takes. */
function said(node: Node): string {
  if (typeof node === 'function') return String((node as (a: unknown, b: unknown) => string)(3, 'x'));
  return Array.isArray(node) ? node.join('\n') : String(node);
}
// Names that are the same in both, and each language's own name.
const foreign = new Set(['common.language.other', 'common.language.otherShort', 'common.language.switchTo', 'shell.english', 'shell.arabic', 'shell.digitsLatin', 'shell.digitsArabic', 'form.drawingName', 'common.dates.corresponding', 'common.dates.dayAtTime']);

describe('both languages', () => {
  it('have the same texts', () => {
    expect([...en.keys()].sort()).toEqual([...ar.keys()].sort());
  });
  it('say the same kind of thing under each', () => {
    for (const [key, text] of ar) expect(typeof en.get(key), key).toBe(typeof text);
  });
  it('leave nothing empty', () => {
    for (const [key, text] of [...ar, ...en]) expect(said(text).trim(), key).not.toBe('');
  });
  it('speak their own language', () => {
    for (const [key, text] of ar) if (!foreign.has(key)) expect(said(text), key).toMatch(/\p{Script=Arabic}/u);
    for (const [key, text] of en) if (!foreign.has(key)) expect(said(text), key).not.toMatch(/\p{Script=Arabic}/u);
  });
});

describe('plural forms', () => {
  const { count } = grammar<ArabicForms>('ar', number);
  const days = count({ zero: 'لا أيام', one: 'يوم', two: 'يومان', few: '{n} أيام', many: '{n} يومًا', other: '{n} يوم' });
  it.each([[0, 'لا أيام'], [1, 'يوم'], [2, 'يومان'], [3, '3 أيام'], [10, '10 أيام'], [11, '11 يومًا'], [99, '99 يومًا'], [100, '100 يوم'], [102, '102 يوم'], [103, '103 أيام'], [111, '111 يومًا']])('Arabic %i', (value, text) => {
    expect(days(value)).toBe(text);
  });
  it('English has two, and a word for none where it is given', () => {
    const english = grammar<EnglishForms>('en', number).count({ zero: 'none', one: '1 day', other: '{n} days' });
    expect([0, 1, 2, 11].map(english)).toEqual(['none', '1 day', '2 days', '11 days']);
  });
});
