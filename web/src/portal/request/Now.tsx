import { daysBetween, isEndOfDay, today } from '../../ui/dates';
import { Alert } from '../../ui/feedback';
import { useFormats } from '../../ui/texts';
import type { RequestStanding } from '../../api/model';
import { useWho } from '../bits';
import { useTexts } from '../texts';

/** Where it stands, who acts next, by when, and before when no answer can come. */
export function Now({ standing }: { standing: RequestStanding }) {
  const texts = useTexts();
  const { words, both, day, time } = useFormats();
  const who = useWho();
  const { next, status } = standing;
  const step = standing.steps.find((one) => one.id === next?.step);
  const isYours = next?.who.includes('applicant') === true;
  const isLate = next?.due !== undefined && daysBetween(today(), next.due) < 0;
  const tone = status === 'closed' ? 'closed' : isYours || status === 'returned' ? 'warn' : 'open';
  return (
    <section className="card stack now-card" data-tone={tone} aria-labelledby="now">
      <h2 id="now">{texts.standing.stands}</h2>
      {status === 'held' && <Alert tone="neutral">{texts.standing.heldTitle}</Alert>}
      {!next && <p>{status === 'closed' ? texts.standing.closed : texts.standing.nobody}</p>}
      {next && (
        <dl className="facts two">
          <div><dt>{texts.standing.nextStep}</dt><dd>{words(step?.title) || texts.common.stepKinds[step?.kind ?? '']}</dd></div>
          <div><dt>{texts.standing.nextWho}</dt><dd>{isYours ? texts.standing.yourTurn : who(next.who)}</dd></div>
          {next.due && (
            <div>
              <dt>{texts.standing.nextBy}</dt>
              <dd>{isEndOfDay(next.due) ? day(next.due) : texts.common.dates.dayAtTime(day(next.due), time(next.due))}<span className="field-hint">{texts.common.dates.correspondsTo(day(next.due, 'gregorian'))}</span></dd>
            </div>
          )}
        </dl>
      )}
      {isLate && !isYours && <Alert tone="warn">{texts.standing.late}</Alert>}
      {!standing.decision && status !== 'closed' && (standing.answer_not_before ?? standing.answer_by) && (
        <Alert tone="info">
          {standing.answer_not_before && <p>{texts.standing.notBefore} <b>{both(standing.answer_not_before)}</b></p>}
          {standing.answer_by && <p>{texts.standing.answerBy} <b>{both(standing.answer_by)}</b></p>}
          {standing.answer_not_before && <p className="small">{texts.standing.notBeforeWhy}</p>}
        </Alert>
      )}
    </section>
  );
}
