import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { WorkCalendar } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Choice, ChoiceMany } from '../../ui/choices';
import DateField from '../../ui/DateField';
import { Alert, Chip, toast } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useClient } from '../context';
import { useDraft } from '../drafts';
import { useDates } from '../formats';
import { BothDates } from '../parts/BothDates';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useDesk } from '../texts';
import { calendarOptions } from './admin_data';
import { TimeField } from './TimeField';

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
type Hours = WorkCalendar['hours'];
type Change = (part: Partial<WorkCalendar>) => void;

function HoursFields({ label, value, onChange }: { label: string; value: Hours; onChange: (hours: Hours) => void }) {
  const { calendar } = useDesk().admin;
  const shown = value.length > 0 ? value : [{ from: '', to: '' }];
  const set = (index: number, part: Partial<Hours[number]>) => onChange(shown.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <p className="field-hint">{calendar.hoursHint}</p>
      {shown.map((one, index) => (
        <div className="row hours" key={index}>
          <TimeField label={`${label}: ${calendar.hoursFrom}`} value={one.from} onChange={(from) => set(index, { from })} />
          <span aria-hidden="true">–</span>
          <TimeField label={`${label}: ${calendar.hoursTo}`} value={one.to} onChange={(to) => set(index, { to })} />
        </div>
      ))}
    </fieldset>
  );
}

function Holidays({ value, change }: { value: WorkCalendar; change: Change }) {
  const { calendar } = useDesk().admin;
  const { words } = useDates();
  const sorted = [...value.holidays].sort((one, two) => one.date.localeCompare(two.date));
  const hasProposed = sorted.some((holiday) => holiday.proposed);
  return (
    <section className="card card-flush" aria-labelledby="holidays">
      <div className="list-head stack-small"><h2 id="holidays">{calendar.holidays}</h2>{hasProposed && <p className="muted small">{calendar.proposedHint}</p>}</div>
      {sorted.length === 0 && <p className="muted card-pad">{calendar.none}</p>}
      <ul className="list rows">
        {sorted.map((holiday) => (
          <li key={holiday.date} className="row-item row-item-still">
            <span className="grow"><b className="strong">{words(holiday.title)}</b> {holiday.proposed && <Chip tone="warn">{calendar.proposed}</Chip>}</span>
            <BothDates iso={holiday.date} />
            <span className="row">
              {holiday.proposed && <Button size="small" onPress={() => change({ holidays: value.holidays.map((one) => (one.date === holiday.date ? { date: one.date, title: one.title } : one)) })}>{calendar.confirm}</Button>}
              <Button size="small" variant="quiet" aria-label={calendar.remove(words(holiday.title))} icon={<Trash2 aria-hidden="true" />} onPress={() => change({ holidays: value.holidays.filter((one) => one.date !== holiday.date) })} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AddHoliday({ value, change }: { value: WorkCalendar; change: Change }) {
  const { calendar } = useDesk().admin;
  const [date, setDate] = useState('');
  const [ar, setAr] = useState('');
  const [en, setEn] = useState('');
  const [tried, setTried] = useState(false);
  const add = () => {
    setTried(true);
    if (!date || !ar.trim() || !en.trim()) return;
    change({ holidays: [...value.holidays.filter((one) => one.date !== date), { date, title: { ar: ar.trim(), en: en.trim() } }] });
    setDate('');
    setAr('');
    setEn('');
    setTried(false);
  };
  return (
    <section className="card stack" aria-labelledby="add-holiday">
      <h2 id="add-holiday">{calendar.add}</h2>
      <DateField label={calendar.date} value={date} onChange={setDate} error={tried && !date && calendar.needTitles} />
      <TextField label={calendar.titleAr} value={ar} onChange={setAr} error={tried && !ar.trim() && calendar.needTitles} />
      <TextField label={calendar.titleEn} value={en} onChange={setEn} error={tried && !en.trim() && calendar.needTitles} />
      <div><Button icon={<CalendarPlus aria-hidden="true" />} onPress={add}>{calendar.add}</Button></div>
    </section>
  );
}

function Editor({ kept }: { kept: WorkCalendar }) {
  const { calendar } = useDesk().admin;
  const client = useClient();
  const queries = useQueryClient();
  const [value, setValue, forget] = useDraft<WorkCalendar>('calendar', () => kept);
  const change: Change = (part) => setValue((old) => ({ ...old, ...part }));
  const isChanged = JSON.stringify(value) !== JSON.stringify(kept);
  const save = useMutation({
    mutationFn: () => client.put<WorkCalendar>('desk/calendar', value),
    onSuccess: (next) => {
      queries.setQueryData(['calendar'], next);
      setValue(next);
      forget();
      toast(calendar.saved);
    },
  });
  return (
    <>
      {save.error && <ProblemAlert problem={asProblem(save.error)} />}
      <div className="with-aside">
        <Holidays value={value} change={change} />
        <div className="stack">
          <AddHoliday value={value} change={change} />
          <section className="card stack">
            <ChoiceMany
              label={calendar.restDays} isInline value={value.rest_days.map((day) => days[day] ?? 'friday')} options={days.map((id) => ({ id, label: calendar.days[id] }))}
              onChange={(chosen) => change({ rest_days: chosen.map((day) => days.indexOf(day)).sort((one, two) => one - two) })}
            />
            <Choice<'hijri' | 'gregorian'> label={calendar.yearsBy} isInline value={value.years_by ?? 'hijri'} options={(['hijri', 'gregorian'] as const).map((id) => ({ id, label: calendar.years[id] }))} onChange={(years_by) => change({ years_by })} />
            <HoursFields label={calendar.hours} value={value.hours} onChange={(hours) => change({ hours })} />
            <HoursFields label={calendar.ramadanHours} value={value.ramadan_hours} onChange={(ramadan_hours) => change({ ramadan_hours })} />
          </section>
        </div>
      </div>
      {isChanged && (
        <div className="save-bar">
          <Alert
            tone="warn"
            action={<span className="row"><Button size="small" onPress={() => { setValue(kept); forget(); }}>{calendar.discard}</Button><Button size="small" variant="primary" busy={save.isPending} onPress={() => save.mutate()}>{calendar.save}</Button></span>}
          >
            {calendar.unsaved}
          </Alert>
        </div>
      )}
    </>
  );
}

export default function CalendarPage() {
  const { calendar } = useDesk().admin;
  const client = useClient();
  const query = useQuery(calendarOptions(client));
  return <Page title={calendar.title} lead={calendar.text}><Loaded query={query}>{(kept) => <Editor kept={kept} />}</Loaded></Page>;
}
