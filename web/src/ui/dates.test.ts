import { IslamicUmalquraCalendar, parseDate, toCalendar } from '@internationalized/date';
import { describe, expect, it } from 'vitest';
import { both, bothShort, dayOf, daysBetween, localeTag, showDay, showTime, type Locale } from './dates';

// The tests run in New York's zone: nothing may depend on where the device stands.
const arabic: Locale = { language: 'ar', digits: 'latn' };
const arabicDigits: Locale = { language: 'ar', digits: 'arab' };
const english: Locale = { language: 'en', digits: 'arab' };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('where there is little room', () => {
  it('both calendars still stand, the second in figures', () => {
    expect(plain(bothShort('2026-11-21', english))).toMatch(/^11 .+ 1448 AH \(21\/11\/2026\)$/);
    expect(plain(bothShort('2026-11-21', english, 'gregorian'))).toMatch(/^21 November 2026 \(.*1448.*\)$/);
    expect(plain(bothShort('2026-11-21', arabic)).replace(/\u200f/g, '')).toBe('11 جمادى الآخرة 1448 هـ (21/11/2026)');
  });
});

describe('locales', () => {
  it('always name calendar and digits', () => {
    expect(localeTag(arabic, 'hijri')).toBe('ar-SA-u-ca-islamic-umalqura-nu-latn');
    expect(localeTag(arabicDigits, 'gregorian')).toBe('ar-SA-u-ca-gregory-nu-arab');
    expect(localeTag(english, 'hijri')).toBe('en-GB-u-ca-islamic-umalqura-nu-latn');
  });
});

describe('Umm al-Qura', () => {
  it.each([
    ['1999-04-17', 1420, 1, 1], ['2000-01-01', 1420, 9, 24], ['2015-12-01', 1437, 2, 19], ['2016-10-02', 1438, 1, 1], ['2021-09-16', 1443, 2, 9],
    ['2023-06-27', 1444, 12, 9], ['2023-07-19', 1445, 1, 1], ['2024-06-09', 1445, 12, 3], ['2024-12-02', 1446, 6, 1], ['2025-02-26', 1446, 8, 27],
    ['2025-03-01', 1446, 9, 1], ['2025-09-23', 1447, 4, 1], ['2026-03-18', 1447, 9, 29], ['2026-11-21', 1448, 6, 11], ['2029-05-13', 1450, 12, 29], ['2029-05-14', 1451, 1, 1],
    ['2027-02-08', 1448, 9, 1], ['2027-03-09', 1448, 10, 1],
  ])('%s is %i-%i-%i, shown and picked alike', (iso, year, month, day) => {
    const picked = toCalendar(parseDate(iso), new IslamicUmalquraCalendar());
    expect([picked.year, picked.month, picked.day]).toEqual([year, month, day]);
    const pad = (value: number) => String(value).padStart(2, '0');
    expect(showDay(iso, 'hijri', arabic, 'short').replace(/[^\d/]/g, '')).toBe(`${pad(day)}/${pad(month)}/${year}`);
  });
  it('offers no 30th in a month of 29 days (Shawwal 1447)', () => {
    const calendar = new IslamicUmalquraCalendar();
    expect(calendar.getDaysInMonth(toCalendar(parseDate('2026-03-20'), calendar))).toBe(29);
  });
});

describe('days in words', () => {
  it('are said in both calendars', () => {
    expect(plain(both('2026-11-21', arabic, 'الموافق'))).toBe('11 جمادى الآخرة 1448 هـ الموافق 21 نوفمبر 2026 م');
    expect(plain(both('2026-11-21', arabic, 'الموافق', 'gregorian'))).toBe('21 نوفمبر 2026 م الموافق 11 جمادى الآخرة 1448 هـ');
    expect(plain(showDay('2026-11-21', 'gregorian', english))).toBe('21 November 2026');
  });
  it('follow the reader’s digits', () => {
    expect(plain(showDay('2026-11-21', 'hijri', arabicDigits))).toBe('١١ جمادى الآخرة ١٤٤٨ هـ');
  });
  it('keep the year and its era on one line', () => {
    expect(showDay('2026-11-21', 'hijri', arabic)).toMatch(/1448\u00a0هـ$/);
  });
  it('show what is no date as it is', () => {
    expect(showDay('soon', 'hijri', arabic)).toBe('soon');
  });
});

describe('instants', () => {
  it('belong to the day in Riyadh', () => {
    expect(dayOf('2026-11-20T21:00:00Z')).toBe('2026-11-21');
    expect(dayOf('2026-11-20T20:59:59.999Z')).toBe('2026-11-20');
    expect(dayOf('2026-11-20')).toBe('2026-11-20');
  });
  it('are told by Riyadh’s clock', () => {
    expect(plain(showTime('2026-11-21T05:44:17.123Z', english)).toLowerCase()).toBe('8:44 am');
    expect(plain(showTime('2026-11-21T05:44:17.123Z', arabic))).toBe('8:44 ص');
  });
  it('lie whole days apart', () => {
    expect(daysBetween('2026-11-21', '2026-12-05')).toBe(14);
    expect(daysBetween('2026-11-21', '2026-11-20T20:00:00Z')).toBe(-1);
    expect(daysBetween('2026-11-20T22:00:00Z', '2026-11-21')).toBe(0);
  });
});
