import type { Locale } from './dates';

// Digits follow the reader's setting on the screen, and are ASCII in every value that is kept or sent.
const arabicIndic = /[٠-٩۰-۹]/g;

/** ٠-٩ and ۰-۹ become 0-9; everything else stays. */
export function latinDigits(text: string): string {
  return text.replace(arabicIndic, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** Only the digits, in ASCII: spaces, separators and bidirectional marks fall away. */
export function onlyDigits(text: string): string {
  return latinDigits(text).replace(/\D/g, '');
}

/** Of a sum: digits and separators only, the Arabic decimal sign as a point. */
export function plainAmount(text: string): string {
  return latinDigits(text).replace('٫', '.').replace(/[^\d.,\s]/g, '');
}

const tag = ({ language, digits }: Locale): string =>
  language === 'ar' ? `ar-SA-u-nu-${digits}` : 'en-GB-u-nu-latn';

const formatters = new Map<string, Intl.NumberFormat>();
function formatter(locale: string, fraction: number): Intl.NumberFormat {
  const key = `${locale}/${fraction}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, { minimumFractionDigits: fraction, maximumFractionDigits: Math.max(fraction, 0) });
    formatters.set(key, found);
  }
  return found;
}

export function showNumber(value: number, locale: Locale): string {
  return formatter(tag(locale), 0).format(value);
}

/** 1800050 halalas: «18,000.50»; whole riyals without the fraction. The unit's word is the catalogue's. */
export function showRiyals(halalas: number, locale: Locale): string {
  return formatter(tag(locale), halalas % 100 === 0 ? 0 : 2).format(halalas / 100);
}

/** What a person typed as riyals, in halalas; null when it is no amount. Never through floating point. */
export function readRiyals(text: string): number | null {
  const clean = latinDigits(text).replace(/[\s,٬\u200e\u200f]/g, '').replace('٫', '.');
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(clean);
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Halalas as a person would type them into a field: «18000» or «18000.50». */
export function typedRiyals(halalas: number): string {
  const rest = halalas % 100;
  return rest === 0 ? String(halalas / 100) : `${Math.trunc(halalas / 100)}.${String(rest).padStart(2, '0')}`;
}

/** A reference, phone or identity number in the reader's digits: shown, never sent. */
export function showDigits(text: string, locale: Locale): string {
  if (locale.language !== 'ar' || locale.digits !== 'arab') return text;
  return text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
}

export function showBytes(bytes: number, locale: Locale): { amount: string; unit: 'kilobytes' | 'megabytes' } {
  const megabytes = bytes / 1_048_576;
  if (megabytes >= 1) return { amount: new Intl.NumberFormat(tag(locale), { maximumFractionDigits: 1 }).format(megabytes), unit: 'megabytes' };
  return { amount: showNumber(Math.max(1, Math.round(bytes / 1024)), locale), unit: 'kilobytes' };
}
