import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import type { ClauseReport, ClauseRow, ControlRow } from '../../api/desk';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/choices';
import DateField from '../../ui/DateField';
import { today } from '../../ui/dates';
import { EmptyState } from '../../ui/feedback';
import { TextField } from '../../ui/TextField';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { controlLabel } from '../request/form_fields';
import { useDesk, wordFor } from '../texts';
import { outcomes, readReportSearch, reportOptions, totalsOf, type ReportOutcome, type ReportSearch } from './reports_data';

type Period = Pick<ReportSearch, 'from' | 'to'>;
const measured = new Set(['record', 'measure']);

/** A number that opens the very requests behind it. */
function Count({ clause, control, outcome, count, period }: { clause: string; control?: string; outcome: ReportOutcome; count: number; period: Period }) {
  const { admin, words } = useDesk();
  const { number } = useDates();
  if (count === 0) return <td className="count" data-zero="true">{number(0)}</td>;
  return (
    <td className="count" data-outcome={outcome} data-label={wordFor(words.controlOutcomes, outcome)}>
      <Link
        to="/clauses/$clause" params={{ clause }} search={{ outcome, ...(control && { control }), ...period }}
        aria-label={admin.clauses.openRequests(clause, number(count), wordFor(words.controlOutcomes, outcome))}
      >{number(count)}
      </Link>
    </td>
  );
}

/** A number of things that stand by themselves: no request is behind it. */
function Figure({ outcome, count }: { outcome: ReportOutcome; count: number }) {
  const { words } = useDesk();
  const { number } = useDates();
  return count === 0
    ? <td className="count" data-zero="true">{number(0)}</td>
    : <td className="count" data-outcome={outcome} data-label={wordFor(words.controlOutcomes, outcome)}>{number(count)}</td>;
}

function ControlLine({ clause, control, period }: { clause: string; control: ControlRow; period: Period }) {
  const desk = useDesk();
  const { words } = useDates();
  return (
    <tr className="control-row">
      <td />
      <td className="control-name">
        {controlLabel(desk, `${control.kind}.${control.name}`)}
        {control.chosen && <span className="chosen" title={desk.admin.clauses.chosenHint}>{desk.admin.clauses.chosen}</span>}
      </td>
      {control.not_measured > 0 && <td colSpan={outcomes.length} className="muted not-measured">{desk.words.controlOutcomes.not_measured}{control.why_not_measured && `: ${words(control.why_not_measured)}`}</td>}
      {control.not_measured === 0 && (measured.has(control.kind)
        ? outcomes.map((outcome) => <Figure key={outcome} outcome={outcome} count={control[outcome]} />)
        : outcomes.map((outcome) => <Count key={outcome} clause={clause} control={control.control} outcome={outcome} count={control[outcome]} period={period} />))}
    </tr>
  );
}

function ClauseLines({ row, period }: { row: ClauseRow; period: Period }) {
  const desk = useDesk();
  const { admin } = desk;
  const dates = useDates();
  const totals = totalsOf(row.controls.filter((control) => !measured.has(control.kind)));
  const isCounted = row.controls.some((control) => !measured.has(control.kind));
  return (
    <tbody className="clause-rows" data-broken={totals.broken > 0 || totals.late > 0}>
      <tr className="clause-row">
        <th scope="row"><bdi className="clause">{row.clause}</bdi></th>
        <td>
          <span className="clause-text">{dates.words(row.text)}</span>
          <span className="sub">{[row.controls.length === 1 && isCounted && controlLabel(desk, `${row.controls[0]?.kind}.${row.controls[0]?.name}`), row.source && admin.clauses.source(row.source), !row.owed_by_policy && admin.clauses.notOwed, !row.measured && admin.clauses.notMeasured, row.why && dates.words(row.why)].filter(Boolean).join(' · ')}</span>
        </td>
        {isCounted ? outcomes.map((outcome) => <Count key={outcome} clause={row.clause} outcome={outcome} count={totals[outcome]} period={period} />) : <td colSpan={outcomes.length} />}
      </tr>
      {row.controls.length > 1 || !isCounted ? row.controls.map((control) => <ControlLine key={control.control} clause={row.clause} control={control} period={period} />) : null}
    </tbody>
  );
}

function matches(row: ClauseRow, search: ReportSearch, words: (text: ClauseRow['text']) => string): boolean {
  const totals = totalsOf(row.controls);
  if (search.problems && totals.broken === 0 && totals.late === 0) return false;
  return !search.q || row.clause.toLowerCase() === search.q.toLowerCase() || words(row.text).includes(search.q);
}

function Report({ report, search }: { report: ClauseReport; search: ReportSearch }) {
  const { admin, words } = useDesk();
  const dates = useDates();
  if (report.items.length === 0) return <div className="card"><EmptyState icon={<ShieldCheck />} title={admin.clauses.emptyTitle}>{admin.clauses.emptyText}</EmptyState></div>;
  const rows = report.items.filter((row) => matches(row, search, dates.words));
  const period: Period = { ...(search.from && { from: search.from }), ...(search.to && { to: search.to }) };
  const totals = totalsOf(report.items.flatMap((row) => row.controls.filter((control) => !measured.has(control.kind))));
  return (
    <>
      <div className="tiles tiles-report" role="list" aria-label={admin.clauses.totals}>
        {outcomes.filter((outcome) => outcome !== 'not_measured').map((outcome) => (
          <div key={outcome} role="listitem" className="tile tile-still" data-outcome={outcome}>
            <span className="tile-name grow">{wordFor(words.controlOutcomes, outcome)}</span>
            <b className="tile-count numbers">{dates.number(totals[outcome])}</b>
          </div>
        ))}
      </div>
      <section className="card card-flush">
        <p className="list-head muted small">{admin.clauses.measured(dates.stamp(report.measured_at))}</p>
        {rows.length === 0 ? <EmptyState title={admin.clauses.noneTitle}>{admin.clauses.noneText}</EmptyState> : (
          <div className="table-wrap">
            <table className="table report-table">
              <caption className="hidden-visually">{admin.clauses.table}</caption>
              <thead>
                <tr>
                  <th scope="col">{admin.clauses.clause}</th>
                  <th scope="col">{admin.clauses.control}</th>
                  {outcomes.map((outcome) => <th key={outcome} scope="col" className="count">{wordFor(words.controlOutcomes, outcome)}</th>)}
                </tr>
              </thead>
              {rows.map((row) => <ClauseLines key={row.clause} row={row} period={period} />)}
            </table>
          </div>
        )}
      </section>
    </>
  );
}

export default function ClausesPage() {
  const { admin } = useDesk();
  const client = useClient();
  const navigate = useNavigate();
  const search = readReportSearch(useSearch({ strict: false }));
  const report = useQuery(reportOptions(client, search));
  const change = (part: ReportSearch) => void navigate({ to: '/clauses', search: readReportSearch({ ...search, ...part }) as Record<string, string>, replace: true });
  return (
    <Page title={admin.clauses.title} lead={admin.clauses.text} exported={{ path: 'desk/reports/clauses', query: { from: search.from, to: search.to } }}>
      <div className="card filters">
        <TextField kind="search" label={admin.clauses.search} value={search.q ?? ''} onChange={(q) => change({ q })} />
        <DateField label={admin.clauses.from} value={search.from ?? ''} max={search.to ?? today()} onChange={(from) => change({ from })} />
        <DateField label={admin.clauses.to} value={search.to ?? ''} min={search.from} max={today()} onChange={(to) => change({ to })} />
        <Checkbox isSelected={search.problems === 'yes'} onChange={(on) => change({ problems: on ? 'yes' : undefined })}>{admin.clauses.onlyProblems}</Checkbox>
        {(search.from || search.to) && <Button size="small" onPress={() => change({ from: undefined, to: undefined })}>{admin.clauses.allTime}</Button>}
      </div>
      <Loaded query={report}>{(data) => <Report report={data} search={search} />}</Loaded>
    </Page>
  );
}
