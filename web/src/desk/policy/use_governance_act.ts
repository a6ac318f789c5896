import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asProblem, type Problem } from '../../api/problem';
import { toast } from '../../ui/feedback';

export interface Act {
  run: () => void;
  isBusy: boolean;
  problem: Problem | null;
}

/** An act on the policy: whatever is shown of versions, drafts and readers is asked for again after it. */
export function useGovernanceAct(act: () => Promise<unknown>, said: string, onDone?: () => void): Act {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: act,
    onSuccess: () => {
      for (const key of ['policy', 'policy-versions', 'policy-drafts', 'policy-readers', 'policy-differences', 'contractors', 'me']) void queries.invalidateQueries({ queryKey: [key] });
      toast(said);
      onDone?.();
    },
  });
  return { run: () => mutation.mutate(), isBusy: mutation.isPending, problem: mutation.error ? asProblem(mutation.error) : null };
}
