// Languages, digits and plural forms. Arabic is the shape of every catalogue: English must match it, or tsc fails.
export type Language = 'ar' | 'en';
export type Digits = 'latn' | 'arab';

export const languages: readonly Language[] = ['ar', 'en'];
export const direction = (language: Language): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr');

/** All six, or the build fails: an Arabic text that says «3 يوم» is a bug. `{n}` stands for the number in the user's digits. */
export interface ArabicForms {
  zero: string;
  one: string;
  two: string;
  few: string;
  many: string;
  other: string;
}
export interface EnglishForms {
  zero?: string;
  one: string;
  other: string;
}

/** What a catalogue needs to say numbers: handed to it, so that it stands for one language and one kind of digits. */
export interface Grammar<Forms> {
  number: (value: number) => string;
  count: (forms: Forms) => (value: number) => string;
}

export function grammar<Forms extends ArabicForms | EnglishForms>(
  language: Language,
  number: (value: number) => string,
): Grammar<Forms> {
  const rules = new Intl.PluralRules(language);
  const count = (forms: Forms) => (value: number) => {
    const all = forms as Partial<Record<Intl.LDMLPluralRule, string>>;
    const form = (value === 0 ? all.zero : undefined) ?? all[rules.select(value)] ?? forms.other;
    return form.replace('{n}', number(value));
  };
  return { number, count };
}
