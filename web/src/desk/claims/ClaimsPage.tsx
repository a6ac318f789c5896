import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowLeft, BadgeCheck, IdCard, UserRoundPlus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { ClaimRow, PersonFile, PersonHit, SightedDocument } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { isIdentityNumber } from '../../portal/form/rules';
import { Button } from '../../ui/Button';
import { EmptyState, toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDraft } from '../drafts';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import { SightedFields } from '../parts/SightedFields';
import { useRowKeys } from '../queue/use_row_keys';
import { personOptions } from '../people/people_data';
import { useDesk, wordFor } from '../texts';
import { claimsOptions } from './claims_data';

export default function ClaimsPage() {
  const { claims } = useDesk();
  const dates = useDates();
  const client = useClient();
  const rows = useQuery(claimsOptions(client));
  const box = useRowKeys();
  return (
    <Page title={claims.title} lead={claims.text} exported={{ path: 'desk/claims' }}>
      <Loaded query={rows}>
        {(items) => (items.length === 0 ? <div className="card"><EmptyState icon={<BadgeCheck />} title={claims.emptyTitle}>{claims.emptyText}</EmptyState></div> : (
          <section className="card card-flush" ref={box}>
            <p className="list-head muted small" role="status">{claims.waiting(items.length)}</p>
            <ul className="list rows">
              {items.map((row) => (
                <li key={row.claim}>
                  <Link className="row-item" data-row="" to="/claims/$claim" params={{ claim: row.claim }}>
                    <span className="avatar" aria-hidden="true"><IdCard size={18} /></span>
                    <span className="grow">
                      <b className="strong truncate"><bdi>{row.name}</bdi></b>
                      <span className="sub">{claims.since(dates.bothShort(row.at))}{row.reference && <> · <Numeric>{row.reference}</Numeric></>}</span>
                    </span>
                    <ArrowLeft className="row-arrow" aria-hidden="true" />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Loaded>
    </Page>
  );
}

function Side({ title, facts, isChosen }: { title: string; facts: readonly (readonly [string, string | undefined])[]; isChosen?: boolean }) {
  return (
    <div className="compare-side" data-chosen={isChosen}>
      <h3>{title}</h3>
      <dl className="facts">
        {facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value ? <bdi>{value}</bdi> : '—'}</dd></div>)}
      </dl>
    </div>
  );
}

/** What was claimed beside what stands on the chosen file. */
function Compare({ claim, hit }: { claim: ClaimRow; hit: PersonHit | undefined }) {
  const { claims, words } = useDesk();
  const client = useClient();
  const dates = useDates();
  const { data: file } = useQuery(personOptions(client, claim.party));
  const given = (field: string) => file?.values.find((value) => value.field === field)?.value;
  const birth = given('birth_date');
  return (
    <div className="compare">
      <Side
        title={claims.claimed}
        facts={[[claims.name, claim.name], [claims.identity, given('identity_number')], [claims.phone, file?.phones[0]?.masked], [wordFor(words.fields, 'birth_date'), birth && dates.bothDates(birth)], [claims.reference, claim.reference]]}
      />
      {hit && <Side isChosen title={hit.name} facts={[[claims.name, hit.name], [claims.identity, hit.identity_masked], [claims.phone, hit.phone_masked], [claims.branch, hit.branch]]} />}
    </div>
  );
}

const none: SightedDocument = { type: 'NAT', number: '', expires_on: '', calendar: 'hijri' };
const newFile = 'new';

function Match({ claim }: { claim: ClaimRow }) {
  const { claims, people, search } = useDesk();
  const common = useCommon();
  const dates = useDates();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft, forget] = useDraft(`claim/${claim.claim}`, () => ({ chosen: claim.candidates.length === 0 ? newFile : '', document: none }));
  const [tried, setTried] = useState(false);
  const { chosen, document } = draft;
  const hit = claim.candidates.find((one) => one.party === chosen);
  const save = useMutation({
    mutationFn: () => client.post<PersonFile>(`desk/claims/${claim.claim}/match`, { ...(hit && { party: hit.party }), document }),
    onSuccess: (file) => {
      forget();
      queries.setQueryData(['person', file.party], file);
      void queries.invalidateQueries({ queryKey: ['claims'] });
      toast(claims.matched);
      void navigate({ to: '/people/$party', params: { party: file.party }, replace: true });
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const numbered = document.type === 'NAT' || document.type === 'IQA';
  const numberFault = !document.number ? common.fields.requiredMissing : numbered && !isIdentityNumber(document.number) ? common.fields.notIdentity : undefined;
  const dateFault = document.expires_on ? undefined : common.fields.notDate;
  const errors = { ...fieldErrors(problem, ['number', 'expires_on', 'type', 'party']), ...(tried && numberFault && { number: numberFault }), ...(tried && dateFault && { expires_on: dateFault }) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (chosen && !numberFault && !dateFault) save.mutate();
  };
  const option = (id: string, body: React.ReactNode) => (
    <label key={id} className="choice">
      <input type="radio" name="candidate" value={id} checked={chosen === id} onChange={() => setDraft((old) => ({ ...old, chosen: id }))} />
      {body}
    </label>
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {problem && <ProblemAlert problem={problem} fields={['number', 'expires_on', 'type']} />}
      <section className="card stack">
        <h2>{claims.candidates}</h2>
        <div className="choice-list" role="radiogroup" aria-label={claims.candidates}>
          {claim.candidates.length === 0 && <p className="muted">{claims.candidatesNone}</p>}
          {claim.candidates.map((one) => option(one.party, (
            <span className="grow">
              <b><bdi>{one.name}</bdi></b>
              <span className="sub facts-line">
                {one.identity_masked && <Numeric>{one.identity_masked}</Numeric>}
                {one.phone_masked && <Numeric>{one.phone_masked}</Numeric>}
                <span>{people.matchedBy(wordFor(search.matchedBy, one.matched_by))}</span>
                {one.score !== undefined && <span>{people.score(`${dates.number(Math.round(one.score * 100))}%`)}</span>}
              </span>
            </span>
          )))}
          {option(newFile, <span className="row"><UserRoundPlus size={18} aria-hidden="true" /> {claims.candidateNew}</span>)}
        </div>
        {tried && !chosen && <p className="field-error" role="alert">{claims.choose}</p>}
        <Compare claim={claim} hit={hit} />
      </section>
      <section className="card stack">
        <h2>{claims.document}</h2>
        <p className="muted">{claims.documentText}</p>
        <SightedFields value={document} errors={errors} onChange={(next) => setDraft((old) => ({ ...old, document: next }))} />
      </section>
      <div className="form-foot"><Button type="submit" variant="primary" busy={save.isPending}>{hit ? claims.match : claims.matchNew}</Button></div>
    </form>
  );
}

export function ClaimPage() {
  const { claims } = useDesk();
  const client = useClient();
  const rows = useQuery(claimsOptions(client));
  const { claim: id = '' } = useParams({ strict: false }) as { claim?: string };
  const claim = rows.data?.find((row) => row.claim === id);
  return (
    <Page title={claim?.name ?? claims.title} tabTitle={claims.title} crumbs={<Crumb to="/claims">{claims.back}</Crumb>}>
      <Loaded query={rows}>
        {() => (claim ? <Match key={claim.claim} claim={claim} /> : <div className="card"><EmptyState icon={<BadgeCheck />} title={claims.emptyTitle}>{claims.emptyText}</EmptyState></div>)}
      </Loaded>
    </Page>
  );
}
