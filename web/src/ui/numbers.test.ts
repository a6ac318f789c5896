import { expect, it } from 'vitest';
import type { Locale } from './dates';
import { latinDigits, onlyDigits, readRiyals, showBytes, showDigits, showNumber, showRiyals, typedRiyals } from './numbers';

const latin: Locale = { language: 'ar', digits: 'latn' };
const arabic: Locale = { language: 'ar', digits: 'arab' };
const english: Locale = { language: 'en', digits: 'arab' };

it.each([['٠١٢٣٤٥٦٧٨٩', '0123456789'], ['۰۱۲۳۴۵۶۷۸۹', '0123456789'], ['أ١ب2', 'أ1ب2'], ['', '']])('digits of «%s» become ASCII', (typed, kept) => {
  expect(latinDigits(typed)).toBe(kept);
});
it('only digits are kept of a number with marks and spaces', () => {
  expect(onlyDigits('\u200f٢٨٠٠ 000-008\u200e')).toBe('2800000008');
});
it('numbers follow the reader’s digits', () => {
  expect(showNumber(12345, latin)).toBe('12,345');
  expect(showNumber(12345, arabic)).toBe('١٢٬٣٤٥');
  expect(showNumber(12345, english)).toBe('12,345');
});
it.each([[0, '0'], [5, '0.05'], [100, '1'], [1_800_050, '18,000.50'], [1_800_000, '18,000'], [9_007_199_254_740_900, '90,071,992,547,409']])('%i halalas are %s riyals', (halalas, text) => {
  expect(showRiyals(halalas, latin)).toBe(text);
});
it.each<[string, number | null]>([
  ['18000', 1_800_000], ['18,000.5', 1_800_050], ['١٨٬٠٠٠٫٥٠', 1_800_050], [' 1 500 ', 150_000], ['0.1', 10], ['1.005', null], ['-5', null], ['', null], ['x', null], ['1.1.1', null],
])('«%s» typed as riyals', (typed, halalas) => {
  expect(readRiyals(typed)).toBe(halalas);
});
it('an amount comes back as it would be typed', () => {
  for (const halalas of [0, 5, 99, 100, 150_050, 1_800_000]) expect(readRiyals(typedRiyals(halalas))).toBe(halalas);
});
it('references are shown in the reader’s digits, letters stay', () => {
  expect(showDigits('26-000417-3', arabic)).toBe('٢٦-٠٠٠٤١٧-٣');
  expect(showDigits('26-000417-3', latin)).toBe('26-000417-3');
  expect(showDigits('RAAA2919', english)).toBe('RAAA2919');
});
it('sizes are told in the unit that people know', () => {
  expect(showBytes(1, latin)).toEqual({ amount: '1', unit: 'kilobytes' });
  expect(showBytes(420_000, latin)).toEqual({ amount: '410', unit: 'kilobytes' });
  expect(showBytes(10 * 1_048_576, latin)).toEqual({ amount: '10', unit: 'megabytes' });
});
