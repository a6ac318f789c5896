import type { EnglishForms, Grammar } from '../ui/grammar';

// A length of months, in years where it is whole ones.
export const period = ({ count }: Grammar<EnglishForms>) => {
  const months = count({ one: '1 month', other: '{n} months' });
  const years = count({ one: '1 year', other: '{n} years' });
  return (value: number): string => (value % 12 === 0 ? years(value / 12) : months(value));
};
