import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/TextField';
import { useClient, useMay } from '../context';
import { findPeopleOptions, isEnough } from '../people/people_data';
import { PersonLine } from '../people/PeoplePage';
import { useDesk } from '../texts';
import { LinkButton } from './links';
import { useSettled } from './use_settled';

export interface Picked {
  party: string;
  name: string;
}

interface PersonPickerProps {
  label: string;
  hint?: string;
  name: string;
  value: Picked | null;
  onChange: (picked: Picked | null) => void;
  error?: ReactNode;
}

/** One registered person, found as everywhere: by number, phone or name. */
export function PersonPicker({ label, hint, name, value, onChange, error }: PersonPickerProps) {
  const { request, people, search } = useDesk();
  const client = useClient();
  const may = useMay();
  const [typed, setTyped] = useState('');
  const settled = useSettled(typed).trim();
  const found = useQuery(findPeopleOptions(client, settled));
  const hits = isEnough(settled) ? (found.data ?? []).filter((hit) => !hit.request) : [];
  if (value) {
    return (
      <div className="picked" data-field={name}>
        <span className="avatar" aria-hidden="true"><UserRound size={18} /></span>
        <span className="grow"><span className="sub">{label}</span><b className="strong"><bdi>{value.name}</bdi></b></span>
        <Button size="small" onPress={() => onChange(null)}>{request.create.changePerson}</Button>
      </div>
    );
  }
  return (
    <div className="stack-small">
      <TextField kind="search" label={label} hint={hint ?? people.findHint} name={name} isRequired value={typed} onChange={setTyped} error={error} />
      {isEnough(settled) && (
        <div className="picker-results">
          {hits.map((hit) => (
            <button key={hit.party} type="button" className="row-item" onClick={() => { onChange({ party: hit.party, name: hit.name }); setTyped(''); }}><PersonLine hit={hit} /></button>
          ))}
          {found.isFetched && !found.isFetching && hits.length === 0 && (
            <div className="row-wrap picker-none">
              <span className="muted grow" role="status">{found.error ? search.failed : search.nothing}</span>
              {may('person_register') && <LinkButton size="small" to="/people/new" search={{ q: settled }}>{people.register}</LinkButton>}
            </div>
          )}
        </div>
      )}
    </div>
  );
}
