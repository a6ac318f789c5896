import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { FormItem, StepRecord } from '../../api/model';
import type { Fault } from '../../portal/form/rules';
import { Button } from '../../ui/Button';
import { Checkbox, Choice, ChoiceMany, Select } from '../../ui/choices';
import DateField from '../../ui/DateField';
import { today } from '../../ui/dates';
import { typedRiyals } from '../../ui/numbers';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea, TextField } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { colleaguesOptions } from '../admin/admin_data';
import { useClient, useMe } from '../context';
import { useDraft } from '../drafts';
import { useDates } from '../formats';
import { ItemField, useFaultText } from '../parts/ItemField';
import { useDesk, wordFor } from '../texts';
import { callFor, type FormValues } from './acts';
import { faultsOf, fieldsFor, type Field } from './form_fields';
import { offerKey } from './offers';
import type { Offer, RequestPage } from './model';
import { kindsOptions } from './request_data';
import { askedFields, beginRecord, recordFaults, recordFor, recordToSend } from './record_fields';
import { findReference, isUuid } from './find_reference';
import { isChanged, useAct } from './use_act';

interface DrawProps {
  field: Field;
  values: FormValues;
  error: ReactNode;
  onChange: (part: FormValues) => void;
}

function Draw({ field, values, error, onChange }: DrawProps) {
  const common = useCommon();
  const shared = { label: field.label, hint: field.hint, name: field.name, isRequired: field.missing !== undefined, showOptional: true, error };
  const text = typeof values[field.name] === 'string' ? values[field.name] as string : '';
  const set = (value: string) => onChange({ [field.name]: value });
  switch (field.kind) {
    case 'area': return <TextArea {...shared} rows={3} maxLength={4000} value={text} onChange={set} />;
    case 'line': return <TextField {...shared} value={text} onChange={set} />;
    case 'amount': return <TextField {...shared} kind="amount" suffix={common.money.unit} value={text} onChange={set} />;
    case 'date': return <DateField {...shared} value={text} min={field.min} max={field.max} onChange={set} />;
    case 'radio': return <Choice {...shared} showOptional={false} options={field.options} value={text} onChange={set} />;
    case 'select': return <Select {...shared} options={field.options} value={text} onChange={set} />;
    case 'many': return <ChoiceMany {...shared} showOptional={false} options={field.options} value={values.items ?? []} onChange={(items) => onChange({ items })} />;
    case 'check':
      return (
        <Checkbox name={field.name} isRequired={field.missing !== undefined} error={error} isSelected={values[field.name] === true} onChange={(on) => onChange({ [field.name]: on })}>
          {field.label}
        </Checkbox>
      );
  }
}

const places = (record: StepRecord | undefined): boolean => record?.capacity !== undefined && record.places_left !== undefined;

/** What is there already: of the record, and the fee that is to be paid. */
function begin(page: RequestPage, offer: Offer, preset: FormValues | undefined): FormValues {
  const record = recordFor(page, offer);
  const amount = record?.fee_halalas === undefined ? undefined : typedRiyals(record.fee_halalas);
  // A decision is chosen even where there is one alone; a result or a reply that can only end one way is not asked about.
  const outcome = (offer.action === 'record_result' || offer.action === 'reply') && offer.outcomes.length === 1 ? offer.outcomes[0] : undefined;
  return { ...(outcome && { outcome }), ...preset, ...(record && { values: beginRecord(record) }), ...(amount && { amount }) };
}

/** The fields of the step's record that this act asks for, as far as the form is filled in. */
function recordOf(page: RequestPage, offer: Offer, values: FormValues) {
  const of = recordFor(page, offer);
  if (!of) return { of, fields: [], faults: {} as Record<string, Fault>, sent: undefined };
  const typed = values.values ?? {};
  const fields = askedFields(of, { page, step: of.step, typed, result: values.outcome ?? (offer.outcomes.length === 1 ? offer.outcomes[0] : undefined) });
  const needsAll = offer.action !== 'record_progress' && values.outcome !== 'waiting';
  return { of, fields, faults: recordFaults(fields, typed, today(), needsAll), sent: recordToSend(of, fields, typed) };
}

interface ActionFormProps {
  page: RequestPage;
  offer: Offer;
  /** Filled in beforehand, such as the control that an urgency passes. */
  preset?: FormValues;
  submitLabel?: string;
  onDone: () => void;
  onCancel: () => void;
}

/** The small form of one action, opened in the panel. What is typed outlives errors, conflicts and other pages. */
export function ActionForm({ page, offer, preset, submitLabel, onDone, onCancel }: ActionFormProps) {
  const desk = useDesk();
  const { actions } = desk.request;
  const common = useCommon();
  const formats = useDates();
  const client = useClient();
  const me = useMe();
  const { data: kinds } = useQuery(kindsOptions(client));
  const { data: staff } = useQuery({ ...colleaguesOptions(client), enabled: offer.action === 'reassign' });
  const [values, setValues, forget] = useDraft<FormValues>(`${page.id}/${offerKey(offer)}/${preset?.control ?? preset?.seq ?? ''}`, () => begin(page, offer, preset));
  const [tried, setTried] = useState(false);
  const [isUnknown, setUnknown] = useState(false);
  const faultText = useFaultText();
  const act = useAct(page, () => { forget(); onDone(); });
  const channels = (kinds?.find((kind) => kind.id === page.kind) as { channels?: string[] } | undefined)?.channels ?? [];
  const all = fieldsFor({ page, offer, desk, formats, today: today(), me: me.staff.id, staff: staff ?? [], channels, values });
  const record = recordOf(page, offer, values);
  const fields = all.filter((field) => preset?.[field.name] === undefined);
  const chosen = all.flatMap((field) => ('options' in field ? field.options.filter((option) => option.id === preset?.[field.name]) : []));
  const faults = faultsOf(fields, values, actions.form.badAmount);
  const names = [...fields.map((field) => field.name), ...record.fields.map((field) => field.id)];
  const refused = fieldErrors(act.problem, names);
  const send = async () => {
    if (offer.action !== 'merge' || isUuid(values.into ?? '')) return act.run(callFor(offer, { ...values, values: record.sent }));
    const into = await findReference(client, values.into ?? '');
    setUnknown(into === undefined);
    return into !== undefined && act.run(callFor(offer, { ...values, into }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faults).length === 0 && Object.keys(record.faults).length === 0) void send();
  };
  const faultOf = (field: FormItem) => {
    const fault = record.faults[field.id];
    return fault && faultText(fault, field);
  };
  const draw = (field: Field) => (
    <Draw key={field.name} field={field} values={values} error={(tried && faults[field.name]) || (isUnknown && field.name === 'into' && actions.form.needOther) || refused[field.name]} onChange={(part) => setValues((old) => ({ ...old, ...part }))} />
  );
  const hint = (actions.hints as Readonly<Record<string, string>>)[offer.action];
  return (
    <form className="action-form stack" onSubmit={submit} noValidate>
      {act.problem && !isChanged(act.problem) && <ProblemAlert problem={act.problem} fields={names} />}
      {hint ? <p className="muted small">{hint}</p> : fields.length === 0 && <p className="muted small">{actions.genericText}</p>}
      {chosen.map((option) => <p key={option.id} className="strong small">{option.label}</p>)}
      {places(record.of) && <p className="small">{actions.form.places(formats.number(record.of?.places_left ?? 0), formats.number(record.of?.capacity ?? 0))}</p>}
      {fields.filter((field) => field.name === 'outcome').map(draw)}
      {record.fields.map((field) => (
        <ItemField
          key={field.id} request={page.id} item={field} value={values.values?.[field.id]} onChange={(value) => setValues((old) => ({ ...old, values: { ...old.values, [field.id]: value } }))}
          error={(tried && faultOf(field)) || refused[field.id]}
        />
      ))}
      {fields.filter((field) => field.name !== 'outcome').map(draw)}
      <div className="action-form-foot">
        <Button type="submit" variant="primary" busy={act.isBusy}>{submitLabel ?? wordFor(actions.names, offer.action)}</Button>
        <Button variant="quiet" onPress={onCancel}>{common.actions.cancel}</Button>
      </div>
    </form>
  );
}
