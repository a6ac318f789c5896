import { useEffect, useState } from 'react';

/** The value once it has stood still: a search asks when the typing pauses, not at every key. */
export function useSettled<T>(value: T, delayMs = 180): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
