import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea, TextField } from '../../ui/TextField';
import { useClient, useMay } from '../context';
import { useDraft } from '../drafts';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { useDesk } from '../texts';
import { isReference } from './find_reference';
import type { RequestPage } from './model';

const fields = ['reference', 'reason'];

/** By its address (`id`) or by its number, which is asked for; the reason stands in the audit log. */
function GlassForm({ id, reference = '' }: { id?: string; reference?: string }) {
  const { glass, actions } = useDesk().request;
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [tried, setTried] = useState(false);
  const [typed, change, forget] = useDraft(`glass/${id ?? reference}`, () => ({ reference, reason: '' }));
  const reason = typed.reason.trim();
  const number = typed.reference.trim();
  const open = useMutation({
    mutationFn: () => (id === undefined ? client.post<RequestPage>('desk/break-glass', { reference: number, reason }) : client.post<RequestPage>(`desk/requests/${id}/break-glass`, { reason })),
    onSuccess: (page) => {
      forget();
      queries.setQueryData(['request', page.id], page);
      void queries.invalidateQueries({ queryKey: ['queue'] });
      if (id === undefined) void navigate({ to: '/requests/$request', params: { request: page.id }, replace: true });
    },
  });
  const problem = open.error ? asProblem(open.error) : null;
  const refused = fieldErrors(problem, fields);
  const edit = (part: Partial<typeof typed>) => {
    open.reset();
    change((old) => ({ ...old, ...part }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reason && (number || id !== undefined)) open.mutate();
  };
  return (
    <form className="stack glass-form" onSubmit={submit} noValidate>
      <p className="muted">{glass.text}</p>
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      {id === undefined && <TextField label={glass.number} name="reference" kind="phone" isRequired value={typed.reference} onChange={(next) => edit({ reference: next })} error={(tried && !number && glass.needNumber) || refused['reference']} />}
      <TextArea label={glass.reason} name="reason" isRequired rows={3} value={typed.reason} onChange={(next) => edit({ reason: next })} error={(tried && !reason && actions.form.needReason) || refused['reason']} />
      <div><Button type="submit" variant="danger" busy={open.isPending}>{glass.submit}</Button></div>
    </form>
  );
}

/** A missing request and a confidential one answer alike; who must see it writes why. */
export function BreakGlass({ id }: { id: string }) {
  const { request, states } = useDesk();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="card">
      <EmptyState icon={<SearchX />} title={states.missingTitle} action={may('request_break_glass') && !isOpen && <Button variant="quiet" onPress={() => setOpen(true)}>{request.glass.link}</Button>}>
        {states.missingText}
      </EmptyState>
      {isOpen && <GlassForm {...(isReference(id) ? { reference: id } : { id })} />}
    </div>
  );
}

export default function BreakGlassPage() {
  const { request, queue } = useDesk();
  const { reference = '' } = useSearch({ strict: false }) as { reference?: string };
  const title = request.glass.link;
  return (
    <Page title={title} crumbs={<><Crumb to="/queue">{queue.title}</Crumb><span aria-current="page">{title}</span></>}>
      <div className="card"><GlassForm key={reference} reference={reference} /></div>
    </Page>
  );
}
