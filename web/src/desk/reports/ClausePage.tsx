import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { Select } from '../../ui/choices';
import { Chip, EmptyState } from '../../ui/feedback';
import { useClient } from '../context';
import { useDates } from '../formats';
import { DueMark } from '../parts/DueMark';
import { Loaded } from '../parts/Loaded';
import { LoadMore } from '../parts/LoadMore';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import { controlTone } from '../parts/status_tone';
import { useRowKeys } from '../queue/use_row_keys';
import { controlLabel } from '../request/form_fields';
import { useDesk, wordFor } from '../texts';
import { clauseRequestsOptions, outcomes, reportOptions } from './reports_data';

interface Search {
  outcome?: string;
  control?: string;
  from?: string;
  to?: string;
}
const names = ['outcome', 'control', 'from', 'to'] as const;

/** The very requests behind a number of the report. */
export default function ClausePage() {
  const desk = useDesk();
  const { clauses } = desk.admin;
  const dates = useDates();
  const client = useClient();
  const navigate = useNavigate();
  const { clause = '' } = useParams({ strict: false }) as { clause?: string };
  const raw = useSearch({ strict: false }) as Search;
  const search: Search = Object.fromEntries(names.flatMap((name) => (typeof raw[name] === 'string' && raw[name] !== '' ? [[name, raw[name]]] : [])));
  const { data: report } = useQuery(reportOptions(client, search));
  const row = report?.items.find((one) => one.clause === clause);
  const list = useInfiniteQuery(clauseRequestsOptions(client, clause, search));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const nameOf = (control: string) => {
    const found = row?.controls.find((one) => one.control === control);
    return found && controlLabel(desk, `${found.kind}.${found.name}`);
  };
  const box = useRowKeys();
  const change = (part: Search) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value));
    void navigate({ to: '/clauses/$clause', params: { clause }, search: next, replace: true });
  };
  return (
    <Page title={clauses.requestsTitle(clause)} lead={row && dates.words(row.text)} exported={{ path: `desk/reports/clauses/${clause}/requests`, query: { ...search } }} crumbs={<Crumb to="/clauses">{clauses.back}</Crumb>}>
      <div className="card filters">
        <Select
          label={clauses.outcome} value={search.outcome ?? ''} emptyOption={clauses.everyOutcome} onClear={() => change({ outcome: undefined })}
          options={outcomes.map((id) => ({ id, label: wordFor(desk.words.controlOutcomes, id) }))} onChange={(outcome) => change({ outcome })}
        />
        <Select
          label={clauses.control} value={search.control ?? ''} emptyOption={clauses.everyControl} onClear={() => change({ control: undefined })}
          options={(row?.controls ?? []).map((one) => ({ id: one.control, label: controlLabel(desk, `${one.kind}.${one.name}`) }))} onChange={(control) => change({ control })}
        />
      </div>
      <Loaded query={list}>
        {() => (rows.length === 0 ? <div className="card"><EmptyState icon={<SearchX />} title={clauses.noneTitle}>{clauses.noneText}</EmptyState></div> : (
          <section className="card card-flush" ref={box}>
            <ul className="list rows">
              {rows.map((one, index) => (
                <li key={`${one.request}/${index}`}>
                  <Link className="row-item" data-row="" to="/requests/$request" params={{ request: one.request }} search={{ tab: 'clauses' }}>
                    <span className="grow"><b className="strong"><Numeric>{one.reference}</Numeric></b><span className="sub">{[dates.words(one.kind_title), !search.control && nameOf(one.control)].filter(Boolean).join(' · ')}</span></span>
                    {one.due && <span className="nowrap">{one.outcome === 'owed' || one.outcome === 'late' ? <DueMark due={one.due} /> : dates.bothShort(one.due)}</span>}
                    <Chip tone={controlTone(one.outcome)}>{wordFor(desk.words.controlOutcomes, one.outcome)}</Chip>
                  </Link>
                </li>
              ))}
            </ul>
            <LoadMore hasNext={list.hasNextPage} isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          </section>
        ))}
      </Loaded>
    </Page>
  );
}
