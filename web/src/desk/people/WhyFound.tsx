import type { PersonHit } from '../../api/desk';
import { useDesk } from '../texts';
import { howMet, markedName } from './marked_name';

/** The name as it is written, with the letters marked that were looked for. */
export function MarkedName({ hit }: { hit: PersonHit }) {
  return (
    <bdi>
      {markedName(hit.name, hit.parts).map(({ text, how }, index) => (how ? <mark key={index} className="hit-mark">{text}</mark> : text))}
    </bdi>
  );
}

/** What a person was found by, and how where it is not as it was typed. */
export function useWhyFound() {
  const { search } = useDesk();
  return (hit: PersonHit): string => [search.matchedBy[hit.matched_by], ...howMet(hit.parts).map((how) => search.how[how])].join(search.and);
}
