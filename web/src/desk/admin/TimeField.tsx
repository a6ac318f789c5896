import { useState } from 'react';
import { readTime } from './time_of_day';

interface TimeFieldProps {
  label: string;
  /** «08:00», up to «24:00»; empty: none. */
  value: string;
  onChange: (value: string) => void;
}

/** A time of day, always on the clock of 24 hours and left to right: the browser's own field follows its language. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const [typed, setTyped] = useState<string>();
  const done = () => {
    if (typed === undefined) return;
    onChange(readTime(typed) ?? typed.trim());
    setTyped(undefined);
  };
  return (
    <input
      type="text" className="input ltr numbers" dir="ltr" inputMode="numeric" autoComplete="off" maxLength={5} placeholder="08:00" aria-label={label}
      aria-invalid={value !== '' && readTime(value) === null ? true : undefined}
      value={typed ?? value} onChange={(event) => setTyped(event.target.value)} onBlur={done}
    />
  );
}
