import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea } from '../../ui/TextField';
import { useClient, useMay } from '../context';
import { useDraft } from '../drafts';
import { useDesk } from '../texts';
import type { RequestPage } from './model';

/** A missing request and a confidential one answer alike; who must see it writes why; it stands in the audit log. */
export function BreakGlass({ id }: { id: string }) {
  const { request, states } = useDesk();
  const { glass, actions } = request;
  const client = useClient();
  const may = useMay();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [tried, setTried] = useState(false);
  const [reason, setReason, forget] = useDraft(`glass/${id}`, () => '');
  const open = useMutation({
    mutationFn: () => client.post<RequestPage>(`desk/requests/${id}/break-glass`, { reason: reason.trim() }),
    onSuccess: (page) => { forget(); queries.setQueryData(['request', id], page); },
  });
  const problem = open.error ? asProblem(open.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reason.trim()) open.mutate();
  };
  return (
    <div className="card">
      <EmptyState icon={<SearchX />} title={states.missingTitle} action={may('request_break_glass') && !isOpen && <Button variant="quiet" onPress={() => setOpen(true)}>{glass.link}</Button>}>
        {states.missingText}
      </EmptyState>
      {isOpen && (
        <form className="stack glass-form" onSubmit={submit} noValidate>
          <h2>{glass.title}</h2>
          <p className="muted">{glass.text}</p>
          {problem && <ProblemAlert problem={problem} fields={['reason']} />}
          <TextArea label={glass.reason} name="reason" isRequired rows={3} value={reason} onChange={setReason} error={(tried && !reason.trim() && actions.form.needReason) || fieldErrors(problem, ['reason'])['reason']} />
          <div><Button type="submit" variant="danger" busy={open.isPending}>{glass.submit}</Button></div>
        </form>
      )}
    </div>
  );
}
