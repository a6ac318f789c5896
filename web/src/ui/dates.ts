import type { Digits, Language } from './grammar';

// Dates travel as ISO; a calendar is only a way of showing and typing them. The locale is always explicit: what plain
// `ar-SA` means for calendar and digits has changed between ICU versions.
export type Calendar = 'hijri' | 'gregorian';
export interface Locale {
  language: Language;
  digits: Digits;
}

export const zone = 'Asia/Riyadh';
const identifiers = { hijri: 'islamic-umalqura', gregorian: 'gregory' } as const;

export function localeTag({ language, digits }: Locale, calendar: Calendar): string {
  const base = language === 'ar' ? 'ar-SA' : 'en-GB';
  return `${base}-u-ca-${identifiers[calendar]}-nu-${language === 'ar' ? digits : 'latn'}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(tag, options)));
  return found;
}

const dayStyles = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: '2-digit', month: '2-digit', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DayStyle = keyof typeof dayStyles;

const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** The Riyadh date of an instant; a date stays what it is, and so does what is neither. */
export function dayOf(iso: string): string {
  if (isDay.test(iso) || Number.isNaN(Date.parse(iso))) return iso;
  const parts = formatter('en-CA-u-ca-gregory-nu-latn', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit',
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** «11 جمادى الآخرة 1448 هـ» or «21 نوفمبر 2026 م» of a date, or of the Riyadh date of an instant. */
export function showDay(iso: string, calendar: Calendar, locale: Locale, style: DayStyle = 'long'): string {
  const day = new Date(`${dayOf(iso)}T12:00:00Z`);
  if (Number.isNaN(day.getTime())) return iso;
  const written = formatter(localeTag(locale, calendar), { timeZone: 'UTC', ...dayStyles[style] }).format(day);
  // The year and its era stay on one line.
  const text = style === 'short' ? written : written.replace(/ (?=\S+$)/, '\u00a0');
  // eslint-disable-next-line house/no-strings -- the era's sign, which Intl writes for Hijri years only
  return locale.language === 'ar' && calendar === 'gregorian' && style !== 'short' ? `${text}\u00a0م` : text;
}

/** Both calendars: the preferred one first, the other after the word that joins them. */
export function both(iso: string, locale: Locale, joined: string, first: Calendar = 'hijri'): string {
  const second = first === 'hijri' ? 'gregorian' : 'hijri';
  return `${showDay(iso, first, locale)} ${joined} ${showDay(iso, second, locale)}`;
}

/** Both calendars where there is little room: the preferred one in words, the other in figures. */
export function bothShort(iso: string, locale: Locale, first: Calendar = 'hijri'): string {
  const second = first === 'hijri' ? 'gregorian' : 'hijri';
  return `${showDay(iso, first, locale)} (${showDay(iso, second, locale, 'short')})`;
}

/** The time of day in Riyadh, on the clock of twelve hours that people there read. */
export function showTime(instant: string, locale: Locale): string {
  return formatter(localeTag(locale, 'gregorian'), {
    timeZone: zone, hour: 'numeric', minute: '2-digit', hourCycle: 'h12',
  }).format(new Date(instant));
}

/** Whether a time that was set in days: it ends with its day in Riyadh, and the hour says nothing. */
export const isEndOfDay = (instant: string): boolean => instant.length === 10 || /T20:59:59/.test(instant);

/** Whole days from one date to another: negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${dayOf(to)}T12:00:00Z`) - Date.parse(`${dayOf(from)}T12:00:00Z`)) / 86_400_000);
}

export const today = (now: Date = new Date()): string => dayOf(now.toISOString());
