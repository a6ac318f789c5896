import { describe, expect, it } from 'vitest';
import { refusalTexts } from './refusal-texts';
import { sayObstacle } from './refusals';

const texts = { 'value.too_long': { ar: 'أكثر من {max} حرفًا في {field}.', en: 'More than {max} characters in {field}.', remedy_ar: 'اختصره.', remedy_en: 'Shorten it.' } };

describe('what an obstacle says', () => {
  it('is the server’s word first', () => {
    const message = { ar: 'قال', en: 'said' };
    expect(sayObstacle({ code: 'value.too_long', parameters: {}, message }, texts)).toEqual({ message, remedy: undefined });
  });
  it('is the catalogue’s otherwise, with its parameters', () => {
    expect(sayObstacle({ code: 'value.too_long', field: 'story', parameters: { max: '3' } }, texts)).toEqual({
      message: { ar: 'أكثر من 3 حرفًا في story.', en: 'More than 3 characters in story.' },
      remedy: { ar: 'اختصره.', en: 'Shorten it.' },
    });
  });
  it('is nothing for a code that nobody knows', () => {
    expect(sayObstacle({ code: 'never.heard', parameters: {} }, texts).message).toBeUndefined();
    expect(sayObstacle({ code: 'value.too_long', parameters: {} }, undefined).message).toBeUndefined();
  });
});

it('the catalogue of the server is there, in both languages', () => {
  const entries = Object.entries(refusalTexts);
  expect(entries.length).toBeGreaterThan(20);
  for (const [code, text] of entries) {
    expect(text.ar, code).toMatch(/\p{Script=Arabic}/u);
    expect(text.en, code).not.toMatch(/\p{Script=Arabic}/u);
  }
});
