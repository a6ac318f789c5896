import type { Digits, Language } from './grammar';

// What this device remembers about how its owner reads: nothing personal, so it outlives a sign-out.
export interface Reading {
  language: Language;
  digits: Digits;
}

const key = 'sila.reading';

export function readReading(): Reading {
  const fallback: Reading = { language: 'ar', digits: 'latn' };
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Reading>;
    return {
      language: kept.language === 'en' ? 'en' : fallback.language,
      digits: kept.digits === 'arab' ? 'arab' : fallback.digits,
    };
  } catch {
    return fallback; // storage refused or spoilt: the default language still works
  }
}

export function keepReading(reading: Reading): void {
  try {
    localStorage.setItem(key, JSON.stringify(reading));
  } catch {
    // A device without storage keeps the choice for this page only.
  }
}
