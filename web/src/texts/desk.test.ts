import { describe, expect, it } from 'vitest';
import { grammar, type ArabicForms, type EnglishForms } from '../ui/grammar';
import { desk as arabic } from './desk.ar';
import { withTitles } from '../desk/texts';
import { desk as english } from './desk.en';

const ar = arabic(grammar<ArabicForms>('ar', String));
const en = english(grammar<EnglishForms>('en', String));

function leaves(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [path];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key));
}
const textAt = (node: unknown, path: string): unknown => path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], node);
/** Every text, functions called with words that can be found again. */
const said = (node: unknown, path: string): string => {
  const value = textAt(node, path);
  return typeof value === 'function' ? String((value as (...all: unknown[]) => string)('⟦a⟧', '⟦b⟧', '⟦c⟧')) : String(value);
};

describe('the desk’s catalogues', () => {
  it('have the same texts in both languages', () => {
    expect(leaves(en, '').sort()).toEqual(leaves(ar, '').sort());
  });
  it('say nothing empty, and nothing of one language in the other', () => {
    for (const path of leaves(ar, '')) expect(said(ar, path).trim(), path).not.toBe('');
    for (const path of leaves(en, '')) {
      expect(said(en, path).trim(), path).not.toBe('');
      if (!/arabic|digitsArabic|identityNumberHint/i.test(path)) expect(/[\u0621-\u064a]/.test(said(en, path)), path).toBe(false);
    }
  });
  it.each([[0, 'لا خطوات منتظرة'], [1, 'خطوة واحدة'], [2, 'خطوتان'], [3, '3 خطوات'], [11, '11 خطوة'], [100, '100 خطوة']])('counts %i in Arabic', (count, text) => {
    expect(ar.queue.rows(count)).toBe(text);
  });
  it('call a role what the association calls it, and otherwise as we do', () => {
    const { roles } = withTitles(ar, { supervisor: 'مشرف المشروع' }).words;
    expect([roles['supervisor'], roles['director']]).toEqual(['مشرف المشروع', ar.words.roles['director']]);
  });
});
