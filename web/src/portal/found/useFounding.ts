import { useEffect, useRef, useState } from 'react';
import { createClient } from '../../api/client';
import type { FoundedAssociation, FoundingDraft, FoundingObstacle, FoundingReading, FoundingStart } from '../../api/founding';
import { asProblem, placeObstacles, type Problem } from '../../api/problem';
import { draftOf, fields, forget, keep, place, recall, stepOf, type Faults, type StepName, type Typed } from './founding';

/** Not a path of any association: /api/found/… */
const client = createClient('found');
const pauseMs = 400;
const nothing: Faults = new Map();

const check = (token: string, draft: FoundingDraft) => client.post<{ obstacles: FoundingObstacle[] }>('checks', { token, draft });

export function useStart(token: string): { start: FoundingStart | undefined; problem: Problem | undefined; again: () => void } {
  const [start, setStart] = useState<FoundingStart>();
  const [problem, setProblem] = useState<Problem>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    client.post<FoundingStart>('link', { token }).then(
      (answer) => { setStart(answer); setProblem(undefined); },
      (caught: unknown) => setProblem(asProblem(caught)),
    );
  }, [token, turn]);
  return { start, problem, again: () => setTurn(turn + 1) };
}

/** The chosen policy as it will read with what was typed, and what is wrong with it; the last reading stands until the next is there. */
export function useReading(token: string, typed: Typed, language: string): { reading: FoundingReading | undefined; problem: Problem | undefined } {
  const [state, setState] = useState<{ of: string; reading?: FoundingReading; problem?: Problem }>();
  const of = typed.policy ? JSON.stringify([typed.policy, language]) : '';
  const draft = JSON.stringify(draftOf(typed, 'policy'));
  useEffect(() => {
    if (!of) return;
    const gone = new AbortController();
    const ask = () => void client.post<FoundingReading>('readings', { token, language, draft: JSON.parse(draft) as FoundingDraft }, { signal: gone.signal }).then(
      (reading) => setState({ of, reading }),
      (caught: unknown) => { if (!gone.signal.aborted) setState({ of, problem: asProblem(caught) }); },
    );
    const timer = setTimeout(ask, pauseMs);
    return () => { clearTimeout(timer); gone.abort(); };
  }, [token, of, draft, language]);
  const isIts = state?.of === of;
  return { reading: isIts ? state.reading : undefined, problem: isIts ? state.problem : undefined };
}

export interface Founding {
  typed: Typed;
  step: StepName;
  faults: Faults;
  problem: Problem | null;
  isBusy: boolean;
  made: FoundedAssociation | undefined;
  change: (next: Partial<Typed>) => void;
  go: (step: StepName) => void;
  /** What stands in the way of the step now; undefined: the server could not be asked. */
  look: () => Promise<Faults | undefined>;
  make: () => Promise<void>;
}

export function useFounding(token: string): Founding {
  const [kept, setKept] = useState(() => recall(token));
  const [faults, setFaults] = useState<Faults>(nothing);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [made, setMade] = useState<FoundedAssociation>();
  const { typed, step } = kept;
  const latest = useRef(0);

  useEffect(() => { if (!made) keep(token, kept); }, [token, kept, made]);

  // As one types: a look at the first step, once the fingers rest. What could not be asked is asked at «next».
  useEffect(() => {
    if (step !== 'association') return;
    const turn = ++latest.current;
    const timer = setTimeout(() => {
      check(token, draftOf(typed, 'association')).then(({ obstacles }) => { if (turn === latest.current) setFaults(place(obstacles)); }, () => undefined);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [token, step, typed]);

  const tell = (caught: unknown) => {
    const told = asProblem(caught);
    setProblem(told);
    const [field] = placeObstacles(told.obstacles, fields).byField.keys();
    const back = field === undefined ? undefined : stepOf(field);
    if (back) setKept((old) => ({ ...old, step: back }));
  };
  return {
    typed, step, faults, problem, isBusy, made,
    change: (next) => { setProblem(null); setKept((old) => ({ ...old, typed: { ...old.typed, ...next } })); },
    go: (next) => { setProblem(null); setFaults(nothing); setKept((old) => ({ ...old, step: next })); },
    look: async () => {
      setBusy(true);
      ++latest.current;
      try {
        const found = place((await check(token, draftOf(typed, step))).obstacles);
        setFaults(found);
        setProblem(null);
        return found;
      } catch (caught) {
        setProblem(asProblem(caught));
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    make: async () => {
      setBusy(true);
      try {
        const answer = await client.post<FoundedAssociation>('association', { token, draft: draftOf(typed) }, { idempotencyKey: kept.key, timeoutMs: 60_000 });
        forget();
        setMade(answer);
      } catch (caught) {
        tell(caught);
      } finally {
        setBusy(false);
      }
    },
  };
}
