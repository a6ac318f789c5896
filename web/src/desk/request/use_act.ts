import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import { uuidv7 } from '../../api/ids';
import { asProblem, type Problem } from '../../api/problem';
import { toast } from '../../ui/feedback';
import { useClient } from '../context';
import { useDesk } from '../texts';
import type { ActCall } from './acts';
import type { RequestPage } from './model';

// Somebody acted meanwhile: since which entry of the timeline, by request.
const conflicts = new Map<string, number>();
const listeners = new Set<() => void>();
function setConflict(request: string, sinceSeq: number | undefined): void {
  if (sinceSeq === undefined) conflicts.delete(request);
  else conflicts.set(request, sinceSeq);
  for (const listener of listeners) listener();
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export function useConflict(request: string): [number | undefined, () => void] {
  const since = useSyncExternalStore(subscribe, () => conflicts.get(request));
  return [since, useCallback(() => setConflict(request, undefined), [request])];
}

/** Somebody acted meanwhile: the page tells what changed, instead of an error. Other conflicts say themselves what they are. */
export function isChanged(problem: Problem): boolean {
  if (problem.status === 412) return true;
  return problem.status === 409 && (problem.obstacles.length === 0 || problem.obstacles.some((obstacle) => obstacle.code === 'request.changed_meanwhile'));
}

export interface Act {
  run: (call: ActCall, method?: 'post' | 'put') => Promise<boolean>;
  isBusy: boolean;
  problem: Problem | null;
  reset: () => void;
}

/**
 * Does one thing to the request. The answer is the new page; a conflict brings the new page too, says what changed, and
 * leaves what was typed. One idempotency key an intent: a retry after silence is the same act, a changed form a new one.
 */
export function useAct(page: RequestPage, onDone?: () => void, doneText?: string): Act {
  const client = useClient();
  const queries = useQueryClient();
  const { request } = useDesk();
  const intent = useRef({ content: '', key: '' });
  const mutation = useMutation({
    mutationFn: ({ call, method }: { call: ActCall; method: 'post' | 'put' }) => {
      const content = JSON.stringify([call, page.seq]);
      if (intent.current.content !== content) intent.current = { content, key: uuidv7() };
      return client[method]<RequestPage>(`desk/requests/${page.id}/${call.path}`, call.body, { ifMatch: page.seq, idempotencyKey: intent.current.key });
    },
    onSuccess: (next) => {
      intent.current = { content: '', key: '' };
      setConflict(page.id, undefined);
      queries.setQueryData(['request', next.id], next);
      if (next.id !== page.id) void queries.invalidateQueries({ queryKey: ['request', page.id] });
      void queries.invalidateQueries({ queryKey: ['queue'] });
      toast(doneText ?? request.actions.done);
      onDone?.();
    },
    onError: (error) => {
      const problem = asProblem(error);
      if (!isChanged(problem) && problem.status !== 409) return;
      intent.current = { content: '', key: '' };
      if (isChanged(problem)) setConflict(page.id, page.seq);
      void queries.invalidateQueries({ queryKey: ['request', page.id] });
    },
  });
  return {
    run: (call, method = 'post') => mutation.mutateAsync({ call, method }).then(() => true, () => false),
    isBusy: mutation.isPending,
    problem: mutation.error ? asProblem(mutation.error) : null,
    reset: mutation.reset,
  };
}
