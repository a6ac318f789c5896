import { latinDigits } from '../../ui/numbers';

/** «8», «830», «٨:٣٠» or «08:30» as «08:30»; up to «24:00», the end of the day. Null when it is no time. */
export function readTime(typed: string): string | null {
  const text = latinDigits(typed).trim();
  if (text === '') return '';
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(text);
  if (!found) return null;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (minute > 59 || hour * 60 + minute > 24 * 60) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
