import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { useDesk } from '../texts';
import { HoldDialog } from './HoldDialog';
import { HoldRows } from './HoldRows';
import { fileRetentionOptions } from './retention_data';

/** Whether this file is to be destroyed, and what keeps it from that. */
export function FileRetentionCard({ party }: { party: string }) {
  const { retention } = useDesk();
  const client = useClient();
  const dates = useDates();
  const found = useQuery(fileRetentionOptions(client, party));
  const [isHolding, setHolding] = useState(false);
  return (
    <section className="card stack" aria-labelledby="person-retention">
      <h2 id="person-retention">{retention.section}</h2>
      <Loaded query={found}>
        {({ holds, destroy_on: destroyOn }) => (
          <>
            {destroyOn && holds.length === 0 && <Alert tone="warn">{retention.announced(dates.bothDates(destroyOn))}</Alert>}
            {holds.length > 0 && <HoldRows holds={holds} isNamed={false} />}
            {holds.length === 0 && <p className="muted">{retention.sectionNone}</p>}
            {holds.length === 0 && <div><Button size="small" onPress={() => setHolding(true)}>{retention.hold}</Button></div>}
          </>
        )}
      </Loaded>
      {isHolding && <HoldDialog path={`desk/people/${party}/holds`} onClose={() => setHolding(false)} />}
    </section>
  );
}
