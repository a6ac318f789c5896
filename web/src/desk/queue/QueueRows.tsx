import { Link } from '@tanstack/react-router';
import { EyeOff, OctagonPause, UserRound } from 'lucide-react';
import type { QueueRow } from '../../api/desk';
import { Chip } from '../../ui/feedback';
import { useSaid } from '../../ui/refusals';
import { useDates } from '../formats';
import { DueMark } from '../parts/DueMark';
import { Numeric } from '../parts/Reference';
import { useDesk, wordFor } from '../texts';

const keyOf = (row: QueueRow) => `${row.request}/${row.step}`;

/** The name of whom it is for; of a confidential one never more than its reference. */
function Person({ row }: { row: QueueRow }) {
  const { request, queue } = useDesk();
  const dates = useDates();
  const name = row.person ?? row.person_neutral;
  if (row.confidential || !name) {
    return (
      <span className="row">
        <bdi>{row.confidential ? request.page.neutralPerson(dates.reference(row.reference)) : name ?? request.page.noPerson}</bdi>
        {row.confidential && <Chip isPlain><EyeOff size={13} aria-hidden="true" /> {queue.confidential}</Chip>}
      </span>
    );
  }
  return <bdi>{name}</bdi>;
}

/** Why it waits: the row carries the reason's code alone, so a text that needs more than the code is not used. */
function Blocked({ row, code }: { row: QueueRow; code: string }) {
  const { queue } = useDesk();
  const dates = useDates();
  const waits = dates.isAhead(row.earliest);
  const said = dates.words(useSaid({ code, parameters: {} }).message);
  const text = row.status === 'held' ? queue.held : said && !/\{\w+\}/.test(said) ? said : queue.blockedBecause;
  return (
    <span className="blocked-note">
      <OctagonPause aria-hidden="true" />
      <span>{waits && row.earliest ? queue.notBefore(dates.bothShort(row.earliest)) : text}</span>
    </span>
  );
}

/** In a card: the one who acts, in a line. */
function WhoInLine({ row }: { row: QueueRow }) {
  const { words } = useDesk();
  const { list } = useDates();
  if (row.assignee) return <span className="row who-name"><UserRound size={15} aria-hidden="true" /><bdi>{row.assignee.name}</bdi></span>;
  return <span>{list(row.who.map((role) => wordFor(words.roles, role)))}</span>;
}

function Who({ row }: { row: QueueRow }) {
  const { words, queue } = useDesk();
  const { list } = useDates();
  const roles = list(row.who.map((role) => wordFor(words.roles, role)));
  if (row.assignee) {
    return (
      <>
        <span className="row who-name"><UserRound size={15} aria-hidden="true" /><bdi>{row.assignee.name}</bdi></span>
        <span className="sub">{roles}</span>
      </>
    );
  }
  return (
    <>
      <span>{roles}</span>
      {!row.who.includes('applicant') && <span className="sub">{queue.unassigned}</span>}
    </>
  );
}

export function QueueTable({ rows }: { rows: readonly QueueRow[] }) {
  const { queue } = useDesk();
  const dates = useDates();
  return (
    <table className="table queue-table">
      <caption className="hidden-visually">{queue.table}</caption>
      <thead>
        <tr>
          <th scope="col">{queue.colRequest}</th>
          <th scope="col">{queue.colPerson}</th>
          <th scope="col">{queue.colStep}</th>
          <th scope="col">{queue.colDue}</th>
          <th scope="col">{queue.colWho}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className="row-link" data-late={row.due !== undefined && !dates.isAhead(row.due)}>
            <td>
              <Link to="/requests/$request" params={{ request: row.request }} data-row="" className="row-anchor"><Numeric>{row.reference}</Numeric></Link>
              <span className="sub">{dates.words(row.kind_title)}</span>
            </td>
            <th scope="row"><Person row={row} /></th>
            <td>
              <span className="step-name">{dates.words(row.step_title)}</span>
              {row.blocked_by && <Blocked row={row} code={row.blocked_by} />}
            </td>
            <td className="nowrap">
              <DueMark due={row.due} />
              {row.due && <span className="sub numbers">{dates.date(row.due)}</span>}
              {row.due && <span className="sub numbers">{dates.otherDate(row.due)}</span>}
            </td>
            <td><Who row={row} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function QueueCards({ rows }: { rows: readonly QueueRow[] }) {
  const { queue } = useDesk();
  const dates = useDates();
  return (
    <ul className="list queue-cards" aria-label={queue.table}>
      {rows.map((row) => (
        <li key={keyOf(row)} className="row-link">
          <div className="spread">
            <Link to="/requests/$request" params={{ request: row.request }} data-row="" className="row-anchor"><Person row={row} /></Link>
            <DueMark due={row.due} />
          </div>
          <span className="step-name">{dates.words(row.step_title)}</span>
          {row.blocked_by && <Blocked row={row} code={row.blocked_by} />}
          <span className="sub"><Numeric>{row.reference}</Numeric> · {dates.words(row.kind_title)}{row.due && <> · {dates.bothShort(row.due)}</>}</span>
          <span className="sub"><WhoInLine row={row} /></span>
        </li>
      ))}
    </ul>
  );
}
