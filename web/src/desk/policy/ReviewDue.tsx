import { Chip } from '../../ui/feedback';
import { BothDates } from '../parts/BothDates';
import { hasPassed } from '../due';
import { useDesk } from '../texts';

/** When the policy is to be reviewed; said loudly of the one in force when that day has passed. */
export function ReviewDue({ day, isInForce }: { day: string; isInForce: boolean }) {
  const { versions } = useDesk();
  return (
    <div>
      <dt>{versions.reviewDue}</dt>
      <dd><BothDates iso={day} />{isInForce && hasPassed(day, new Date()) && <> <Chip tone="error">{versions.reviewOverdue}</Chip></>}</dd>
    </div>
  );
}
