import { dayOf, daysBetween } from '../ui/dates';

// How near a due instant is, in the words a person would use: days, and hours on the day itself.
export type DueTone = 'late' | 'today' | 'soon' | 'later';
export interface Due {
  tone: DueTone;
  unit: 'days' | 'hours';
  /** Never negative: how many of the unit are left, or how many it is late. */
  count: number;
  isLate: boolean;
}

const hourMs = 3_600_000;
const soonDays = 2;

/** Of a day without an hour: it has passed when it is over. */
export const hasPassed = (day: string, now: Date): boolean => daysBetween(now.toISOString(), day) < 0;

/** Days are Riyadh days: what is due this evening is due today, whatever the hour. */
export function dueOf(due: string, now: Date): Due {
  const left = Date.parse(due) - now.getTime();
  const isLate = left < 0;
  const days = daysBetween(now.toISOString(), dayOf(due));
  if (days === 0) return { tone: isLate ? 'late' : 'today', unit: 'hours', count: Math.floor(Math.abs(left) / hourMs), isLate };
  if (isLate) return { tone: 'late', unit: 'days', count: Math.max(1, -days), isLate };
  return { tone: days <= soonDays ? 'soon' : 'later', unit: 'days', count: days, isLate };
}
