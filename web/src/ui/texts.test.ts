import { expect, it } from 'vitest';
import { common } from '../texts/common.ar';
import { grammar, type ArabicForms } from './grammar';
import { makeFormats } from './texts';

const words = common(grammar<ArabicForms>('ar', String));

it('shows what people wrote in the digits of the reader', () => {
  const fee = { ar: 'رسمه ١٥٠ ريالًا', en: 'It costs 150 riyals' };
  expect(makeFormats({ language: 'ar', digits: 'latn' }, words).words(fee)).toBe('رسمه 150 ريالًا');
  expect(makeFormats({ language: 'ar', digits: 'arab' }, words).words(fee)).toBe(fee.ar);
});
