import { useState } from 'react';
import type { Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Choice, Select } from '../../ui/choices';
import { Alert } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { useDates } from '../formats';
import { useDesk, wordFor } from '../texts';
import type { ImportColumn, ImportView, MapColumns } from './imports_data';

type Calendar = 'any' | 'hijri' | 'gregorian';

function Column({ column, fields, index, value, error, onChange }: { column: ImportColumn; fields: string[]; index: number; value: string; error: React.ReactNode; onChange: (field: string) => void }) {
  const { imports, words } = useDesk();
  const dates = useDates();
  const heading = column.heading || imports.column(dates.number(index + 1));
  return (
    <li className="import-column">
      <div className="stack-small">
        <b><bdi>{heading}</bdi></b>
        {column.samples.length > 0 && <span className="sub" aria-label={imports.samples}>{column.samples.map((sample, at) => <bdi key={at}>{sample}</bdi>)}</span>}
      </div>
      <Select
        label={<span className="hidden-visually">{imports.fieldOf(heading)}</span>} name={`mapping/${index}`} value={value} error={error}
        options={fields.map((field) => ({ id: field, label: wordFor(words.fields, field) }))}
        emptyOption={imports.notImported} onClear={() => onChange('')} onChange={onChange}
      />
    </li>
  );
}

interface Props {
  view: ImportView;
  problem: Problem | null;
  busy: boolean;
  onCheck: (body: MapColumns) => void;
}

/** What each column holds: suggested by its heading or remembered, and changed here. */
export function Columns({ view, problem, busy, onCheck }: Props) {
  const { imports } = useDesk();
  const [mapping, setMapping] = useState(view.columns.map((column) => column.field));
  const [calendar, setCalendar] = useState<Calendar>((view.calendar || 'any') as Calendar);
  const names = [...mapping.map((_, index) => `mapping/${index}`), 'mapping', 'calendar'];
  const errors = fieldErrors(problem, names);
  const calendars: { id: Calendar; label: string }[] = [{ id: 'any', label: imports.calendars.any }, { id: 'hijri', label: imports.calendars.hijri }, { id: 'gregorian', label: imports.calendars.gregorian }];
  return (
    <section className="card stack" aria-labelledby="import-columns">
      <h2 id="import-columns">{imports.columnsTitle}</h2>
      <p className="muted">{imports.columnsText}</p>
      {view.is_remembered && <Alert tone="info">{imports.remembered}</Alert>}
      {problem && <ProblemAlert problem={problem} fields={names.filter((name) => name !== 'mapping')} />}
      <ul className="list import-columns">
        {view.columns.map((column, index) => (
          <Column
            key={index} column={column} fields={view.fields} index={index} value={mapping[index] ?? ''} error={errors[`mapping/${index}`]}
            onChange={(field) => setMapping((old) => old.map((one, at) => (at === index ? field : one)))}
          />
        ))}
      </ul>
      {mapping.includes('birth_date') && <Choice<Calendar> isInline label={imports.calendar} name="calendar" value={calendar} options={calendars} onChange={setCalendar} />}
      <div className="form-foot">
        <Button variant="primary" busy={busy} onPress={() => onCheck({ mapping, calendar: calendar === 'any' ? '' : calendar })}>{imports.check}</Button>
      </div>
    </section>
  );
}
