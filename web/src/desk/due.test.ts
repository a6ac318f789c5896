import { describe, expect, it } from 'vitest';
import { dueOf, hasPassed } from './due';

// The machine's zone is New York in these tests: days are Riyadh days all the same.
const now = new Date('2026-11-21T09:00:00Z'); // noon in Riyadh

describe('how near a due date is', () => {
  it.each<[string, string, string, string, number]>([
    ['this evening', '2026-11-21T20:00:00Z', 'today', 'hours', 11],
    ['half past midnight in Riyadh is tomorrow', '2026-11-21T21:30:00Z', 'soon', 'days', 1],
    ['the day after tomorrow', '2026-11-23T09:00:00Z', 'soon', 'days', 2],
    ['next month', '2026-12-21T09:00:00Z', 'later', 'days', 30],
    ['an hour ago', '2026-11-21T08:00:00Z', 'late', 'hours', 1],
    ['last night', '2026-11-20T20:00:00Z', 'late', 'days', 1],
    ['eleven days ago', '2026-11-10T09:00:00Z', 'late', 'days', 11],
  ])('%s', (_name, due, tone, unit, count) => {
    expect(dueOf(due, now)).toMatchObject({ tone, unit, count });
  });
});

it('lets a day pass when it is over in Riyadh', () => {
  expect(hasPassed('2026-11-20', now)).toBe(true);
  expect(hasPassed('2026-11-21', now)).toBe(false);
  expect(hasPassed('2026-11-21', new Date('2026-11-21T21:30:00Z'))).toBe(true);
});
