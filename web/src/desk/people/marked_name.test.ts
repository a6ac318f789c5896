import { describe, expect, it } from 'vitest';
import { howMet, markedName } from './marked_name';

const marks = (name: string, ...parts: Parameters<typeof markedName>[1]) =>
  markedName(name, parts).map(({ text, how }) => (how ? `[${text}]` : text)).join('');

describe('the marked name', () => {
  it('marks the parts that were met, and nothing else', () => {
    expect(marks('سارة محمد الغامدي', { part: 'سارة', how: 'same' }, { part: 'الغامدي', how: 'spelling' })).toBe('[سارة] محمد [الغامدي]');
  });
  it('marks the beginning of a part', () => {
    expect(marks('سارة محمد الغامدي', { part: 'الغامدي', how: 'beginning', letters: 4 })).toBe('سارة محمد [الغا]مدي');
  });
  it('finds a part that is written in two words, with harakat or a hyphen', () => {
    expect(marks('عبد الله سعد', { part: 'عبدالله', how: 'script' })).toBe('[عبد الله] سعد');
    expect(marks('مُحَمَّد سعد', { part: 'محمد', how: 'same' })).toBe('[مُحَمَّد] سعد');
    expect(marks('Sara Al-Ghamdi', { part: 'AlGhamdi', how: 'script' })).toBe('Sara [Al-Ghamdi]');
  });
  it('leaves the name whole where a part is not in it', () => {
    expect(marks('سارة', { part: 'هند', how: 'same' })).toBe('سارة');
    expect(marks('سارة')).toBe('سارة');
    expect(marks('أحمد', { part: 'حمد', how: 'same' })).toBe('أحمد');
  });
  it('says each way once', () => {
    expect(howMet([{ part: 'سارة', how: 'same' }, { part: 'الغامدي', how: 'script' }, { part: 'سعد', how: 'script' }])).toEqual(['script']);
  });
});
