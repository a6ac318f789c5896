import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { History } from 'lucide-react';
import type { Text } from '../../api/model';
import { Chip } from '../../ui/feedback';
import { useClient, useMay } from '../context';
import { useDates } from '../formats';
import { Crumb, LinkButton } from '../parts/links';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useDesk } from '../texts';
import { comparisonOptions, draftsOptions, shortDigest, type Comparison } from './versions_data';

interface Place {
  place: Text;
  lines: Comparison['lines'];
}
/** Heaviest first, and under one heading what concerns one place. */
function byPlace(lines: Comparison['lines'], words: (text: Text) => string): Place[] {
  const places = new Map<string, Place>();
  for (const line of lines) {
    const name = words(line.place);
    const place = places.get(name) ?? { place: line.place, lines: [] };
    place.lines.push(line);
    places.set(name, place);
  }
  return [...places.values()];
}

function Lines({ comparison }: { comparison: Comparison }) {
  const { versions: { differences } } = useDesk();
  const dates = useDates();
  if (comparison.lines.length === 0) return <p className="muted card-pad">{differences.none}</p>;
  return (
    <ul className="list rows">
      {byPlace(comparison.lines, dates.words).map(({ place, lines }) => (
        <li key={dates.words(place)} className="card-pad stack-small">
          <h3>{dates.words(place) || differences.elsewhere}</h3>
          <ul className="bullets">
            {lines.map((line, index) => <li key={index}>{dates.words(line.text)} {line.weight === 0 && <Chip tone="warn">{differences.heavy}</Chip>}</li>)}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Kept({ comparison }: { comparison: Comparison }) {
  const { versions: { differences } } = useDesk();
  const dates = useDates();
  return (
    <section className="card stack" aria-labelledby="differences-kept">
      <h2 id="differences-kept">{differences.keepOld}</h2>
      {comparison.kept_by.length === 0 && <p className="muted">{differences.keepNone}</p>}
      <ul className="list fact-list">
        {comparison.kept_by.map((one) => <li key={one.kind}><span className="grow">{dates.words(one.title) || one.kind}</span><span>{differences.keepLine(one.open)}</span></li>)}
      </ul>
    </section>
  );
}

/** What changes from one version, or draft, to another, in words; and whom it leaves as they are. */
export default function DifferencesPage() {
  const { versions } = useDesk();
  const dates = useDates();
  const client = useClient();
  const may = useMay();
  const { from = '', to = '' } = useSearch({ strict: false }) as { from?: string; to?: string };
  const query = useQuery(comparisonOptions(client, from, to));
  const { data: drafts } = useQuery({ ...draftsOptions(client), enabled: may('policy_draft') });
  const nameOf = (version: string) => {
    const draft = drafts?.find((one) => one.id === version);
    return draft ? versions.differences.draftName(dates.name(draft.title)) : versions.number(dates.reference(shortDigest(version)));
  };
  return (
    <Page
      title={versions.differences.title} lead={versions.differences.lead(nameOf(from), nameOf(to))}
      crumbs={<><Crumb to="/policy">{versions.inForceTitle}</Crumb><Crumb to="/policy/versions">{versions.title}</Crumb></>}
      actions={may('policy_draft') && <LinkButton to="/policy/replay" search={{ of: to } as never} icon={<History aria-hidden="true" />}>{versions.replay.open}</LinkButton>}
    >
      <Loaded query={query}>
        {(comparison) => (
          <div className="with-aside">
            <section className="card card-flush" aria-labelledby="differences-lines">
              <div className="list-head"><h2 id="differences-lines">{versions.differences.differenceCount(comparison.lines.length)}</h2></div>
              <Lines comparison={comparison} />
            </section>
            <Kept comparison={comparison} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
