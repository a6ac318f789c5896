import { Eye, EyeOff } from 'lucide-react';
import { useState, type HTMLInputAutoCompleteAttribute, type ReactNode } from 'react';
import { FieldFrame, useFieldIds, type FieldProps } from './Field';
import { latinDigits, onlyDigits, plainAmount } from './numbers';
import { useCommon } from './texts';

/**
 * What may be typed. All but `text` are read left to right; `digits` keeps digits only, in ASCII, whatever digits were typed;
 * `amount` a sum of riyals; `code` letters and digits (IBAN, short address), in capitals.
 */
export type TextKind = 'text' | 'digits' | 'amount' | 'phone' | 'email' | 'code' | 'password' | 'search';

const modes = {
  text: undefined, search: 'search', digits: 'numeric', amount: 'decimal', phone: 'tel', email: 'email', code: undefined, password: undefined,
} as const;

function clean(kind: TextKind, typed: string): string {
  switch (kind) {
    case 'digits': return onlyDigits(typed);
    case 'amount': return plainAmount(typed);
    case 'phone': return latinDigits(typed).replace(/[^\d+\s-]/g, '');
    case 'code': return latinDigits(typed).toUpperCase();
    case 'email': return latinDigits(typed).trim();
    default: return typed;
  }
}

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  kind?: TextKind;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  maxLength?: number;
  placeholder?: string;
  /** After the text: a unit such as ر.س. */
  suffix?: ReactNode;
  isReadOnly?: boolean;
  autoFocus?: boolean;
  onBlur?: () => void;
}

export function TextField(props: TextFieldProps) {
  const { value, onChange, kind = 'text', suffix, maxLength, placeholder, isReadOnly, autoFocus, onBlur } = props;
  const ids = useFieldIds(props);
  const common = useCommon();
  const [shown, setShown] = useState(false);
  const ltr = kind !== 'text' && kind !== 'search';
  const input = (
    <input
      id={ids.input}
      className="input"
      name={props.name}
      value={value}
      type={kind === 'password' && !shown ? 'password' : kind === 'search' ? 'search' : 'text'}
      inputMode={modes[kind]}
      dir={ltr ? 'ltr' : 'auto'}
      autoComplete={props.autoComplete ?? 'off'}
      autoCapitalize={ltr ? 'none' : undefined}
      spellCheck={ltr ? false : undefined}
      maxLength={maxLength}
      placeholder={placeholder}
      readOnly={isReadOnly}
      disabled={props.isDisabled}
      // The page that opens a form for one purpose may start there: sign-in, search.
      autoFocus={autoFocus}
      aria-required={props.isRequired || undefined}
      aria-invalid={props.error ? true : undefined}
      aria-describedby={ids.describedBy}
      onChange={(event) => onChange(clean(kind, event.target.value))}
      onBlur={onBlur}
    />
  );
  const reveal = kind === 'password' && (
    <button type="button" className="button button-quiet button-icon" aria-pressed={shown} aria-label={shown ? common.fields.hide : common.fields.show} onClick={() => setShown(!shown)}>
      {shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
    </button>
  );
  return (
    <FieldFrame {...props} ids={ids}>
      {suffix || reveal ? (
        <div className="input-group" data-invalid={props.error ? '' : undefined}>
          {input}
          {suffix && <span className="input-affix" aria-hidden="true">{suffix}</span>}
          {reveal}
        </div>
      ) : input}
    </FieldFrame>
  );
}

export interface TextAreaProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  maxLength?: number;
  placeholder?: string;
}

export function TextArea(props: TextAreaProps) {
  const { value, onChange, rows = 4, maxLength, placeholder } = props;
  const common = useCommon();
  const left = maxLength === undefined ? Infinity : maxLength - value.length;
  const hint = left <= 50 ? <>{props.hint} {common.fields.charactersLeft(Math.max(0, left))}</> : props.hint;
  const ids = useFieldIds({ ...props, hint });
  return (
    <FieldFrame {...props} hint={hint} ids={ids}>
      <textarea
        id={ids.input}
        className="input input-area"
        name={props.name}
        dir="auto"
        rows={rows}
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        disabled={props.isDisabled}
        aria-required={props.isRequired || undefined}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={ids.describedBy}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldFrame>
  );
}
