import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useCommon } from './texts';

/** What every field has: a label, a hint, an error with its place, and whether it must be filled. */
export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** Shown below the field and read with it; a refusal of the server comes here too. */
  error?: ReactNode;
  isRequired?: boolean;
  /** Says «optional» beside the label, for forms in which most fields are required. */
  showOptional?: boolean;
  isDisabled?: boolean;
  /** The item or field id: where refusals land and focus goes. */
  name?: string;
}

export interface FieldIds {
  input: string;
  label: string;
  hint: string;
  error: string;
  describedBy: string | undefined;
}

export function useFieldIds({ hint, error }: Pick<FieldProps, 'hint' | 'error'>): FieldIds {
  const id = useId();
  const ids = { input: id, label: `${id}-label`, hint: `${id}-hint`, error: `${id}-error` };
  const described = [hint ? ids.hint : '', error ? ids.error : ''].filter(Boolean).join(' ');
  return { ...ids, describedBy: described || undefined };
}

export function LabelText({ label, isRequired, showOptional }: Pick<FieldProps, 'label' | 'isRequired' | 'showOptional'>) {
  const common = useCommon();
  return (
    <>
      <span>{label}</span>
      {isRequired && <span className="field-required" aria-hidden="true">*</span>}
      {!isRequired && showOptional && <span className="field-optional">({common.states.optional})</span>}
    </>
  );
}

export function Hint({ id, children }: { id?: string; children: ReactNode }) {
  return children ? <span className="field-hint" id={id}>{children}</span> : null;
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return children ? (
    <span className="field-error" id={id}>
      <CircleAlert aria-hidden="true" />
      <span>{children}</span>
    </span>
  ) : null;
}

interface FieldFrameProps extends FieldProps {
  ids: FieldIds;
  /** Beside the label, at the end of its line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A field of one control: label, control, hint, error, in this order. */
export function FieldFrame({ ids, aside, children, ...field }: FieldFrameProps) {
  const label = (
    <label className="field-label" htmlFor={ids.input} id={ids.label}>
      <LabelText {...field} />
    </label>
  );
  return (
    <div className="field" data-field={field.name} data-invalid={field.error ? '' : undefined}>
      {aside ? <div className="spread">{label}{aside}</div> : label}
      {children}
      <Hint id={ids.hint}>{field.hint}</Hint>
      <FieldError id={ids.error}>{field.error}</FieldError>
    </div>
  );
}

/** A field of several controls: radios, files. */
export function FieldGroup({ ids, aside, children, ...field }: FieldFrameProps) {
  return (
    <fieldset
      className="field"
      data-field={field.name}
      data-invalid={field.error ? '' : undefined}
      aria-describedby={ids.describedBy}
      disabled={field.isDisabled}
    >
      <legend className="field-label" id={ids.label} style={{ marginBlockEnd: 6 }}>
        <LabelText {...field} />
        {aside}
      </legend>
      {children}
      <Hint id={ids.hint}>{field.hint}</Hint>
      <FieldError id={ids.error}>{field.error}</FieldError>
    </fieldset>
  );
}

/** Puts the cursor into the field of this name; false when the page has none. */
export function focusField(name: string): boolean {
  const field = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  const control = field?.querySelector<HTMLElement>('input:not([type=hidden]),select,textarea,[role=spinbutton],button,canvas,[tabindex]');
  if (!control) return false;
  control.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
  return true;
}
