import { useState } from 'react';
import type { RequestStanding } from '../../api/model';
import { sendOrKeep } from '../../api/outbox';
import { asProblem, type Problem } from '../../api/problem';
import { uuidv7 } from '../../api/ids';
import { toast } from '../../ui/feedback';
import { usePortal } from '../session';
import { useTexts } from '../texts';

interface Act {
  isBusy: boolean;
  problem: Problem | null;
  clear: () => void;
  /** True when it was done or is kept for later. */
  run: (path: string, body: unknown, done: string, onAnswer: (standing: RequestStanding) => void) => Promise<boolean>;
}

/** An act of the applicant on a request: now, or from the outbox when there is no connection. A retry keeps its key. */
export function useAct(standing: RequestStanding): Act {
  const texts = useTexts();
  const { client } = usePortal();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [key, setKey] = useState(uuidv7);
  const run: Act['run'] = async (path, body, done, onAnswer) => {
    setBusy(true);
    setProblem(null);
    try {
      const entry = { id: key, what: path, path: `portal/requests/${standing.id}/${path}`, body, ifMatch: standing.seq };
      const answer = await sendOrKeep<RequestStanding>(client, entry);
      setKey(uuidv7());
      toast(answer ? done : texts.standing.queued);
      if (answer) onAnswer(answer);
      return true;
    } catch (caught) {
      const found = asProblem(caught);
      setProblem(found);
      if (!found.mayRetry) setKey(uuidv7());
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, problem, clear: () => setProblem(null), run };
}
