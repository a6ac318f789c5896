import type { ReactNode } from 'react';
import { FieldError, FieldFrame, FieldGroup, Hint, useFieldIds, type FieldProps } from './Field';
import { useCommon } from './texts';

export interface Option<Id extends string = string> {
  id: Id;
  label: string;
  hint?: string;
  isDisabled?: boolean;
}

interface ChoosingProps<Id extends string> extends FieldProps {
  options: readonly Option<Id>[];
  /** '' while nothing is chosen. */
  value: Id | '';
  onChange: (value: Id) => void;
}

/** The platform's own list: best on phones, and free. */
export function Select<Id extends string>(props: ChoosingProps<Id> & { placeholder?: string; emptyOption?: string; onClear?: () => void }) {
  const ids = useFieldIds(props);
  const common = useCommon();
  const { options, value, onChange, emptyOption, onClear } = props;
  return (
    <FieldFrame {...props} ids={ids}>
      <select
        id={ids.input}
        className="input input-select"
        name={props.name}
        value={value}
        data-empty={value === ''}
        disabled={props.isDisabled}
        aria-required={props.isRequired || undefined}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={ids.describedBy}
        onChange={(event) => (event.target.value === '' ? onClear?.() : onChange(event.target.value as Id))}
      >
        <option value="" disabled={emptyOption === undefined}>{emptyOption ?? props.placeholder ?? common.fields.chooseOne}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id} disabled={option.isDisabled}>{option.label}</option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** One of a few, all seen at once. */
export function Choice<Id extends string>(props: ChoosingProps<Id> & { isInline?: boolean }) {
  const ids = useFieldIds(props);
  const { options, value, onChange, isInline } = props;
  return (
    <FieldGroup {...props} ids={ids}>
      <div className="choice-list" data-inline={isInline}>
        {options.map((option) => (
          <label key={option.id} className="choice">
            <input
              type="radio"
              name={ids.input}
              value={option.id}
              checked={value === option.id}
              disabled={option.isDisabled}
              aria-required={props.isRequired || undefined}
              aria-invalid={props.error ? true : undefined}
              onChange={() => onChange(option.id)}
            />
            <span>
              {option.label}
              {option.hint && <span className="choice-hint">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

/** Several of a few. */
export function ChoiceMany<Id extends string>(props: FieldProps & { options: readonly Option<Id>[]; value: readonly Id[]; onChange: (value: Id[]) => void; isInline?: boolean }) {
  const ids = useFieldIds(props);
  const { options, value, onChange } = props;
  const toggle = (id: Id) => onChange(value.includes(id) ? value.filter((one) => one !== id) : [...value, id]);
  return (
    <FieldGroup {...props} ids={ids}>
      <div className="choice-list" data-inline={props.isInline}>
        {options.map((option) => (
          <label key={option.id} className="choice">
            <input type="checkbox" checked={value.includes(option.id)} disabled={option.isDisabled} onChange={() => toggle(option.id)} />
            <span>
              {option.label}
              {option.hint && <span className="choice-hint">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

interface CheckboxProps {
  children: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  hint?: ReactNode;
  error?: ReactNode;
  isRequired?: boolean;
  isDisabled?: boolean;
  name?: string;
}

export function Checkbox(props: CheckboxProps) {
  const ids = useFieldIds(props);
  return (
    <div className="field" data-field={props.name} data-invalid={props.error ? '' : undefined}>
      <label className="check">
        <input
          type="checkbox"
          name={props.name}
          checked={props.isSelected}
          disabled={props.isDisabled}
          aria-required={props.isRequired || undefined}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={ids.describedBy}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        <span>
          {props.children}
          {props.isRequired && <span className="field-required" aria-hidden="true"> *</span>}
        </span>
      </label>
      <Hint id={ids.hint}>{props.hint}</Hint>
      <FieldError id={ids.error}>{props.error}</FieldError>
    </div>
  );
}

/** Two or three ways of seeing one thing: a calendar, a scope. */
export function Segmented<Id extends string>({ label, options, value, onChange }: {
  label: string;
  options: readonly Option<Id>[];
  value: Id;
  onChange: (value: Id) => void;
}) {
  return (
    <div className="segmented" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.id} type="button" aria-pressed={option.id === value} onClick={() => onChange(option.id)}>{option.label}</button>
      ))}
    </div>
  );
}
