import { useQuery } from '@tanstack/react-query';
import { BellRing, Megaphone } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { useClient, useMay } from '../context';
import { useDates } from '../formats';
import { Exported } from '../parts/Exported';
import { Loaded } from '../parts/Loaded';
import { useDesk } from '../texts';
import { ConfirmAct } from './ConfirmAct';
import { useGovernanceAct } from './use_governance_act';
import { readersOptions, type Reader, type ReaderGroup, type Readers, type VersionState } from './versions_data';

function Names({ title, readers, say }: { title: string; readers: readonly Reader[]; say?: (reader: Reader) => string }) {
  const { versions } = useDesk();
  if (readers.length === 0) return null;
  return (
    <details className="unfold">
      <summary>{title}</summary>
      <ul className="list">
        {readers.map((reader) => (
          <li key={reader.id}><bdi>{reader.name || versions.readers.hidden}</bdi>{say && <span className="sub">{say(reader)}</span>}</li>
        ))}
      </ul>
    </details>
  );
}

function Group({ group }: { group: ReaderGroup }) {
  const { versions: { readers, acknowledgedOf } } = useDesk();
  const dates = useDates();
  const waiting = group.readers.filter((reader) => !reader.acknowledged_at);
  const done = group.readers.filter((reader) => reader.acknowledged_at);
  const isComplete = group.acknowledged === group.total;
  const said = (reader: Reader) => {
    const when = dates.stamp(reader.acknowledged_at ?? '');
    return reader.signed_as ? readers.signedAs(dates.name(reader.signed_as), when) : readers.at(when);
  };
  return (
    <li className="stack-small">
      <div className="spread">
        <b className="strong">{readers.groups[group.group]}</b>
        {group.total > 0 && <Chip tone={isComplete ? 'ok' : 'warn'}>{acknowledgedOf(dates.number(group.acknowledged), dates.number(group.total))}</Chip>}
      </div>
      {group.total === 0 && <span className="muted small">{readers.nobody}</span>}
      {group.total > 0 && isComplete && <span className="muted small">{readers.allDone}</span>}
      <Names title={`${readers.waiting} (${dates.number(group.total - group.acknowledged)})`} readers={waiting} />
      <Names title={`${readers.done} (${dates.number(group.acknowledged)})`} readers={done} say={said} />
      {group.total > group.readers.length && <span className="muted small">{readers.more(dates.number(group.readers.length))}</span>}
    </li>
  );
}

function Remind({ digest }: { digest: string }) {
  const { versions: { readers } } = useDesk();
  const client = useClient();
  const { run, isBusy, problem } = useGovernanceAct(() => client.post(`desk/policy/versions/${digest}/reminders`, {}), readers.reminded);
  return (
    <>
      {problem && <ProblemAlert problem={problem} />}
      <div><Button icon={<BellRing aria-hidden="true" />} busy={isBusy} onPress={run}>{readers.remind}</Button></div>
    </>
  );
}

/** Who has acknowledged and who has not, by group; and the acts that ask them. */
export function ReadersCard({ digest, state }: { digest: string; state: VersionState }) {
  const { versions: { readers, notCirculated } } = useDesk();
  const dates = useDates();
  const client = useClient();
  const may = useMay();
  const query = useQuery(readersOptions(client, digest));
  const [isAsking, setAsking] = useState(false);
  const isLive = state === 'approved' || state === 'scheduled' || state === 'in_force';
  const isWaiting = (data: Readers) => data.groups.some((group) => group.acknowledged < group.total);
  const reminded = query.data?.reminded_at.at(-1);
  return (
    <section className="card stack" aria-labelledby="version-readers">
      <div className="spread">
        <h2 id="version-readers">{readers.title}</h2>
        {may('policy_draft') && <Exported path={`desk/policy/versions/${digest}/readers`} title={readers.title} />}
      </div>
      <Loaded query={query}>
        {(data) => (
          <>
            <p className="muted">
              {data.circulated_at ? readers.circulatedBy(dates.name(data.circulated_by ?? ''), dates.stamp(data.circulated_at)) : notCirculated}
              {reminded && ` · ${readers.remindedAt(dates.stamp(reminded))}`}
            </p>
            <ul className="list stack">{data.groups.map((group) => <Group key={group.group} group={group} />)}</ul>
            {may('policy_manage') && isLive && !data.circulated_at && <div><Button variant="primary" icon={<Megaphone aria-hidden="true" />} onPress={() => setAsking(true)}>{readers.circulate}</Button></div>}
            {may('policy_manage') && isLive && data.circulated_at && isWaiting(data) && <Remind digest={digest} />}
          </>
        )}
      </Loaded>
      {isAsking && (
        <ConfirmAct
          title={readers.circulateTitle} text={readers.circulateText} action={readers.circulate} said={readers.circulatedNow}
          act={() => client.post(`desk/policy/versions/${digest}/circulation`, {})} onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
