import { useMemo } from 'react';
import { bothShort, type Calendar } from '../ui/dates';
import { useFormats, type Formats } from '../ui/texts';
import { useCalendar } from './calendar_choice';
import { dueOf, type DueTone } from './due';
import { useDesk } from './texts';

export interface DeskFormats extends Formats {
  first: Calendar;
  /** The date in the calendar that the reader chose. */
  date: (iso: string) => string;
  /** Both calendars in figures. */
  shortDate: (iso: string) => string;
  otherDate: (iso: string) => string;
  /** Both calendars, the chosen one first: wherever a date has effect. */
  bothDates: (iso: string) => string;
  /** Day, in both calendars, and time. */
  stamp: (instant: string) => string;
  due: (iso: string) => { text: string; tone: DueTone };
  isAhead: (instant: string | undefined) => boolean;
  list: (parts: readonly string[]) => string;
  /** A reference inside a sentence: in the reader's digits, isolated left to right. */
  reference: (reference: string) => string;
  /** A name inside a sentence of another script: first-strong isolate, so that neither turns the other around. */
  name: (text: string) => string;
}

/** Dates and times as this reader wants them; built on the kit's formats. */
export function useDates(): DeskFormats {
  const formats = useFormats();
  const first = useCalendar();
  const { time } = useDesk();
  return useMemo(() => {
    const second: Calendar = first === 'hijri' ? 'gregorian' : 'hijri';
    const date = (iso: string) => formats.day(iso, first);
    const short = (iso: string) => bothShort(iso, formats.locale, first);
    const otherDate = (iso: string) => formats.day(iso, second);
    return {
      ...formats,
      first,
      date,
      otherDate,
      shortDate: (iso) => `${formats.day(iso, first, 'short')} · ${formats.day(iso, second, 'short')}`,
      bothDates: (iso) => time.corresponding(date(iso), otherDate(iso)),
      bothShort: short,
      list: (parts) => parts.join(time.comma),
      reference: (reference) => `\u2066${formats.digits(reference)}\u2069`,
      name: (text) => `\u2068${text}\u2069`,
      isAhead: (instant) => instant !== undefined && Date.parse(instant) > Date.now(),
      stamp: (instant) => time.at(short(instant), formats.time(instant)),
      due: (iso) => {
        const { tone, unit, count, isLate } = dueOf(iso, new Date());
        const said = unit === 'hours' ? (isLate ? time.lateHours : time.leftHours) : isLate ? time.lateDays : time.leftDays;
        return { text: said(count), tone };
      },
    };
  }, [formats, first, time]);
}
