import { useQuery } from '@tanstack/react-query';
import type { Capacity } from '../../api/model';
import { Button } from '../../ui/Button';
import { useClient } from '../context';
import type { Picked } from '../parts/PersonPicker';
import { representativesOptions } from '../people/people_data';
import { useDesk, wordFor } from '../texts';

interface KnownRepresentativesProps {
  party: string;
  chosen: string | undefined;
  onChoose: (applicant: Picked, capacity: Capacity) => void;
}

/** Who is on record as acting for this person, by a document that is still valid: one press, and nothing is asked again. */
export function KnownRepresentatives({ party, chosen, onChoose }: KnownRepresentativesProps) {
  const { personFile, request } = useDesk();
  const found = useQuery(representativesOptions(useClient(), party));
  const known = found.data?.acting_for_them.filter((one) => one.is_valid) ?? [];
  if (known.length === 0) return null;
  return (
    <div className="stack-small" role="group" aria-labelledby="known-representatives">
      <span id="known-representatives" className="small muted">{request.create.onRecord}</span>
      <span className="row-wrap">
        {known.map((one) => (
          <Button key={one.id} size="small" aria-pressed={chosen === one.party} onPress={() => onChoose({ party: one.party, name: one.name }, one.capacity as Capacity)}>
            <bdi>{one.name}</bdi> · {wordFor(personFile.capacities, one.capacity)}
          </Button>
        ))}
      </span>
    </div>
  );
}
