import { CloudOff, Send } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Obstacle } from '../api/model';
import { placeObstacles, type Problem } from '../api/problem';
import type { Common } from '../texts/common.ar';
import { Button } from './Button';
import { Alert, Clause, RetryButton } from './feedback';
import { focusField } from './Field';
import { useSaid } from './refusals';
import { useCommon, useFormats } from './texts';

/** Calls back when the line returns that `problem` found gone. */
function useReturn(problem: Problem, onReturn: (() => void) | undefined): void {
  useEffect(() => {
    if (problem.reason !== 'offline' || !onReturn) return;
    addEventListener('online', onReturn);
    return () => removeEventListener('online', onReturn);
  }, [problem, onReturn]);
}

/** What happened, in a sentence for the reader. */
export function explain(problem: Problem, common: Common): string {
  if (problem.reason === 'offline' || problem.reason === 'aborted') return common.errors.offline;
  if (problem.reason === 'timeout') return common.errors.timeout;
  if (problem.status === 503) return common.errors.busy;
  if (problem.status >= 500) return common.errors.server;
  if (problem.status === 401) return common.errors.signedOut;
  if (problem.status === 403) return common.errors.forbidden;
  if (problem.status === 404) return common.errors.notFound;
  if (problem.status === 412) return common.errors.changed;
  if (problem.status === 429) return common.errors.tooMany;
  return common.errors.refused;
}

function Reference({ problem }: { problem: Problem }) {
  const common = useCommon();
  if (!problem.requestId) return null;
  return <p className="tiny">{common.errors.reference}: <bdi className="ltr">{problem.requestId}</bdi></p>;
}

/** One obstacle: what stands in the way, by which clause, and what helps. */
export function ObstacleText({ obstacle }: { obstacle: Obstacle }) {
  const { words } = useFormats();
  const common = useCommon();
  const said = useSaid(obstacle);
  return (
    <>
      <span>{words(said.message) || common.errors.refused}</span>{' '}
      {obstacle.clause && <Clause id={obstacle.clause} />}
      {said.remedy && <span className="field-remedy">{words(said.remedy)}</span>}
    </>
  );
}

export function Obstacles({ obstacles }: { obstacles: readonly Obstacle[] }) {
  const [only] = obstacles;
  if (!only) return null;
  if (obstacles.length === 1) return <p><ObstacleText obstacle={only} /></p>;
  return (
    <ul className="obstacles">
      {obstacles.map((obstacle, index) => <li key={`${obstacle.code}/${index}`}><ObstacleText obstacle={obstacle} /></li>)}
    </ul>
  );
}

/** The errors that a problem lays on the fields of a form, ready for their `error`. */
export function fieldErrors(problem: Problem | null, fields: Iterable<string>): Record<string, ReactNode> {
  if (!problem) return {};
  const placed = placeObstacles(problem.obstacles, fields);
  return Object.fromEntries([...placed.byField].map(([field, obstacles]) => [field, <Obstacles key={field} obstacles={obstacles} />]));
}

/** The line is back: what could not be sent is sent when they say so, and is not said to fail any more. */
function OnlineAgain({ onRetry }: { onRetry?: () => void }) {
  const { network } = useCommon();
  return <Alert isLive tone="info" title={network.online} action={onRetry && <Button icon={<Send aria-hidden="true" data-flip />} onPress={onRetry}>{network.sendNow}</Button>} />;
}

/**
 * Why an act was not done: inside the page, where it was tried. With `fields`, obstacles of those fields are left to them
 * and the first one takes the focus; otherwise the alert itself does.
 */
export function ProblemAlert({ problem, fields, onRetry }: { problem: Problem; fields?: readonly string[]; onRetry?: () => void }) {
  const common = useCommon();
  const box = useRef<HTMLDivElement>(null);
  const [returned, setReturned] = useState<Problem>();
  useReturn(problem, () => setReturned(problem));
  const placed = placeObstacles(problem.obstacles, fields ?? []);
  const first = [...placed.byField.keys()][0];
  useEffect(() => {
    if (first !== undefined && focusField(first)) return;
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [problem, first]);
  if (returned === problem) return <OnlineAgain onRetry={onRetry} />;
  const told = placed.rest.length > 0;
  return (
    <div ref={box} tabIndex={-1}>
      <Alert
        isLive
        tone="error"
        title={placed.byField.size > 0 ? common.fields.summary(placed.byField.size) : told ? common.errors.title : explain(problem, common)}
        action={onRetry && problem.mayRetry ? <RetryButton onPress={onRetry} /> : undefined}
      >
        {told && <Obstacles obstacles={placed.rest} />}
        {problem.status >= 500 && <Reference problem={problem} />}
      </Alert>
    </div>
  );
}

/** A page that could not be shown: what happened, its number, and another try, which the returning line makes by itself. */
export function ErrorState({ problem, onRetry, action }: { problem: Problem; onRetry?: () => void; action?: ReactNode }) {
  const common = useCommon();
  const { words } = useFormats();
  const said = problem.obstacles[0]?.message;
  useReturn(problem, onRetry);
  return (
    <div className="state" role="alert">
      <span className="state-icon" data-tone="error" aria-hidden="true"><CloudOff /></span>
      <h2>{common.errors.loadTitle}</h2>
      <p>{said && problem.status < 500 ? words(said) : explain(problem, common)}</p>
      <Reference problem={problem} />
      {onRetry && <RetryButton onPress={onRetry} />}
      {action}
    </div>
  );
}
