import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { Calendar, FormItem, IdentityType, ItemValue, SightedValue } from '../../api/model';
import { Choice, Select, type Option } from '../../ui/choices';
import { Skeleton } from '../../ui/feedback';
import { readRiyals, typedRiyals } from '../../ui/numbers';
import { TextArea, TextField, type TextKind } from '../../ui/TextField';
import { useFormats } from '../../ui/texts';
import { Upload, type UploadedFile } from '../../ui/Upload';
import { usePortal } from '../session';
import { useTexts } from '../texts';
import { normalise } from './rules';

const DateField = lazy(() => import('../../ui/DateField'));
/** Keeps the field's place while its chunk is on its way: nothing jumps. */
export const dateHole = <Skeleton height={104} />;

export interface ItemInputProps {
  item: FormItem;
  value: ItemValue | undefined;
  files: Readonly<Record<string, UploadedFile>>;
  error: ReactNode;
  /** From where the value comes, where nobody typed it. */
  note?: ReactNode;
  onChange: (value: ItemValue, files?: readonly UploadedFile[]) => void;
}

const kinds: Partial<Record<FormItem['type'], TextKind>> = {
  number: 'digits', phone: 'phone', email: 'email', identity_number: 'digits', iban: 'code', short_address: 'code',
};
const lengths: Partial<Record<FormItem['type'], number>> = { identity_number: 10, short_address: 8, iban: 29, phone: 20, number: 12 };
const completions: Record<string, string> = { full_name: 'name', phone: 'tel', email: 'email', city: 'address-level2' };
/** More than these are a list rather than radios. */
const fewChoices = 5;

function useCommonProps({ item, error, note }: ItemInputProps) {
  const { words } = useFormats();
  const said = words(item.hint) || undefined;
  const hint = note && item.kind === 'field' ? <>{said} {note}</> : said;
  return { label: words(item.title), hint, error, isRequired: item.required, showOptional: true, name: item.id };
}

/** An amount is typed in riyals and kept in halalas; what cannot be read is kept as typed, for the check to say so. */
function MoneyInput(props: ItemInputProps) {
  const { common } = useTexts();
  const field = useCommonProps(props);
  const kept = props.value?.text ?? '';
  const [typed, setTyped] = useState(() => (/^\d+$/.test(kept) ? typedRiyals(Number(kept)) : kept));
  const change = (text: string) => {
    setTyped(text);
    const halalas = readRiyals(text);
    props.onChange({ text: halalas === null ? text : String(halalas) });
  };
  return <TextField {...field} kind="amount" suffix={common.money.unit} maxLength={15} value={typed} onChange={change} />;
}

function OneOf(props: ItemInputProps & { options: readonly Option[] }) {
  const field = useCommonProps(props);
  const value = props.value?.text ?? '';
  const onChange = (id: string) => props.onChange({ text: id });
  if (props.options.length <= fewChoices) return <Choice {...field} options={props.options} value={value} onChange={onChange} isInline={props.options.length === 2} />;
  return <Select {...field} options={props.options} value={value} onChange={onChange} />;
}

function UploadInput(props: ItemInputProps) {
  const { client } = usePortal();
  const texts = useTexts();
  const field = useCommonProps(props);
  const ids = props.value?.attachments ?? [];
  const shown = ids.map((id) => props.files[id] ?? { id, name: texts.form.earlierFile, bytes: 0, type: '' });
  const hint = [field.hint, props.item.legal_basis && texts.form.legalBasis(props.item.legal_basis)].filter(Boolean).join(' ') || undefined;
  return (
    <Upload
      {...field}
      hint={hint}
      value={shown}
      onChange={(files) => props.onChange({ attachments: files.map((file) => file.id) }, files)}
      upload={(file, name, options) => client.upload('portal/attachments', file, name, options)}
    />
  );
}

const documentTypes: readonly IdentityType[] = ['NAT', 'IQA', 'GCC', 'PAS', 'border'];

/** An identity document is written down, never copied: its number and its end; an officer sights it. */
function SightedInput(props: ItemInputProps) {
  const texts = useTexts();
  const field = useCommonProps(props);
  const isIdentity = props.item.identity_document;
  const value: SightedValue = props.value?.sighted ?? { type: isIdentity ? 'NAT' : 'other', number: '', expires_on: '', calendar: 'hijri' };
  const put = (change: Partial<SightedValue>) => props.onChange({ sighted: { ...value, ...change } });
  const isNational = value.type === 'NAT' || value.type === 'IQA';
  return (
    <fieldset className="field card" data-field={props.item.id} data-invalid={props.error ? '' : undefined}>
      <legend className="hidden-visually">{field.label}</legend>
      <div className="stack">
        <div>
          <h3 aria-hidden="true">{field.label}{field.isRequired && <span className="field-required"> *</span>}</h3>
          <p className="small muted">{field.hint ?? texts.form.sightedHint} {props.note}</p>
        </div>
        <div className="two">
          {isIdentity && (
            <Select
              label={texts.form.sightedType}
              options={documentTypes.map((id) => ({ id, label: texts.common.identityTypes[id] ?? id }))}
              value={value.type === 'other' ? 'NAT' : value.type}
              onChange={(type) => put({ type })}
            />
          )}
          <TextField
            label={texts.form.sightedNumber}
            kind={isNational ? 'digits' : 'code'}
            maxLength={isNational ? 10 : isIdentity ? 20 : 40}
            isRequired={field.isRequired}
            value={value.number}
            error={props.error}
            onChange={(number) => put({ number })}
          />
          <Suspense fallback={dateHole}>
            <DateField
              label={texts.form.sightedExpires}
              hint={isIdentity ? undefined : texts.form.sightedExpiresOptional}
              isRequired={field.isRequired && isIdentity}
              calendar={value.calendar}
              value={value.expires_on}
              onChange={(expires_on: string, calendar: Calendar) => put({ expires_on, calendar })}
            />
          </Suspense>
        </div>
      </div>
    </fieldset>
  );
}

function FieldInput(props: ItemInputProps) {
  const { item, value, onChange } = props;
  const texts = useTexts();
  const { words } = useFormats();
  const field = useCommonProps(props);
  const text = value?.text ?? '';
  switch (item.type) {
    case 'money': return <MoneyInput {...props} />;
    case 'choice': return <OneOf {...props} options={item.choices.map((choice) => ({ id: choice.id, label: words(choice.title) }))} />;
    case 'yes_no': return <OneOf {...props} options={[{ id: 'yes', label: texts.common.yesNo.yes }, { id: 'no', label: texts.common.yesNo.no }]} />;
    case 'region': {
      const own = item.choices.map((choice) => ({ id: choice.id, label: words(choice.title) }));
      return <OneOf {...props} options={own.length > 0 ? own : Object.entries(texts.form.regions).map(([id, label]) => ({ id, label }))} />;
    }
    case 'long_text': return <div data-wide="true"><TextArea {...field} value={text} maxLength={item.max || 4000} onChange={(next) => onChange({ text: next })} /></div>;
    case 'date': return (
      <Suspense fallback={dateHole}>
        <DateField {...field} calendar={value?.calendar} value={value?.date ?? ''} onChange={(date: string, calendar: Calendar) => onChange({ date, calendar })} />
      </Suspense>
    );
    default: return (
      <TextField
        {...field}
        kind={kinds[item.type] ?? 'text'}
        maxLength={lengths[item.type] ?? (item.max || 200)}
        autoComplete={completions[item.known_as ?? '']}
        value={text}
        onChange={(next) => onChange({ text: next })}
        onBlur={() => { if (text && normalise(item, text) !== text) onChange({ text: normalise(item, text) }); }}
      />
    );
  }
}

/** One item of a form, by its kind and type. */
export function ItemInput(props: ItemInputProps) {
  if (props.item.kind === 'upload') return <div data-wide="true"><UploadInput {...props} /></div>;
  if (props.item.kind === 'sighted') return <div data-wide="true"><SightedInput {...props} /></div>;
  return <FieldInput {...props} />;
}
