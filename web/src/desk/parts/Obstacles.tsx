import type { Obstacle } from '../../api/model';
import { Clause } from '../../ui/feedback';
import { useFormats } from '../../ui/texts';
import { useDesk } from '../texts';
import { useRefusalTexts } from './refusal_texts';

/** What stands in the way of an act: every reason at once, each with its clause and what helps. */
export function ObstacleList({ obstacles }: { obstacles: readonly Obstacle[] }) {
  const { request } = useDesk();
  const { words } = useFormats();
  const texts = useRefusalTexts(obstacles.some((obstacle) => !obstacle.message));
  return (
    <ul className="list obstacle-list">
      {obstacles.map((obstacle, index) => {
        const known = obstacle.message ? undefined : texts(obstacle.code, obstacle.parameters);
        const message = words(obstacle.message ?? known?.message);
        const remedy = words(obstacle.remedy_text ?? known?.remedy);
        return (
          <li key={`${obstacle.code}/${index}`}>
            <span>{message || request.actions.unknownObstacle}</span>
            {!message && <span className="sub"><bdi className="ltr">{request.actions.code(obstacle.code)}</bdi></span>}
            {obstacle.clause && <Clause id={obstacle.clause} />}
            {remedy && <span className="sub">{remedy}</span>}
          </li>
        );
      })}
    </ul>
  );
}
