import { useSyncExternalStore } from 'react';
import type { Obstacle } from '../api/model';
import type { Text } from './texts';

/** One refusal of texts/refusals/*.json: `{name}` stands for a parameter. */
export interface RefusalText {
  ar: string;
  en: string;
  remedy_ar?: string;
  remedy_en?: string;
}
export type RefusalTexts = Readonly<Record<string, RefusalText>>;
export interface Said {
  message: Text | undefined;
  remedy: Text | undefined;
}

const fill = (text: string, parameters: Record<string, unknown>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in parameters ? String(parameters[name]) : whole));

/** What an obstacle says: the server's words, else those of the catalogue for its code. */
export function sayObstacle(obstacle: Obstacle, texts: RefusalTexts | undefined): Said {
  if (obstacle.message) return { message: obstacle.message, remedy: obstacle.remedy_text };
  const found = texts?.[obstacle.code];
  if (!found) return { message: undefined, remedy: undefined };
  const { ar, en, remedy_ar, remedy_en } = found;
  const parameters = { ...obstacle.parameters, ...(obstacle.field ? { field: obstacle.field } : {}) };
  return {
    message: { ar: fill(ar, parameters), en: fill(en, parameters) },
    remedy: remedy_ar && remedy_en ? { ar: fill(remedy_ar, parameters), en: fill(remedy_en, parameters) } : undefined,
  };
}

// The catalogue is a chunk of its own, read when the first obstacle without words is shown.
let loaded: RefusalTexts | undefined;
let isLoading = false;
const listeners = new Set<() => void>();
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!loaded && !isLoading) {
    isLoading = true;
    void import('./refusal-texts').then(({ refusalTexts }) => {
      loaded = refusalTexts;
      for (const one of listeners) one();
    }, () => { isLoading = false; });
  }
  return () => listeners.delete(listener);
}
const nobody = () => () => undefined;

export function useSaid(obstacle: Obstacle): Said {
  const texts = useSyncExternalStore(obstacle.message ? nobody : subscribe, () => loaded);
  return sayObstacle(obstacle, texts);
}
