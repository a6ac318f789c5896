import { useEffect, useRef } from 'react';
import { Button } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { useDates } from '../formats';
import { useDesk, wordFor } from '../texts';
import { entryFacts } from './entry_facts';
import type { RequestPage } from './model';
import { useConflict } from './use_act';

/** Somebody acted meanwhile: what, who and when. What was typed is still in its form. */
export function Conflict({ page }: { page: RequestPage }) {
  const desk = useDesk();
  const { conflict, timeline } = desk.request;
  const formats = useDates();
  const [since, dismiss] = useConflict(page.id);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (since !== undefined) box.current?.scrollIntoView({ block: 'center' });
  }, [since]);
  if (since === undefined) return null;
  const changes = page.timeline.filter((entry) => entry.seq > since);
  return (
    <div ref={box}>
      <Alert tone="warn" isLive title={conflict.title} action={<Button size="small" onPress={dismiss}>{conflict.dismiss}</Button>}>
        <p>{conflict.text}</p>
        {changes.length > 0 && (
          <ul className="obstacles">
            {changes.map((entry) => (
              <li key={entry.seq}>
                {conflict.by([wordFor(timeline.kinds, entry.kind), ...entryFacts(entry, page, desk, formats).slice(0, 2)].join(' · '), entry.actor_name ? formats.name(entry.actor_name) : wordFor(desk.words.roles, entry.role ?? entry.actor_kind), formats.stamp(entry.at))}
              </li>
            ))}
          </ul>
        )}
      </Alert>
    </div>
  );
}
