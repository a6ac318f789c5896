import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, Copy, Eye, EyeOff, FolderOpen, IdCard, UserRound } from 'lucide-react';
import { Button } from '../../ui/Button';
import { Alert, Chip, toast } from '../../ui/feedback';
import { branchesOptions } from '../admin/admin_data';
import { useClient, useMay } from '../context';
import { useCommon } from '../../ui/texts';
import { useDates } from '../formats';
import { BothDates } from '../parts/BothDates';
import { DueMark } from '../parts/DueMark';
import { LinkButton } from '../parts/links';
import { Numeric } from '../parts/Reference';
import { StatusChip } from '../parts/StatusChip';
import { useDesk, wordFor } from '../texts';
import { stepOf, type NextStep, type RequestPage } from './model';

/** Of a confidential request the name shows only when it is asked for; of one without a person, that there is none. */
function PersonName({ page, isShown, onShow }: { page: RequestPage; isShown: boolean; onShow: (isShown: boolean) => void }) {
  const { request } = useDesk();
  const dates = useDates();
  const isSecret = page.confidentiality === 'confidential';
  const name = page.beneficiary?.name;
  const neutral = isSecret || !name;
  const text = isSecret ? request.page.neutralPerson(dates.reference(page.reference)) : request.page.noPerson;
  return (
    <>
      <h1 tabIndex={-1} className="request-name"><bdi>{neutral && !isShown ? text : name}</bdi></h1>
      {isSecret && name && (
        <Button variant="quiet" size="small" aria-label={isShown ? request.page.hideName : request.page.showName} icon={isShown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />} onPress={() => onShow(!isShown)} />
      )}
    </>
  );
}

/** The procedure as a line of steps: where it stands, at a glance. Steps side by side are both open. */
export function StepsTrack({ page }: { page: RequestPage }) {
  const { request, words } = useDesk();
  const dates = useDates();
  const noteOf = (step: RequestPage['steps'][number]) => {
    if (step.status === 'done' && step.done_at) return dates.shortDate(step.done_at);
    return step.optional && step.status === 'waiting' ? request.page.optional : wordFor(words.stepStatus, step.status);
  };
  return (
    <ol className="track" aria-label={request.page.steps}>
      {page.steps.map((step) => (
        <li key={step.id} data-state={step.status} aria-current={step.status === 'open' ? 'step' : undefined}>
          <span className="track-mark" aria-hidden="true">{step.status === 'done' && <Check />}</span>
          <span className="track-name">{dates.words(step.title)}</span>
          <span className="track-note">
            {noteOf(step)}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Next({ page, step }: { page: RequestPage; step: NextStep }) {
  const { request, words } = useDesk();
  const dates = useDates();
  const title = stepOf(page, step.step)?.title;
  const name = typeof step.assignee === 'object' ? step.assignee.name : step.assignee && step.assignee === page.assignee?.id ? page.assignee.name : undefined;
  const waits = dates.isAhead(step.earliest);
  return (
    <li className="next-step">
      <div className="spread"><b className="strong">{title ? dates.words(title) : step.step}</b><DueMark due={step.due} /></div>
      <dl className="facts facts-inline">
        <div><dt>{request.page.whoNext}</dt><dd>{name ? <bdi>{name}</bdi> : dates.list(step.who.map((role) => wordFor(words.roles, role)))}</dd></div>
        {waits && step.earliest && <div><dt>{request.page.notBefore}</dt><dd><BothDates iso={step.earliest} /></dd></div>}
        {step.due && <div><dt>{request.page.byWhen}</dt><dd><BothDates iso={step.due} /></dd></div>}
      </dl>
    </li>
  );
}

/** Who must act next, and by when: one for each open step. */
export function NextSteps({ page }: { page: RequestPage }) {
  const { request } = useDesk();
  return (
    <section className="card next" aria-labelledby="next-title">
      <h2 id="next-title">{request.page.nextTitle}</h2>
      {page.next.length === 0 ? <p className="muted">{request.page.nobodyNext}</p> : <ul className="list stack">{page.next.map((step) => <Next key={step.step} page={page} step={step} />)}</ul>}
    </section>
  );
}

function Notices({ page }: { page: RequestPage }) {
  const { request, words } = useDesk();
  const dates = useDates();
  const returned = page.returned;
  const titles = returned?.items.map((id) => dates.words(page.items.find((item) => item.id === id)?.title) || id);
  const linked = (text: (reference: string) => string, related: { request: string; reference: string }) => (
    <Alert tone="info" action={<LinkButton size="small" to="/requests/$request" params={{ request: related.request }}>{related.reference}</LinkButton>}>{text('')}</Alert>
  );
  return (
    <>
      {returned && (
        <Alert tone="warn" title={request.page.returnedTitle}>
          {returned.reason && <p><bdi>{returned.reason}</bdi></p>}
          {titles && titles.length > 0 && <p>{dates.list(titles)}</p>}
          {returned.until && <p>{request.page.returnedUntil(dates.bothDates(returned.until))}</p>}
        </Alert>
      )}
      {page.status === 'closed' && page.outcome && <Alert tone="neutral">{request.page.closedTitle(wordFor(words.outcomes, page.outcome))}</Alert>}
      {page.about && linked(request.page.about, page.about)}
      {page.appeal && linked(request.page.appealed, page.appeal)}
      {page.break_glass_until && <Alert tone="warn" icon={<EyeOff aria-hidden="true" />}>{request.page.breakGlassUntil(dates.stamp(page.break_glass_until))}</Alert>}
    </>
  );
}

interface RequestHeaderProps {
  page: RequestPage;
  /** Whether a confidential person is named; asked for anew on each page. */
  isShown: boolean;
  onShow: (isShown: boolean) => void;
}

export function RequestHeader({ page, isShown, onShow }: RequestHeaderProps) {
  const { request, words } = useDesk();
  const common = useCommon();
  const dates = useDates();
  const may = useMay();
  const client = useClient();
  const { data: branches } = useQuery(branchesOptions(client));
  const branch = branches?.find((one) => one.id === page.branch);
  const isClaim = page.beneficiary?.kind === 'claim';
  const maySay = page.confidentiality !== 'confidential' || isShown;
  const other = maySay && page.applicant && page.applicant.party !== page.beneficiary?.party ? page.applicant : undefined;
  const copy = () => void navigator.clipboard.writeText(page.reference).then(() => toast(request.page.copied));
  return (
    <>
      <header className="card request-head">
        <div className="request-title">
          <span className="avatar avatar-large" aria-hidden="true">{page.confidentiality === 'confidential' || !page.beneficiary?.name ? <UserRound size={22} /> : [...page.beneficiary.name][0]}</span>
          <div className="grow">
            <div className="row-wrap">
              <PersonName page={page} isShown={isShown} onShow={onShow} />
              <StatusChip status={page.status} outcome={page.outcome} />
              {page.confidentiality !== 'ordinary' && <Chip isPlain><EyeOff size={13} aria-hidden="true" /> {wordFor(words.classes, page.confidentiality)}</Chip>}
              {isClaim && <Chip tone="warn">{request.page.claim}</Chip>}
            </div>
            <p className="muted row-wrap request-sub">
              <span>{dates.words(page.kind_title)}</span>
              <span className="row reference"><Numeric>{page.reference}</Numeric><Button variant="quiet" size="small" aria-label={request.page.copyReference} icon={<Copy aria-hidden="true" />} onPress={copy} /></span>
            </p>
          </div>
          <div className="row-wrap">
            {isClaim && may('claim_match') && <LinkButton size="small" to="/claims" icon={<IdCard aria-hidden="true" />}>{request.page.matchClaim}</LinkButton>}
            {page.beneficiary && may('person_read') && (
              <LinkButton size="small" to="/people/$party" params={{ party: page.beneficiary.party }} icon={<FolderOpen aria-hidden="true" />}>{request.page.openFile}</LinkButton>
            )}
          </div>
        </div>
        <dl className="facts">
          <div><dt>{request.page.received}</dt><dd><BothDates iso={page.received_at} withTime /></dd></div>
          {page.submitted_at && <div><dt>{request.page.submitted}</dt><dd><BothDates iso={page.submitted_at} withTime /></dd></div>}
          <div><dt>{request.page.channel}</dt><dd>{wordFor(words.channels, page.channel)}</dd></div>
          <div><dt>{request.page.assignee}</dt><dd>{page.assignee ? <bdi>{page.assignee.name}</bdi> : request.page.unassigned}</dd></div>
          {branch && <div><dt>{request.page.branch}</dt><dd>{dates.words(branch.name)}</dd></div>}
          {other && (
            <div>
              <dt>{request.page.applicant}</dt>
              <dd><Link to="/people/$party" params={{ party: other.party }}><bdi>{other.name || request.page.noPerson}</bdi></Link> {other.capacity && <span className="sub">{[wordFor(words.capacities, other.capacity), other.relation && wordFor(common.relations, other.relation)].filter(Boolean).join(' · ')}</span>}</dd>
            </div>
          )}
        </dl>
        <StepsTrack page={page} />
      </header>
      <Notices page={page} />
    </>
  );
}
