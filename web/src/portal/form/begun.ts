import type { Draft } from '../../api/drafts';
import type { Begun, Id, KindForm, Values } from '../../api/model';
import type { KeptDraft } from './draft';
import { normalise } from './rules';

// What the form begins with (O3). The server says what is known and may be shown; it stands beside the draft, so that
// whoever then applies for somebody else takes nothing of it along.
export type BegunById = ReadonlyMap<Id, Begun>;

/** As it would be typed: a phone as 05…. */
export function begunById(form: Pick<KindForm, 'items'>, begun: readonly Begun[]): BegunById {
  return new Map(begun.flatMap((one) => {
    const item = form.items.find(({ id }) => id === one.item);
    if (!item) return [];
    const { text } = one.value;
    return [[item.id, text === undefined ? one : { ...one, value: { ...one.value, text: normalise(item, text) } }] as const];
  }));
}

/** The draft with what is known in the places that nobody has touched: for the applicant's own request alone. */
export function withBegun(draft: Draft, begun: BegunById): Draft {
  if (draft.capacity !== 'self') return draft;
  return { ...draft, values: { ...Object.fromEntries([...begun].map(([id, one]) => [id, one.value])), ...draft.values } };
}

/** What was typed, without what it began with. */
export function typedValues(values: Values, begun: BegunById): Values {
  return Object.fromEntries(Object.entries(values).filter(([id, value]) => value !== begun.get(id)?.value));
}

export function beginDraft(kept: KeptDraft, begun: BegunById): KeptDraft {
  const change = (next: Partial<Draft>) => kept.change(next.values ? { ...next, values: typedValues(next.values, begun) } : next);
  return { ...kept, draft: withBegun(kept.draft, begun), change };
}
