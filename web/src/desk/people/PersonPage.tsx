import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { BadgeCheck, Eye, EyeOff, History, IdCard, Pencil, Plus, Smartphone } from 'lucide-react';
import { useState } from 'react';
import type { PersonFile } from '../../api/desk';
import { today } from '../../ui/dates';
import { Button } from '../../ui/Button';
import { Alert, Chip } from '../../ui/feedback';
import { useClient, useMay } from '../context';
import { useDates } from '../formats';
import { DueMark } from '../parts/DueMark';
import { Loaded } from '../parts/Loaded';
import { Crumb, LinkButton } from '../parts/links';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import { StatusChip } from '../parts/StatusChip';
import { Merges } from '../duplicates/Merges';
import { useDesk, wordFor } from '../texts';
import { FileRetentionCard } from '../retention/FileRetentionCard';
import { PersonRights } from '../privacy/PersonRights';
import { Died, NoteDeath } from './Death';
import { AddPhone, EditValue } from './EditPerson';
import { boundFields, grouped } from './fields';
import { AddValue } from './file/AddValue';
import { Assessments } from './file/Assessments';
import { HouseholdCard } from './file/HouseholdCard';
import { ProvePhone } from './file/ProvePhone';
import { RepresentativesCard } from './file/RepresentativesCard';
import { VerifyDialog } from './file/VerifyDialog';
import { personOptions } from './people_data';
import { ValueText } from './ValueText';

type Value = PersonFile['values'][number];
export const nameOf = (file: PersonFile): string => file.values.find((value) => value.field === 'full_name')?.value ?? '';

function Checked({ value }: { value: Value }) {
  const { person, personFile } = useDesk();
  const dates = useDates();
  if (!value.verified_at) return <span> · {person.unverified}</span>;
  return (
    <>
      <span className="mark-ok"><BadgeCheck aria-hidden="true" /> {person.verified(dates.bothShort(value.verified_at))}</span>
      {value.again_on && value.due && <span className="mark-error"> · {personFile.dueAgain(dates.bothShort(value.again_on))}</span>}
    </>
  );
}

function OneValue({ value, onEdit }: { value: Value; onEdit: (() => void) | undefined }) {
  const { person, words } = useDesk();
  const dates = useDates();
  const label = wordFor(words.fields, value.field);
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className="grow">
          <span className="value-text"><ValueText value={value} /></span>
          <span className="sub">
            {wordFor(words.sources, value.source)}{value.by && ` ${person.by(dates.name(value.by))}`} · {dates.bothShort(value.at)} <Checked value={value} />
          </span>
        </span>
        {onEdit && <Button variant="quiet" size="small" aria-label={person.edit(label)} icon={<Pencil aria-hidden="true" />} onPress={onEdit} />}
      </dd>
    </div>
  );
}

function Values({ file, onEdit }: { file: PersonFile; onEdit: (value: Value) => void }) {
  const { person, words } = useDesk();
  const mayEdit = useMay()('person_edit') && !file.died;
  if (file.values.length === 0) return <p className="muted">{person.noValues}</p>;
  return (
    <>
      {grouped(file.values).map(({ group, values }) => (
        <section key={group} className="stack-small" aria-label={wordFor(words.groups, group)}>
          <h3 className="sub">{wordFor(words.groups, group)}</h3>
          <dl className="values">{values.map((value) => <OneValue key={value.field} value={value} onEdit={mayEdit && !boundFields.has(value.field) ? () => onEdit(value) : undefined} />)}</dl>
        </section>
      ))}
    </>
  );
}

function Hidden({ masked, full }: { masked: string; full: string }) {
  const { person } = useDesk();
  const [isShown, setShown] = useState(false);
  return (
    <span className="row">
      <Numeric>{isShown ? full : masked}</Numeric>
      <Button variant="quiet" size="small" aria-label={isShown ? person.hideNumber : person.showNumber} icon={isShown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />} onPress={() => setShown(!isShown)} />
    </span>
  );
}

function Identities({ file }: { file: PersonFile }) {
  const { person, words } = useDesk();
  const dates = useDates();
  if (file.identities.length === 0) return <p className="muted">{person.noIdentities}</p>;
  return (
    <ul className="list fact-list">
      {file.identities.map((identity) => {
        const isExpired = identity.expires_on !== undefined && identity.expires_on < today();
        return (
          <li key={identity.number}>
            <IdCard aria-hidden="true" />
            <div className="grow">
              <div className="spread"><b>{wordFor(words.identityTypes, identity.type)}</b><Hidden masked={identity.number_masked} full={identity.number} /></div>
              {identity.expires_on && (
                <span className={isExpired ? 'sub mark-error' : 'sub'}>{(isExpired ? person.expired : person.expires)(dates.bothDates(identity.expires_on))}</span>
              )}
              <span className="sub">{identity.sighted_by && identity.sighted_at ? person.sighted(dates.name(identity.sighted_by), dates.bothShort(identity.sighted_at)) : person.notSighted}</span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Phones({ file, onAdd }: { file: PersonFile; onAdd: () => void }) {
  const { person, personFile } = useDesk();
  const dates = useDates();
  const mayEdit = useMay()('person_edit') && !file.died;
  const [proved, setProved] = useState<string | null>(null);
  return (
    <>
      {file.phones.length === 0 ? <p className="muted">{person.noPhones}</p> : (
        <ul className="list fact-list">
          {file.phones.map((phone) => (
            <li key={phone.number}>
              <Smartphone aria-hidden="true" />
              <div className="grow">
                <Hidden masked={phone.masked} full={phone.number} />
                <span className="sub">{phone.verified_at ? person.verified(dates.bothShort(phone.verified_at)) : person.unverified}</span>
              </div>
              {mayEdit && file.kind === 'party' && !phone.verified_at && <Button size="small" aria-label={personFile.prove(phone.masked)} onPress={() => setProved(phone.number)}>{personFile.proveShort}</Button>}
            </li>
          ))}
        </ul>
      )}
      {mayEdit && <div><Button size="small" icon={<Plus aria-hidden="true" />} onPress={onAdd}>{person.addPhone}</Button></div>}
      {proved && <ProvePhone file={file} phone={proved} onClose={() => setProved(null)} />}
    </>
  );
}

function Requests({ file }: { file: PersonFile }) {
  const { person } = useDesk();
  const dates = useDates();
  if (file.requests.length === 0) return <p className="muted card-pad">{person.noRequests}</p>;
  return (
    <ul className="list rows">
      {file.requests.map((card) => (
        <li key={card.id}>
          <Link className="row-item" to="/requests/$request" params={{ request: card.id }}>
            <span className="grow">
              <b className="strong">{dates.words(card.kind_title)}</b>
              <span className="sub"><Numeric>{card.reference}</Numeric> · {dates.bothShort(card.received_at)}{card.step_title && card.status !== 'closed' && <> · {dates.words(card.step_title)}</>}</span>
            </span>
            {card.due && card.status === 'open' && <DueMark due={card.due} />}
            <StatusChip status={card.status} outcome={card.outcome} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Consents({ file }: { file: PersonFile }) {
  const { person } = useDesk();
  const dates = useDates();
  if (file.consents.length === 0) return <p className="muted">{person.noConsents}</p>;
  return (
    <ul className="list fact-list">
      {file.consents.map((consent) => (
        <li key={consent.purpose}>
          <div className="grow">
            <b className="strong">{dates.words(consent.text) || consent.purpose}</b>
            <span className="sub">
              {consent.withdrawn_at ? person.consentWithdrawn(dates.bothShort(consent.withdrawn_at)) : consent.given_at ? person.consentGiven(dates.bothShort(consent.given_at)) : person.consentNone}
              {' · '}{person.noticeVersion(dates.number(consent.notice_version))}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function ValueActs({ file }: { file: PersonFile }) {
  const { personFile } = useDesk();
  const may = useMay();
  const [open, setOpen] = useState<'add' | 'verify' | null>(null);
  if (!may('person_edit') || file.died) return null;
  return (
    <div className="row-wrap">
      <Button size="small" icon={<Plus aria-hidden="true" />} onPress={() => setOpen('add')}>{personFile.add}</Button>
      {file.values.some((value) => value.changes) && <Button size="small" icon={<BadgeCheck aria-hidden="true" />} onPress={() => setOpen('verify')}>{personFile.verifyTitle}</Button>}
      {open === 'add' && <AddValue file={file} onClose={() => setOpen(null)} />}
      {open === 'verify' && <VerifyDialog file={file} onClose={() => setOpen(null)} />}
    </div>
  );
}

function File({ file }: { file: PersonFile }) {
  const { person, people, personFile, privacy, words } = useDesk();
  const may = useMay();
  const [edited, setEdited] = useState<Value | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [isNotingDeath, setNotingDeath] = useState(false);
  const name = nameOf(file) || people.title;
  const actions = (
    <>
      {file.kind === 'claim' && may('claim_match') && <LinkButton to="/claims" icon={<IdCard aria-hidden="true" />}>{person.match}</LinkButton>}
      <LinkButton to="/people/$party/timeline" params={{ party: file.party }} icon={<History aria-hidden="true" />}>{personFile.timelineLink}</LinkButton>
      {may('request_open') && !file.died && <LinkButton variant="primary" to="/requests/new" search={{ party: file.party }} icon={<Plus aria-hidden="true" />}>{person.newRequest}</LinkButton>}
    </>
  );
  const chips = (
    <span className="row-wrap">
      <Chip tone={file.kind === 'party' ? 'ok' : 'warn'}>{file.kind === 'party' ? person.party : person.claim}</Chip>
      {file.class !== 'ordinary' && <Chip>{wordFor(words.classes, file.class)}</Chip>}
      {file.branch && <Chip isPlain>{file.branch}</Chip>}
      <span className="muted">{person.requestsCount(file.requests.length)}</span>
    </span>
  );
  return (
    <Page title={name} tabTitle={people.title} lead={chips} actions={actions} crumbs={<Crumb to="/people">{people.title}</Crumb>}>
      <Died file={file} />
      {file.kind === 'claim' && <Alert tone="warn">{person.claimText}</Alert>}
      <div className="columns columns-person">
        <div className="stack">
          <section className="card stack" aria-labelledby="person-values"><h2 id="person-values">{person.values}</h2><Values file={file} onEdit={setEdited} /><ValueActs file={file} /></section>
          <Assessments file={file} />
          <section className="card card-flush" aria-labelledby="person-requests"><h2 id="person-requests" className="list-head">{person.requests}</h2><Requests file={file} /></section>
        </div>
        <div className="stack">
          <section className="card stack" aria-labelledby="person-identities"><h2 id="person-identities">{person.identities}</h2><Identities file={file} /></section>
          <section className="card stack" aria-labelledby="person-phones"><h2 id="person-phones">{person.phones}</h2><Phones file={file} onAdd={() => setAdding(true)} /></section>
          <section className="card stack" aria-labelledby="person-consents"><h2 id="person-consents">{person.consents}</h2><Consents file={file} /></section>
          {file.kind === 'party' && <RepresentativesCard file={file} />}
          {file.kind === 'party' && <HouseholdCard file={file} />}
          <Merges file={file} />
          <PersonRights file={file} />
          {may('person_erase') && <FileRetentionCard party={file.party} />}
          {file.kind === 'party' && may('person_edit') && !file.died && <div><Button size="small" onPress={() => setNotingDeath(true)}>{privacy.noteDeath}</Button></div>}
        </div>
      </div>
      {edited && <EditValue file={file} field={edited.field} value={edited.value} calendar={edited.calendar} onClose={() => setEdited(null)} />}
      {isNotingDeath && <NoteDeath file={file} onClose={() => setNotingDeath(false)} />}
      {isAdding && <AddPhone file={file} onClose={() => setAdding(false)} />}
    </Page>
  );
}

export default function PersonPage() {
  const client = useClient();
  const { party = '' } = useParams({ strict: false }) as { party?: string };
  const file = useQuery(personOptions(client, party));
  const { people } = useDesk();
  if (!file.data) return <Page title={people.title} crumbs={<Crumb to="/people">{people.title}</Crumb>}><Loaded query={file}>{() => null}</Loaded></Page>;
  return <File file={file.data} />;
}
