import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { BadgeCheck, UserRound, UserRoundPlus, UserRoundSearch, UserRoundX } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PersonHit } from '../../api/desk';
import { EmptyState } from '../../ui/feedback';
import { useFormats } from '../../ui/texts';
import { TextField } from '../../ui/TextField';
import { useClient, useMay } from '../context';
import { Loaded } from '../parts/Loaded';
import { LinkButton } from '../parts/links';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import { useSettled } from '../parts/use_settled';
import { useRowKeys } from '../queue/use_row_keys';
import { useDesk } from '../texts';
import { findPeopleOptions, isEnough } from './people_data';
import { MarkedName, useWhyFound } from './WhyFound';

/** What tells people of one name apart, as far as a list shows it. */
export function HitFacts({ hit }: { hit: PersonHit }) {
  return (
    <span className="sub facts-line">
      {hit.identity_masked && <Numeric>{hit.identity_masked}</Numeric>}
      {hit.phone_masked && <Numeric>{hit.phone_masked}</Numeric>}
      {hit.branch && <span>{hit.branch}</span>}
    </span>
  );
}

/** One person found: who, by what, and how alike where a name was looked for. */
export function PersonLine({ hit }: { hit: PersonHit }) {
  const { people } = useDesk();
  const { number } = useFormats();
  const whyFound = useWhyFound();
  return (
    <>
      <span className="avatar" aria-hidden="true"><UserRound size={18} /></span>
      <span className="grow">
        <b className="truncate strong"><MarkedName hit={hit} /></b>
        <HitFacts hit={hit} />
      </span>
      <span className="sub hit-why">
        <span>{people.matchedBy(whyFound(hit))}</span>
        {hit.matched_by === 'name' && hit.score !== undefined && <span>{people.score(`${number(Math.round(hit.score * 100))}%`)}</span>}
      </span>
    </>
  );
}

function Results({ q, hits }: { q: string; hits: readonly PersonHit[] }) {
  const { people } = useDesk();
  const may = useMay();
  const box = useRowKeys('.find-people input');
  const register = may('person_register') && <LinkButton to="/people/new" search={{ q }} variant={hits.length === 0 ? 'primary' : 'secondary'} icon={<UserRoundPlus aria-hidden="true" />}>{people.register}</LinkButton>;
  if (hits.length === 0) {
    return <div className="card"><EmptyState icon={<UserRoundX />} title={people.noneTitle(q)} action={register}>{people.noneText}</EmptyState></div>;
  }
  return (
    <section className="card card-flush" ref={box}>
      <div className="list-head">
        <span className="muted small" role="status">{people.found(hits.length)}</span>
        <span className="grow" />
        {register}
      </div>
      <ul className="list rows">
        {hits.map((hit) => (
          <li key={`${hit.party}/${hit.request ?? ''}`}>
            {hit.request
              ? <Link className="row-item" data-row="" to="/requests/$request" params={{ request: hit.request }}><PersonLine hit={hit} /></Link>
              : <Link className="row-item" data-row="" to="/people/$party" params={{ party: hit.party }}><PersonLine hit={hit} /></Link>}
          </li>
        ))}
      </ul>
    </section>
  );
}

export default function PeoplePage() {
  const { people, personFile } = useDesk();
  const client = useClient();
  const may = useMay();
  const navigate = useNavigate();
  const { q: asked = '' } = useSearch({ strict: false }) as { q?: string };
  const [typed, setTyped] = useState(asked);
  const settled = useSettled(typed).trim();
  const found = useQuery(findPeopleOptions(client, settled));
  useEffect(() => {
    if (settled !== asked) void navigate({ to: '/people', search: settled ? { q: settled } : {}, replace: true });
  }, [settled, asked, navigate]);
  return (
    <Page title={people.title} exported={isEnough(settled) && { path: 'desk/people', query: { q: settled } }} actions={may('person_edit') && <LinkButton to="/people/verifications" icon={<BadgeCheck aria-hidden="true" />}>{personFile.dueLink}</LinkButton>}>
      <div className="card find-people"><TextField kind="search" label={people.findLabel} hint={people.findHint} value={typed} onChange={setTyped} autoFocus /></div>
      {!isEnough(settled) ? (
        <div className="card">
          <EmptyState icon={<UserRoundSearch />} title={people.startTitle} action={may('person_register') && <LinkButton to="/people/new" search={{ q: typed.trim() }} icon={<UserRoundPlus aria-hidden="true" />}>{people.register}</LinkButton>}>
            {people.startText}
          </EmptyState>
        </div>
      ) : <Loaded query={found}>{(hits) => <Results q={settled} hits={hits} />}</Loaded>}
    </Page>
  );
}
