import { useSyncExternalStore } from 'react';
import type { Calendar } from '../ui/dates';

// Which calendar this device shows first. Nothing personal, so it outlives a sign-out.
const key = 'sila.desk.calendar';
const listeners = new Set<() => void>();

function read(): Calendar {
  try {
    return localStorage.getItem(key) === 'gregorian' ? 'gregorian' : 'hijri';
  } catch {
    return 'hijri';
  }
}

let chosen = read();

export function chooseCalendar(calendar: Calendar): void {
  chosen = calendar;
  try {
    localStorage.setItem(key, calendar);
  } catch {
    // A device without storage keeps the choice for this page only.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useCalendar = (): Calendar => useSyncExternalStore(subscribe, () => chosen);
