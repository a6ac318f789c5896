import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { HardHat } from 'lucide-react';
import { Chip } from '../../ui/feedback';
import { useClient, useMay } from '../context';
import { hasPassed } from '../due';
import { useDates } from '../formats';
import { Crumb, LinkButton } from '../parts/links';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useDesk, wordFor } from '../texts';
import { DraftRows } from './DraftRows';
import { shortDigest, stateTones, versionsOptions, type VersionCard } from './versions_data';

function Row({ version }: { version: VersionCard }) {
  const { versions, admin, words } = useDesk();
  const dates = useDates();
  const { approval } = version;
  const said = [
    approval ? admin.policy.approvalText(wordFor(words.approvalBodies, approval.body), approval.meeting || '—') : versions.approval.none,
    approval?.decided_on && dates.bothDates(approval.decided_on),
    version.effective_at && (version.state === 'scheduled' ? versions.effective : versions.wasEffective)(dates.bothDates(version.effective_at)),
  ].filter(Boolean).join(' · ');
  const standing = [
    version.circulated_at && versions.acknowledgedOf(dates.number(version.acknowledged), dates.number(version.readers)),
    version.open_requests > 0 && versions.requests(version.open_requests),
    version.review_due && `${version.state === 'in_force' && hasPassed(version.review_due, new Date()) ? versions.reviewOverdue : versions.reviewDue}: ${dates.bothDates(version.review_due)}`,
  ].filter(Boolean).join(' · ');
  return (
    <li className="row-item row-item-still">
      <span className="grow">
        <Link to="/policy/versions/$digest" params={{ digest: version.digest }}><b className="strong">{dates.words(version.document)}</b></Link>{' '}
        <Chip tone={stateTones[version.state]}>{versions.states[version.state]}</Chip>
        <span className="sub">{said}</span>
        {standing && <span className="sub">{standing}</span>}
      </span>
      <bdi className="ltr muted small row-end">{shortDigest(version.digest)}</bdi>
    </li>
  );
}

export default function VersionsPage() {
  const { versions } = useDesk();
  const may = useMay();
  const list = useQuery(versionsOptions(useClient()));
  const contractors = may('policy_manage') && <LinkButton to="/policy/contractors" icon={<HardHat aria-hidden="true" />}>{versions.contractors.title}</LinkButton>;
  return (
    <Page title={versions.title} lead={versions.lead} exported={{ path: 'desk/policy/versions' }} actions={contractors} crumbs={<Crumb to="/policy">{versions.inForceTitle}</Crumb>}>
      <Loaded query={list}>
        {(data) => (
          <>
            {may('policy_draft') && <DraftRows newest={data.newest} />}
            <section className="card card-flush" aria-labelledby="policy-versions">
              <div className="list-head spread"><h2 id="policy-versions">{versions.title}</h2><span className="muted">{versions.versionCount(data.items.length)}</span></div>
              {data.items.length === 0
                ? <p className="muted card-pad">{versions.none}</p>
                : <ul className="list rows">{data.items.map((version) => <Row key={version.digest} version={version} />)}</ul>}
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
