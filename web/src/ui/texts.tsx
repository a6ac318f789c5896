import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { Common } from '../texts/common.ar';
import { both, bothShort, localeTag, showDay, isEndOfDay, showTime, type Calendar, type DayStyle, type Locale } from './dates';
import { keepReading, readReading } from './device';
import { direction, type Digits, type Language } from './grammar';
import { latinDigits, showBytes, showDigits, showNumber, showRiyals } from './numbers';

/** Words that people wrote, as the server sends them. */
export type Text = Readonly<Record<string, string>>;

/** A period of the policy: `chosen` where the association filled the policy's silence. */
export interface Period {
  amount: number;
  unit: 'calendar_days' | 'working_days' | 'hours';
  chosen?: boolean;
}

export interface Formats {
  locale: Locale;
  /** The reader's language of a text, else Arabic, else whatever there is. */
  words: (text: Text | undefined) => string;
  number: (value: number) => string;
  /** Reference, phone or identity number in the reader's digits. */
  digits: (text: string) => string;
  money: (halalas: number) => string;
  bytes: (bytes: number) => string;
  day: (iso: string, calendar?: Calendar, style?: DayStyle) => string;
  /** Hijri and Gregorian. */
  both: (iso: string) => string;
  time: (instant: string) => string;
  /** The same where there is little room. */
  bothShort: (iso: string) => string;
  /** Day, in both calendars, and time of an instant. */
  moment: (instant: string) => string;
  /** By when: the day, in both calendars; with the time where that was set in hours. */
  byWhen: (instant: string) => string;
  period: (period: Period) => string;
}

/** A catalogue: what all screens share, and what the face adds. */
export interface Catalogue {
  common: Common;
}
export type LoadCatalogue<C extends Catalogue> = (locale: Locale, number: (value: number) => string) => Promise<C>;

interface Reader {
  language: Language;
  digits: Digits;
  setLanguage: (language: Language) => void;
  setDigits: (digits: Digits) => void;
  catalogue: Catalogue;
  formats: Formats;
}
const ReaderContext = createContext<Reader | null>(null);

function useReader(): Reader {
  const reader = use(ReaderContext);
  if (!reader) throw new Error('outside <Texts>');
  return reader;
}

export const useCommon = (): Common => useReader().catalogue.common;
export const useFormats = (): Formats => useReader().formats;
/** The whole catalogue; each face exports its own typed wrapper around it. */
export const useCatalogue = <C extends Catalogue>(): C => useReader().catalogue as C;
export function useLanguage(): Omit<Reader, 'catalogue' | 'formats'> {
  return useReader();
}

export function makeFormats(locale: Locale, common: Common): Formats {
  const words = (text: Text | undefined): string => {
    if (!text) return '';
    const said = text[locale.language] ?? text['ar'] ?? text['en'] ?? Object.values(text)[0] ?? '';
    return locale.digits === 'latn' ? latinDigits(said) : said;
  };
  const day = (iso: string, calendar: Calendar = 'hijri', style: DayStyle = 'long') => showDay(iso, calendar, locale, style);
  const moment = (instant: string) => common.dates.dayAtTime(bothShort(instant, locale), showTime(instant, locale));
  return {
    locale,
    words,
    number: (value) => showNumber(value, locale),
    digits: (text) => showDigits(text, locale),
    money: (halalas) => common.money.riyals(showRiyals(halalas, locale)),
    bytes: (bytes) => {
      const { amount, unit } = showBytes(bytes, locale);
      return common.units[unit](amount);
    },
    day,
    both: (iso) => both(iso, locale, common.dates.corresponding),
    time: (instant) => showTime(instant, locale),
    bothShort: (iso) => bothShort(iso, locale),
    moment,
    byWhen: (instant) => (isEndOfDay(instant) ? bothShort(instant, locale) : moment(instant)),
    period: ({ amount, unit }) => common.periods[unit](amount),
  };
}

interface TextsProps<C extends Catalogue> {
  load: LoadCatalogue<C>;
  /** The catalogue of the language that the device remembers, loaded before the first render. */
  first: C;
  children: ReactNode;
}

/** Language, direction and digits of everything inside; a change keeps the page and what is typed on it. */
export function Texts<C extends Catalogue>({ load, first, children }: TextsProps<C>) {
  const [state, setState] = useState(() => ({ reading: readReading(), catalogue: first }));

  const change = useCallback(
    (next: Partial<Locale>) => {
      const reading = { ...readReading(), ...next };
      keepReading(reading);
      void load(reading, (value) => showNumber(value, reading)).then((catalogue) => setState({ reading, catalogue }));
    },
    [load],
  );

  const { reading, catalogue } = state;
  useEffect(() => {
    document.documentElement.lang = reading.language;
    document.documentElement.dir = direction(reading.language);
  }, [reading.language]);

  const reader = useMemo<Reader>(
    () => ({
      ...reading,
      catalogue,
      formats: makeFormats(reading, catalogue.common),
      setLanguage: (language) => change({ language }),
      setDigits: (digits) => change({ digits }),
    }),
    [reading, catalogue, change],
  );
  return (
    <I18nProvider locale={localeTag(reading, 'gregorian')}>
      <ReaderContext value={reader}>{children}</ReaderContext>
    </I18nProvider>
  );
}

/** Loads the catalogue of the remembered language and sets the page's direction: before the first render. */
export async function firstCatalogue<C extends Catalogue>(load: LoadCatalogue<C>): Promise<C> {
  const reading = readReading();
  document.documentElement.lang = reading.language;
  document.documentElement.dir = direction(reading.language);
  return load(reading, (value) => showNumber(value, reading));
}
