import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Held, HoldRow } from '../../api/retention';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Chip, toast } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDates } from '../formats';
import { useDesk } from '../texts';

function Lift({ hold, onClose }: { hold: HoldRow; onClose: () => void }) {
  const { retention } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const lift = useMutation({
    mutationFn: () => client.post<Held>(`desk/holds/${hold.id}/end`, {}),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['retention'] });
      toast(retention.lifted);
      onClose();
    },
  });
  return (
    <Dialog
      title={retention.liftTitle} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={lift.isPending} onPress={() => lift.mutate()}>{retention.lift}</Button></>}
    >
      {lift.error && <ProblemAlert problem={asProblem(lift.error)} />}
      <p>{retention.liftText}</p>
    </Dialog>
  );
}

/** What holds files from destruction; on the page of the person without their name. */
export function HoldRows({ holds, isNamed }: { holds: readonly HoldRow[]; isNamed: boolean }) {
  const { retention } = useDesk();
  const dates = useDates();
  const [lifted, setLifted] = useState<HoldRow | null>(null);
  return (
    <>
      <ul className="list rows">
        {holds.map((hold) => (
          <li key={hold.id} className={isNamed ? 'row-wrap spread card-pad' : 'row-wrap spread'}>
            <span className="stack-small">
              {isNamed && <span className="strong">{hold.party ? <Link to="/people/$party" params={{ party: hold.party }}><bdi>{hold.name}</bdi></Link> : retention.somebody}</span>}
              {hold.reason && <span><bdi>{hold.reason}</bdi></span>}
              <span className="small muted">{hold.placed_by ? retention.placed(dates.name(hold.placed_by), dates.bothShort(hold.placed_at)) : retention.placedOn(dates.bothShort(hold.placed_at))} · {retention.review(dates.bothShort(hold.review_on))}</span>
              {hold.review_due && <span><Chip tone="warn">{retention.reviewDue}</Chip></span>}
            </span>
            <Button size="small" onPress={() => setLifted(hold)}>{retention.lift}</Button>
          </li>
        ))}
      </ul>
      {lifted && <Lift hold={lifted} onClose={() => setLifted(null)} />}
    </>
  );
}
