import { expect, test } from 'vitest';
import { readTime } from './time_of_day';

test.each([['8', '08:00'], ['830', '08:30'], ['٨:٣٠', '08:30'], ['14:05', '14:05'], ['24:00', '24:00'], ['', '']])('«%s» is read as %s', (typed, read) => {
  expect(readTime(typed)).toBe(read);
});
test.each(['24:01', '8:60', '25', 'eight', '8:3'])('«%s» is no time of day', (typed) => expect(readTime(typed)).toBeNull());
