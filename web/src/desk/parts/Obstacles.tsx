import type { Obstacle } from '../../api/model';
import { Clause } from '../../ui/feedback';
import { useSaid } from '../../ui/refusals';
import { useDates } from '../formats';
import { useDesk } from '../texts';

const isoDay = /^\d{4}-\d{2}-\d{2}(T|$)/;

/** One reason: what, by which clauses, and what helps. Dates in it are the reader's. */
function Reason({ obstacle, clauses }: { obstacle: Obstacle; clauses: readonly string[] }) {
  const { request } = useDesk();
  const dates = useDates();
  const read = (value: unknown) => (typeof value === 'string' && isoDay.test(value) ? dates.bothDates(value) : value);
  const parameters = Object.fromEntries(Object.entries(obstacle.parameters).map(([name, value]) => [name, read(value)]));
  const said = useSaid({ ...obstacle, parameters });
  const message = dates.words(said.message);
  const remedy = dates.words(said.remedy);
  return (
    <>
      <span>{message || request.actions.unknownObstacle}</span>
      {!message && <span className="sub"><bdi className="ltr">{request.actions.code(obstacle.code)}</bdi></span>}
      {clauses.map((clause) => <Clause key={clause} id={clause} />)}
      {remedy && <span className="sub">{remedy}</span>}
    </>
  );
}

interface Group {
  obstacle: Obstacle;
  fields: string[];
  clauses: string[];
}

/** The same reason for several fields, steps or clauses is said once, with their names. */
function gathered(obstacles: readonly Obstacle[]): Group[] {
  const groups = new Map<string, Group>();
  for (const obstacle of obstacles) {
    const key = JSON.stringify([obstacle.code, { ...obstacle.parameters, item: undefined, step: undefined }]);
    const group = groups.get(key) ?? { obstacle, fields: [], clauses: [] };
    if (obstacle.field) group.fields.push(obstacle.field);
    if (obstacle.clause && !group.clauses.includes(obstacle.clause)) group.clauses.push(obstacle.clause);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What stands in the way of an act: every reason at once. `nameOf`: what the reader calls a field. */
export function ObstacleList({ obstacles, nameOf }: { obstacles: readonly Obstacle[]; nameOf?: (field: string) => string | undefined }) {
  const dates = useDates();
  return (
    <ul className="list obstacle-list">
      {gathered(obstacles).map(({ obstacle, fields, clauses }, index) => {
        const names = fields.flatMap((field) => nameOf?.(field) ?? []);
        return <li key={`${obstacle.code}/${index}`}><Reason obstacle={obstacle} clauses={clauses} />{names.length > 0 && <span className="sub">{dates.list(names)}</span>}</li>;
      })}
    </ul>
  );
}
