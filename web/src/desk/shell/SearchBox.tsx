import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { FileText, LockKeyhole, Search, UserRound, UserRoundPlus } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { PersonHit } from '../../api/desk';
import { useClient, useMay } from '../context';
import { findPeopleOptions, isEnough } from '../people/people_data';
import { MarkedName, useWhyFound } from '../people/WhyFound';
import { Numeric } from '../parts/Reference';
import { useIsPhone } from '../parts/use_media';
import { useSettled } from '../parts/use_settled';
import { isReference } from '../request/find_reference';
import { useDesk } from '../texts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.role === 'spinbutton');

/** One box for everything, on every page: `/` goes there, arrows choose, Enter opens. */
export function SearchBox() {
  const { search, request, people } = useDesk();
  const client = useClient();
  const may = useMay();
  const navigate = useNavigate();
  const router = useRouter();
  const isPhone = useIsPhone();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const settled = useSettled(typed);
  const found = useQuery(findPeopleOptions(client, settled));
  const hits = isEnough(settled) ? (found.data ?? []) : [];
  const asked = isEnough(typed);
  const isWaiting = asked && (settled !== typed || found.isFetching);
  const hasAnswer = !isWaiting && !found.error;
  const canBreak = hasAnswer && hits.length === 0 && isReference(typed) && may('request_break_glass');
  const canRegister = hasAnswer && !canBreak && may('person_register');
  const options = hits.length + (canBreak || canRegister ? 1 : 0);

  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);

  const close = () => {
    setOpen(false);
    setActive(0);
  };
  const placeOf = (hit: PersonHit | undefined) => {
    if (!hit && canBreak) return { to: '/break-glass', search: { reference: typed.trim() } } as const;
    if (!hit) return { to: '/people/new', search: { q: typed.trim() } } as const;
    if (hit.request) return { to: '/requests/$request', params: { request: hit.request } } as const;
    return { to: '/people/$party', params: { party: hit.party } } as const;
  };
  const open = (hit: PersonHit | undefined) => {
    close();
    setTyped('');
    input.current?.blur();
    void navigate(placeOf(hit));
  };
  /** Where one looks at several, the results stay. */
  const openBeside = (hit: PersonHit | undefined) => window.open(router.buildLocation(placeOf(hit)).publicHref, '_blank', 'noopener');
  const shown = isOpen && asked;
  useEffect(() => {
    if (shown) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [shown, id, active]);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (isOpen && asked) event.preventDefault();
      close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setActive((old) => (options === 0 ? 0 : (old + (event.key === 'ArrowDown' ? 1 : options - 1)) % options));
    } else if ((event.key === 'Home' || event.key === 'End') && shown && options > 0 && !event.shiftKey) {
      event.preventDefault();
      setActive(event.key === 'Home' ? 0 : options - 1);
    } else if (event.key === 'Enter' && asked && options > 0 && !isWaiting) {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) openBeside(hits[active]);
      else open(hits[active]);
    }
  };
  return (
    <div className="search" role="search" onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) close(); }}>
      <Search className="search-icon" aria-hidden="true" />
      <input
        ref={input} className="search-input" type="text" dir="auto" autoComplete="off" spellCheck={false} role="combobox"
        aria-label={search.label} aria-expanded={shown} aria-controls={`${id}-list`} aria-autocomplete="list"
        aria-activedescendant={shown && options > 0 ? `${id}-${active}` : undefined}
        placeholder={isPhone ? search.placeholderShort : search.placeholder} value={typed}
        onChange={(event) => { setTyped(event.target.value); setOpen(true); setActive(0); }}
        onFocus={() => setOpen(true)} onKeyDown={press}
      />
      {!isPhone && <kbd aria-hidden="true">/</kbd>}
      {shown && (
        <div className="search-results popover">
          <p className="search-status small muted" role="status">
            {isWaiting ? search.searching : found.error ? search.failed : hits.length === 0 ? `${search.nothing} ${search.nothingHint}` : people.found(hits.length)}
          </p>
          <ul id={`${id}-list`} role="listbox" aria-label={search.results} className="list">
            {hits.map((hit, index) => <Hit key={`${hit.party}/${hit.request ?? ''}`} hit={hit} id={`${id}-${index}`} isActive={index === active} onOpen={() => open(hit)} />)}
            {(canBreak || canRegister) && (
              <li id={`${id}-${hits.length}`} role="option" aria-selected={active === hits.length} className={`search-hit${canBreak ? '' : ' search-hit-new'}`} onPointerDown={(event) => { event.preventDefault(); open(undefined); }}>
                {canBreak ? <LockKeyhole aria-hidden="true" /> : <UserRoundPlus aria-hidden="true" />}
                <span>{canBreak ? request.glass.link : search.register}</span>
              </li>
            )}
          </ul>
        </div>
      )}
    </div>
  );
}

function Hit({ hit, id, isActive, onOpen }: { hit: PersonHit; id: string; isActive: boolean; onOpen: () => void }) {
  const whyFound = useWhyFound();
  const Icon = hit.request ? FileText : UserRound;
  return (
    <li id={id} role="option" aria-selected={isActive} className="search-hit" onPointerDown={(event) => { event.preventDefault(); onOpen(); }}>
      <Icon aria-hidden="true" />
      <span className="grow">
        <b className="truncate"><MarkedName hit={hit} /></b>
        <span className="search-facts">
          {hit.identity_masked && <Numeric>{hit.identity_masked}</Numeric>}
          {hit.phone_masked && <Numeric>{hit.phone_masked}</Numeric>}
        </span>
      </span>
      <span className="muted tiny">{whyFound(hit)}</span>
    </li>
  );
}
