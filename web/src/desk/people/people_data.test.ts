import { describe, expect, it } from 'vitest';
import { foundSoFar } from './people_data';

describe('finding people', () => {
  it('shows what was found so far while one types on', () => {
    expect(foundSoFar('سارة م', 'سارة', ['سارة'])).toEqual(['سارة']);
  });
  it('shows nothing of another search, which a click would open', () => {
    expect(foundSoFar('48-000058-5', '48-000026-0', ['48-000026-0'])).toBeUndefined();
    expect(foundSoFar('سارة', '', ['سارة'])).toBeUndefined();
  });
});
