import { useState, type ReactNode } from 'react';
import type { FormItem, Id, ItemValue } from '../../api/model';
import { faultText } from '../../portal/form/faults';
import type { Fault } from '../../portal/form/rules';
import { Choice, Select } from '../../ui/choices';
import DateField from '../../ui/DateField';
import { readRiyals, typedRiyals } from '../../ui/numbers';
import { TextArea, TextField, type TextKind } from '../../ui/TextField';
import { Upload, type UploadedFile } from '../../ui/Upload';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDates } from '../formats';
import { useDesk } from '../texts';
import { SightedFields } from './SightedFields';

/** What is wrong with an answer, in a sentence. */
export function useFaultText(): (fault: Fault, item: FormItem) => string {
  const { fields } = useCommon();
  const { request } = useDesk();
  const dates = useDates();
  return (fault, item) => faultText(fault, item, { fields, expired: request.submission.expired, money: dates.money, number: dates.number });
}

const kinds: Partial<Record<FormItem['type'], TextKind>> = {
  number: 'digits', phone: 'phone', email: 'email', identity_number: 'digits', iban: 'code', short_address: 'code',
};

interface ItemFieldProps {
  /** Whose files these become. */
  request: Id;
  item: FormItem;
  value: ItemValue | undefined;
  onChange: (value: ItemValue) => void;
  /** Names and sizes of files that stand there already. */
  files?: readonly UploadedFile[];
  error?: ReactNode;
}

/** Money is typed in riyals and kept in halalas; what cannot be read yet stays as typed. */
function MoneyField({ item, value, onChange, error, label, hint }: ItemFieldProps & { label: string; hint: string | undefined }) {
  const common = useCommon();
  const kept = value?.text ?? '';
  const [typed, setTyped] = useState(() => (/^\d+$/.test(kept) ? typedRiyals(Number(kept)) : kept));
  const change = (next: string) => {
    setTyped(next);
    const halalas = readRiyals(next);
    onChange({ text: halalas === null ? (next && `${next} `) : String(halalas) });
  };
  return <TextField kind="amount" label={label} hint={hint} name={item.id} suffix={common.money.unit} isRequired={item.required} value={typed} onChange={change} error={error} />;
}

function Files({ request, item, value, onChange, files = [], error, label, hint }: ItemFieldProps & { label: string; hint: string | undefined }) {
  const client = useClient();
  const [known, setKnown] = useState<readonly UploadedFile[]>(files);
  const shown = (value?.attachments ?? []).map((id) => known.find((file) => file.id === id) ?? { id, name: id, bytes: 0, type: '' });
  const change = (next: UploadedFile[]) => {
    setKnown((old) => [...old, ...next.filter((file) => !old.some((one) => one.id === file.id))]);
    onChange({ attachments: next.map((file) => file.id) });
  };
  return (
    <Upload
      label={label} hint={hint} name={item.id} isRequired={item.required} error={error} value={shown} onChange={change}
      upload={(file, name, options) => client.upload(`desk/requests/${request}/attachments`, file, name, options)}
    />
  );
}

/** The field of one item of a request's form, by its type. */
export function ItemField(props: ItemFieldProps) {
  const { item, value, onChange, error } = props;
  const { words, register, request } = useDesk();
  const common = useCommon();
  const dates = useDates();
  const label = dates.words(item.title);
  const hint = dates.words(item.hint) || undefined;
  const shared = { label, hint, name: item.id, isRequired: item.required, showOptional: true, error };
  const text = value?.text ?? '';
  const set = (next: string) => onChange({ text: next });
  if (item.kind === 'upload') return <Files {...props} label={label} hint={hint} />;
  if (item.kind === 'sighted') {
    const sighted = value?.sighted ?? { type: 'NAT' as const, number: '', expires_on: '', calendar: 'hijri' as const };
    return (
      <fieldset className="field" data-field={item.id} data-invalid={error ? '' : undefined}>
        <legend className="field-label">{label}{item.required && <span className="field-required" aria-hidden="true">*</span>}</legend>
        <span className="field-hint">{hint ?? request.submission.sightedHint}</span>
        <SightedFields value={sighted} onChange={(next) => onChange({ sighted: next })} />
        {error && <span className="field-error" role="alert">{error}</span>}
      </fieldset>
    );
  }
  switch (item.type) {
    case 'long_text': return <TextArea {...shared} value={text} onChange={set} maxLength={item.max && item.max > 0 ? item.max : 4000} />;
    case 'money': return <MoneyField {...props} label={label} hint={hint} />;
    case 'date': return <DateField {...shared} value={value?.date ?? ''} calendar={value?.calendar} onChange={(date, calendar) => onChange({ date, calendar })} />;
    case 'yes_no': return <Choice {...shared} showOptional={false} isInline value={text as 'yes' | 'no' | ''} options={[{ id: 'yes', label: common.yesNo.yes }, { id: 'no', label: common.yesNo.no }]} onChange={set} />;
    case 'choice': return <Select {...shared} value={text} options={item.choices.map((choice) => ({ id: choice.id, label: dates.words(choice.title) }))} onChange={set} />;
    case 'region': return <Select {...shared} value={text} options={Object.entries(words.regions).map(([id, name]) => ({ id, label: name }))} onChange={set} />;
    case 'short_address': return <TextField {...shared} kind="code" hint={hint ?? register.shortAddressHint} maxLength={8} value={text} onChange={set} />;
    default: return <TextField {...shared} kind={kinds[item.type] ?? 'text'} value={text} onChange={set} />;
  }
}
