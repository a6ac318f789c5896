import type { Obstacle } from '../../api/model';
import { Clause } from '../../ui/feedback';
import { useSaid } from '../../ui/refusals';
import { useDates } from '../formats';
import { useDesk } from '../texts';

const isoDay = /^\d{4}-\d{2}-\d{2}(T|$)/;

/** One reason: what, by which clause, and what helps. Dates in it are the reader's. */
function Reason({ obstacle }: { obstacle: Obstacle }) {
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
      {obstacle.clause && <Clause id={obstacle.clause} />}
      {remedy && <span className="sub">{remedy}</span>}
    </>
  );
}

/** The same reason for several fields is said once, with their names. */
function gathered(obstacles: readonly Obstacle[]): { obstacle: Obstacle; fields: string[] }[] {
  const groups = new Map<string, { obstacle: Obstacle; fields: string[] }>();
  for (const obstacle of obstacles) {
    const key = JSON.stringify([obstacle.code, obstacle.clause, { ...obstacle.parameters, item: undefined }]);
    const group = groups.get(key) ?? { obstacle, fields: [] };
    if (obstacle.field) group.fields.push(obstacle.field);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What stands in the way of an act: every reason at once. `nameOf`: what the reader calls a field. */
export function ObstacleList({ obstacles, nameOf }: { obstacles: readonly Obstacle[]; nameOf?: (field: string) => string | undefined }) {
  const dates = useDates();
  return (
    <ul className="list obstacle-list">
      {gathered(obstacles).map(({ obstacle, fields }, index) => {
        const names = fields.flatMap((field) => nameOf?.(field) ?? []);
        return <li key={`${obstacle.code}/${index}`}><Reason obstacle={obstacle} />{names.length > 0 && <span className="sub">{dates.list(names)}</span>}</li>;
      })}
    </ul>
  );
}
