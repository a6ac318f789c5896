import type { ArabicForms, Grammar } from '../ui/grammar';

// A length of months, in years where it is whole ones.
export const period = ({ count }: Grammar<ArabicForms>) => {
  const months = count({ zero: 'بلا مدة', one: 'شهر واحد', two: 'شهران', few: '{n} أشهر', many: '{n} شهرًا', other: '{n} شهر' });
  const years = count({ zero: 'بلا مدة', one: 'سنة واحدة', two: 'سنتان', few: '{n} سنوات', many: '{n} سنة', other: '{n} سنة' });
  return (value: number): string => (value % 12 === 0 ? years(value / 12) : months(value));
};
