import { describe, expect, it } from 'vitest';
import { foundSoFar, isEnough, soughtText } from './people_data';

describe('finding people', () => {
  it('counts what is seen of what was typed', () => {
    expect(['س', '\u202e\u2066س\u2069', '😀', ' \u200f '].filter(isEnough)).toEqual([]);
    expect(['سا', 'Al', '٠٥'].every(isEnough)).toBe(true);
    expect(soughtText('\u202eسارة\u0000 ')).toBe('سارة');
  });
  it('shows what was found so far while one types on', () => {
    expect(foundSoFar('سارة م', 'سارة', ['سارة'])).toEqual(['سارة']);
  });
  it('shows nothing of another search, which a click would open', () => {
    expect(foundSoFar('48-000058-5', '48-000026-0', ['48-000026-0'])).toBeUndefined();
    expect(foundSoFar('سارة', '', ['سارة'])).toBeUndefined();
  });
});
