import type { ReactNode } from 'react';
import { Select } from '../../ui/choices';
import type { Calendar } from '../../ui/dates';
import DateField from '../../ui/DateField';
import { TextField } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useDesk } from '../texts';
import { isMoney } from './typed_value';

interface ValueInputProps {
  field: string;
  label: string;
  /** As it is typed (typed_value). */
  value: string;
  calendar?: Calendar | undefined;
  error?: ReactNode;
  onChange: (value: string, calendar?: Calendar) => void;
}

/** A value of a person's file, typed as its kind is. */
export function ValueInput({ field, label, value, calendar, error, onChange }: ValueInputProps) {
  const { words } = useDesk();
  const common = useCommon();
  const choices = field === 'gender' ? words.genders : field === 'region' ? words.regions : words.choices[field];
  if (field.endsWith('_date')) return <DateField label={label} name="value" value={value} calendar={calendar} error={error} onChange={onChange} />;
  if (choices) return <Select label={label} name="value" value={value} error={error} options={Object.entries(choices).map(([id, text]) => ({ id, label: text }))} onChange={(id) => onChange(id)} />;
  if (isMoney(field)) return <TextField kind="amount" suffix={common.money.unit} label={label} name="value" value={value} onChange={(typed) => onChange(typed)} error={error} autoFocus />;
  return <TextField label={label} name="value" value={value} onChange={(typed) => onChange(typed)} error={error} autoFocus />;
}
