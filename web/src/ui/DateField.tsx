import {
  GregorianCalendar, IslamicUmalquraCalendar, parseDate, toCalendar, type CalendarDate, type CalendarIdentifier, type DateValue,
} from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import {
  Calendar as AriaCalendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell, CalendarMonthPicker, CalendarYearPicker,
} from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Label } from 'react-aria-components/Label';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { Segmented } from './choices';
import { localeTag, showDay, type Calendar } from './dates';
import { FieldError, LabelText, type FieldProps } from './Field';
import { useCommon, useFormats } from './texts';

const makeCalendar = (identifier: CalendarIdentifier) =>
  identifier === 'islamic-umalqura' ? new IslamicUmalquraCalendar() : new GregorianCalendar();
const toIso = (date: DateValue | null): string => (date ? toCalendar(date as CalendarDate, new GregorianCalendar()).toString() : '');

function fromIso(iso: string | undefined): CalendarDate | null {
  try {
    return iso ? parseDate(iso) : null;
  } catch {
    return null; // a spoilt draft is an empty field, never a broken page
  }
}

export interface DateFieldProps extends FieldProps {
  /** ISO, Gregorian; '' while empty. */
  value: string;
  /** The calendar is the one the date was typed in: what stands on a document is kept with it. */
  onChange: (iso: string, calendar: Calendar) => void;
  calendar?: Calendar;
  min?: string;
  max?: string;
}

/** A month or year list of the calendar: the platform's own, so that a birth year is two touches away. */
function Picker({ field }: { field: { 'aria-label'?: string; value: unknown; items: readonly { id: number; formatted: string }[]; onChange: (id: number) => void } }) {
  return (
    <select aria-label={field['aria-label']} value={String(field.value)} onChange={(event) => field.onChange(Number(event.target.value))}>
      {field.items.map((item) => <option key={item.id} value={item.id}>{item.formatted}</option>)}
    </select>
  );
}

function Month() {
  const common = useCommon();
  return (
    <AriaCalendar className="calendar" createCalendar={makeCalendar}>
      <header className="calendar-head">
        <AriaButton slot="previous" className="button button-quiet button-icon" aria-label={common.dates.previousMonth}><ChevronLeft data-flip aria-hidden="true" /></AriaButton>
        <CalendarMonthPicker>{(field) => <Picker field={field as never} />}</CalendarMonthPicker>
        <CalendarYearPicker visibleYears={120}>{(field) => <Picker field={field as never} />}</CalendarYearPicker>
        <AriaButton slot="next" className="button button-quiet button-icon" aria-label={common.dates.nextMonth}><ChevronRight data-flip aria-hidden="true" /></AriaButton>
      </header>
      <CalendarGrid weekdayStyle="narrow">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className="day" />}</CalendarGridBody>
      </CalendarGrid>
    </AriaCalendar>
  );
}

/** The value is always an ISO date; the calendar is only the way of typing it, and the other one is always shown. */
export default function DateField(props: DateFieldProps) {
  const { value, onChange, min, max } = props;
  const common = useCommon();
  const formats = useFormats();
  const [calendar, setCalendar] = useState<Calendar>(props.calendar ?? 'hijri');
  const other = calendar === 'hijri' ? 'gregorian' : 'hijri';
  const choose = (next: Calendar) => {
    setCalendar(next);
    if (value) onChange(value, next);
  };
  return (
    <I18nProvider locale={localeTag(formats.locale, calendar)}>
      <DatePicker
        className="field"
        data-field={props.name}
        value={fromIso(value)}
        minValue={fromIso(min)}
        maxValue={fromIso(max)}
        isRequired={props.isRequired ?? false}
        isDisabled={props.isDisabled ?? false}
        isInvalid={Boolean(props.error)}
        validationBehavior="aria"
        shouldForceLeadingZeros
        onChange={(date) => onChange(toIso(date), calendar)}
      >
        <div className="spread">
          <Label className="field-label"><LabelText {...props} /></Label>
          <Segmented
            label={common.dates.calendar}
            options={[{ id: 'hijri', label: common.dates.hijri }, { id: 'gregorian', label: common.dates.gregorian }]}
            value={calendar}
            onChange={choose}
          />
        </div>
        <Group className="date-group">
          <DateInput className="date-input">
            {(segment) => (segment.type === 'era'
              ? <span className="date-era" aria-hidden="true">{segment.text}</span>
              : <DateSegment segment={segment} className="date-segment" />)}
          </DateInput>
          <AriaButton className="button button-quiet button-icon" aria-label={common.dates.open}><CalendarDays aria-hidden="true" /></AriaButton>
        </Group>
        <Text slot="description" className="field-hint">
          {value ? common.dates.correspondsTo(showDay(value, other, formats.locale)) : props.hint}
        </Text>
        <Text slot="errorMessage"><FieldError>{props.error}</FieldError></Text>
        <Popover className="popover popover-sheet" placement="bottom start">
          <Dialog aria-label={common.dates.choose}><Month /></Dialog>
        </Popover>
      </DatePicker>
    </I18nProvider>
  );
}
