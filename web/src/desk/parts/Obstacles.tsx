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

/** What stands in the way of an act: every reason at once. */
export function ObstacleList({ obstacles }: { obstacles: readonly Obstacle[] }) {
  return (
    <ul className="list obstacle-list">
      {obstacles.map((obstacle, index) => <li key={`${obstacle.code}/${index}`}><Reason obstacle={obstacle} /></li>)}
    </ul>
  );
}
