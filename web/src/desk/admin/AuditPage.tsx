import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { AuditRow } from '../../api/desk';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/choices';
import { EmptyState } from '../../ui/feedback';
import { TextField } from '../../ui/TextField';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { LoadMore } from '../parts/LoadMore';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import { useDesk, wordFor } from '../texts';
import { auditActorsOptions, auditOptions, type AuditSearch } from './admin_data';
import { actionSaid, auditDetail, shortReference } from './audit_words';

const names = ['action', 'request', 'who', 'party'] as const;

function readSearch(raw: Record<string, unknown>): AuditSearch {
  return Object.fromEntries(names.flatMap((name) => (typeof raw[name] === 'string' && raw[name] !== '' ? [[name, raw[name]]] : [])));
}

function Filters({ search }: { search: AuditSearch }) {
  const { audit } = useDesk().admin;
  const navigate = useNavigate();
  const [draft, setDraft] = useState<AuditSearch>(search);
  const go = (next: AuditSearch) => void navigate({ to: '/audit', search: readSearch(next as Record<string, unknown>) as Record<string, string>, replace: true });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(draft);
  };
  const change = (name: (typeof names)[number], value: string) => setDraft((old) => ({ ...old, [name]: value }));
  const actions = useActions();
  const { data: staff = [] } = useQuery(auditActorsOptions(useClient()));
  const people = staff.map((one) => ({ id: one.id, label: one.name }));
  return (
    <form className="card filters" onSubmit={submit} role="search" aria-label={audit.filters}>
      <Select label={audit.byAction} name="action" value={draft.action ?? ''} options={actions} emptyOption={audit.anyAction} onClear={() => change('action', '')} onChange={(action) => change('action', action)} />
      <Select label={audit.byWho} name="who" value={draft.who ?? ''} options={people} emptyOption={audit.anyWho} onClear={() => change('who', '')} onChange={(who) => change('who', who)} />
      <TextField label={audit.byRequest} name="request" kind="email" value={draft.request ?? ''} onChange={(text) => change('request', text)} />
      {search.party && <p className="muted">{audit.ofOnePerson}</p>}
      <div className="row">
        <Button type="submit" variant="primary">{audit.apply}</Button>
        {names.some((name) => search[name]) && <Button onPress={() => { setDraft({}); go({}); }}>{audit.clear}</Button>}
      </div>
    </form>
  );
}

/** The acts that the log can be asked for: each kind that has words; a request's are its events. */
function useActions(): { id: string; label: string }[] {
  const { words, request } = useDesk();
  const acts = Object.entries(words.auditActions).map(([id, label]) => ({ id: id.replace('_', '.'), label }));
  const known = new Set(acts.map((act) => act.id));
  const events = Object.entries(request.timeline.kinds).map(([id, label]) => ({ id: `request.${id}`, label })).filter((event) => !known.has(event.id) && !event.id.startsWith('request.step_'));
  return [...acts, ...events];
}

/** What was done, in words; an event of a request as its timeline says it. The code stands under it, for the filter. */
function ActionText({ action }: { action: string }) {
  const said = actionSaid(action, useDesk());
  return <>{said}<bdi className="ltr code sub">{action}</bdi></>;
}

function Detail({ row }: { row: AuditRow }) {
  const said = auditDetail(row, useDesk(), useDates());
  return said ? <>{said.join(' · ')}</> : <bdi className="ltr">{row.detail}</bdi>;
}

function ObjectLink({ row }: { row: AuditRow }) {
  const { admin: { audit }, words } = useDesk();
  if (row.hidden) return <span className="muted">{words.classes.confidential}</span>;
  if (row.request) return <Link to="/requests/$request" params={{ request: row.request }}><Numeric>{row.reference ?? audit.openRequest}</Numeric></Link>;
  if (row.party) {
    return (
      <span className="cell-links">
        <Link to="/people/$party" params={{ party: row.party }}>{audit.openPerson}</Link>
        <Link className="sub" to="/audit" search={{ party: row.party }}>{audit.onlyPerson}</Link>
      </span>
    );
  }
  if (row.object_name) return <bdi>{row.object_name}</bdi>;
  return <bdi className="ltr code">{shortReference(row.object)}</bdi>;
}

export default function AuditPage() {
  const { admin, words } = useDesk();
  const { audit } = admin;
  const dates = useDates();
  const client = useClient();
  const search = readSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const list = useInfiniteQuery(auditOptions(client, search));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={audit.title} lead={audit.text} exported={{ path: 'desk/audit', query: { ...search } }}>
      <Filters key={JSON.stringify(search)} search={search} />
      <section className="card card-flush">
        <Loaded query={list}>
          {() => (rows.length === 0 ? <EmptyState icon={<ScrollText />} title={audit.emptyTitle}>{audit.emptyText}</EmptyState> : (
            <>
              <div className="table-wrap">
                <table className="table table-stacked">
                  <caption className="hidden-visually">{audit.table}</caption>
                  <thead><tr><th scope="col">{audit.at}</th><th scope="col">{audit.who}</th><th scope="col">{audit.action}</th><th scope="col">{audit.object}</th><th scope="col">{audit.detail}</th><th scope="col">{audit.seq}</th></tr></thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={row.seq}>
                        <td className="nowrap" data-label={audit.at}><time dateTime={row.at}>{dates.stamp(row.at)}</time></td>
                        <th scope="row" data-label={audit.who}><bdi>{row.who_name ?? wordFor(words.roles, row.who_kind)}</bdi>{row.role && <span className="sub">{wordFor(words.roles, row.role)}</span>}</th>
                        <td data-label={audit.action}><ActionText action={row.action} /></td>
                        <td data-label={audit.object}><ObjectLink row={row} /></td>
                        <td data-label={audit.detail} className="cell-detail"><Detail row={row} /></td>
                        <td data-label={audit.seq} className="numbers">{dates.number(row.seq)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <LoadMore hasNext={list.hasNextPage} isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
            </>
          ))}
        </Loaded>
      </section>
    </Page>
  );
}
