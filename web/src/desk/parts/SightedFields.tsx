import type { ReactNode } from 'react';
import type { IdentityType, SightedValue } from '../../api/model';
import { Select } from '../../ui/choices';
import DateField from '../../ui/DateField';
import { TextField } from '../../ui/TextField';
import { useDesk } from '../texts';

const types: readonly IdentityType[] = ['NAT', 'IQA', 'GCC', 'PAS', 'border'];

interface SightedFieldsProps {
  value: SightedValue;
  onChange: (value: SightedValue) => void;
  errors?: Readonly<Record<string, ReactNode>>;
}

/** An identity document as data: type, number, expiry. Never a copy. */
export function SightedFields({ value, onChange, errors = {} }: SightedFieldsProps) {
  const { claims, words } = useDesk();
  return (
    <div className="form-grid">
      <Select
        label={claims.documentType} name="type" isRequired value={value.type} error={errors['type']}
        options={types.map((id) => ({ id, label: words.identityTypes[id] }))} onChange={(type) => onChange({ ...value, type })}
      />
      <TextField
        label={claims.number} name="number" isRequired kind={value.type === 'PAS' ? 'code' : 'digits'} value={value.number} error={errors['number']}
        onChange={(number) => onChange({ ...value, number })}
      />
      <DateField
        label={claims.expiresOn} name="expires_on" isRequired value={value.expires_on} calendar={value.calendar} error={errors['expires_on']}
        onChange={(expires_on, calendar) => onChange({ ...value, expires_on, calendar })}
      />
    </div>
  );
}
