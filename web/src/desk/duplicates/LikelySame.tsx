import { Link } from '@tanstack/react-router';
import type { LikelySame as One } from '../../api/desk';
import { Checkbox } from '../../ui/choices';
import { Alert } from '../../ui/feedback';
import { useDates } from '../formats';
import { PersonLine } from '../people/PeoplePage';
import { useDesk } from '../texts';
import { Evidence, VerdictChip } from './Evidence';

interface Props {
  likely: readonly One[];
  notSame: readonly string[];
  onChange: (notSame: string[]) => void;
}

/** Who somebody may be already, with why; each is said to be another person before a new file is made. */
export function LikelySame({ likely, notSame, onChange }: Props) {
  const { duplicates } = useDesk();
  const dates = useDates();
  const mark = (party: string, isAnother: boolean) => onChange(isAnother ? [...notSame, party] : notSame.filter((one) => one !== party));
  return (
    <Alert tone="warn" isLive title={duplicates.likelyTitle}>
      <p>{duplicates.likelyText}</p>
      <ul className="list rows likely-same">
        {likely.map(({ person, verdict, probability, evidence }) => (
          <li key={person.party} className="stack-small">
            <Link className="row-item" to="/people/$party" params={{ party: person.party }}><PersonLine hit={person} /></Link>
            <VerdictChip verdict={verdict} probability={probability} />
            <Evidence evidence={evidence} />
            <Checkbox name={`not-${person.party}`} isSelected={notSame.includes(person.party)} onChange={(value) => mark(person.party, value)}>{duplicates.isAnother(dates.name(person.name))}</Checkbox>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
