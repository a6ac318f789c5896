import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { FilePlus2, FileText, FolderDown, GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { Button, ButtonLink } from '../../ui/Button';
import { Alert, Chip } from '../../ui/feedback';
import { FileName } from '../../ui/FileName';
import { ProblemAlert } from '../../ui/Problem';
import { useLanguage } from '../../ui/texts';
import { useClient, useMay } from '../context';
import { useDates } from '../formats';
import { Crumb, LinkButton } from '../parts/links';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useDesk, wordFor } from '../texts';
import { ApprovalDialog } from './ApprovalDialog';
import { BeginDraft } from './BeginDraft';
import { ForceCard } from './ForceCard';
import { ReadersCard } from './ReadersCard';
import { ReviewDue } from './ReviewDue';
import { useGovernanceAct } from './use_governance_act';
import { shortDigest, stateTones, versionOptions, versionsOptions, type ApprovalCard, type ReadableVersion, type VersionView } from './versions_data';

function ApprovalRow({ approval }: { approval: ApprovalCard }) {
  const { versions, admin, words } = useDesk();
  const dates = useDates();
  const client = useClient();
  const may = useMay();
  const { minutes } = approval;
  return (
    <li>
      <span className="grow">
        <b className="strong">{admin.policy.approvalText(wordFor(words.approvalBodies, approval.body), approval.meeting || '—')}</b>
        {approval.term && <> · {admin.policy.approvalTerm(approval.term)}</>}
        {approval.decided_on && <span className="sub">{dates.bothDates(approval.decided_on)}</span>}
        <span className="sub">{approval.recorded_at ? versions.approval.recordedBy(dates.name(approval.recorded_by ?? ''), dates.stamp(approval.recorded_at)) : versions.approval.stated}</span>
        {minutes && may('policy_draft') && (
          <a className="row" href={client.address(`desk/policy/attachments/${minutes.id}`)} aria-label={versions.approval.openMinutes(minutes.name)}>
            <FileText size={18} aria-hidden="true" /><FileName name={minutes.name} />
          </a>
        )}
      </span>
    </li>
  );
}

function Approvals({ version }: { version: VersionView }) {
  const { versions: { approval } } = useDesk();
  const may = useMay();
  const [isRecording, setRecording] = useState(false);
  return (
    <section className="card stack" aria-labelledby="version-approvals">
      <h2 id="version-approvals">{approval.list}</h2>
      {version.approvals.length === 0 && <p className="muted">{approval.none}</p>}
      <ul className="list fact-list">{version.approvals.map((one) => <ApprovalRow key={one.id ?? 'stated'} approval={one} />)}</ul>
      {may('policy_approve') && <div><Button onPress={() => setRecording(true)}>{approval.again}</Button></div>}
      {isRecording && <ApprovalDialog what={{ digest: version.digest }} onClose={() => setRecording(false)} />}
    </section>
  );
}

function Acknowledge({ version }: { version: VersionView }) {
  const { versions: { readers } } = useDesk();
  const client = useClient();
  const { run, isBusy, problem } = useGovernanceAct(() => client.post(`desk/policy/versions/${version.digest}/acknowledgement`, {}), readers.mineDone);
  if (version.acknowledged_by_me || version.state === 'draft' || version.state === 'superseded') return null;
  return (
    <Alert tone="warn" title={readers.mineAsk} action={<Button variant="primary" busy={isBusy} onPress={run}>{readers.mine}</Button>}>
      {problem && <ProblemAlert problem={problem} />}
    </Alert>
  );
}

function Reading({ version }: { version: ReadableVersion }) {
  const { versions: { text } } = useDesk();
  const dates = useDates();
  return (
    <section className="card stack" aria-labelledby="version-text">
      <div className="spread"><h2 id="version-text">{text.title}</h2><span className="muted">{text.clauseCount(version.clauses.length)}</span></div>
      <ol className="list clause-list">
        {version.clauses.map((clause) => <li key={clause.id} id={clause.id}><bdi className="clause">{clause.id}</bdi><p>{dates.words(clause.text)}</p></li>)}
      </ol>
      {version.terms.length > 0 && (
        <>
          <h3>{text.terms}</h3>
          {version.terms.map((term) => <div key={term.id}><h4>{dates.words(term.title)}</h4><p>{dates.words(term.text)}</p></div>)}
        </>
      )}
      {version.legal_references.length > 0 && (
        <>
          <h3>{text.references}</h3>
          <ul className="bullets">{version.legal_references.map((reference, index) => <li key={index}>{dates.words(reference)}</li>)}</ul>
        </>
      )}
    </section>
  );
}

/** What proves it, for an inspector: a paper to read and a folder with everything that stands behind it. */
function EvidenceLinks({ digest }: { digest: string }) {
  const { versions } = useDesk();
  const { language } = useLanguage();
  const client = useClient();
  const address = (part: string) => client.address(`desk/policy/versions/${digest}/evidence/${part}`, { language });
  return (
    <>
      <ButtonLink href={address('paper')} download icon={<FileText aria-hidden="true" />}>{versions.evidence}</ButtonLink>
      <ButtonLink href={address('folder')} download icon={<FolderDown aria-hidden="true" />}>{versions.download}</ButtonLink>
    </>
  );
}

function Standing({ version }: { version: VersionView }) {
  const { versions } = useDesk();
  const dates = useDates();
  const may = useMay();
  const [isBeginning, setBeginning] = useState(false);
  const { data: all } = useQuery(versionsOptions(useClient()));
  const inForce = all?.items.find((one) => one.state === 'in_force');
  return (
    <section className="card stack">
      <div className="row-wrap">
        <Chip tone={stateTones[version.state]}>{versions.states[version.state]}</Chip>
        <span className="muted">{versions.imported(dates.bothDates(version.imported_at))}</span>
      </div>
      <dl className="facts">
        {version.review_due && <ReviewDue day={version.review_due} isInForce={version.state === 'in_force'} />}
        <div><dt>{versions.digest}</dt><dd><bdi className="ltr digest" title={version.digest}>{version.digest.slice(0, 16)}…</bdi></dd></div>
      </dl>
      {version.open_requests > 0 && <p>{versions.requests(version.open_requests)}: {dates.list(version.kept_by.map((one) => `${dates.words(one.title) || one.kind} (${dates.number(one.open)})`))}</p>}
      <div className="row-wrap">
        {inForce && inForce.digest !== version.digest && <LinkButton to="/policy/differences" search={{ from: inForce.digest, to: version.digest } as never} icon={<GitCompareArrows aria-hidden="true" />}>{versions.differences.compareWith}</LinkButton>}
        {may('policy_draft') && <EvidenceLinks digest={version.digest} />}
        {may('policy_draft') && <Button icon={<FilePlus2 aria-hidden="true" />} onPress={() => setBeginning(true)}>{versions.drafts.begin}</Button>}
      </div>
      {isBeginning && <BeginDraft version={version.digest} onClose={() => setBeginning(false)} />}
    </section>
  );
}

export default function VersionPage() {
  const { versions } = useDesk();
  const dates = useDates();
  const may = useMay();
  const { digest } = useParams({ strict: false }) as { digest: string };
  const query = useQuery(versionOptions(useClient(), digest));
  return (
    <Page
      title={versions.number(dates.reference(shortDigest(digest)))} lead={query.data && dates.words(query.data.document)}
      crumbs={<><Crumb to="/policy">{versions.inForceTitle}</Crumb><Crumb to="/policy/versions">{versions.title}</Crumb></>}
    >
      <Loaded query={query}>
        {(version) => (
          <>
            <Acknowledge version={version} />
            <div className="columns columns-policy">
              <div className="stack">
                <Standing version={version} />
                <Reading version={version.readable} />
              </div>
              <div className="stack">
                <Approvals version={version} />
                <ForceCard version={version} />
                {may('policy_draft') && <ReadersCard digest={digest} state={version.state} />}
              </div>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}
