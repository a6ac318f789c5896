import type { FoundingDraft, FoundingObstacle } from '../../api/founding';
import { placeObstacles } from '../../api/problem';
import { uuidv7 } from '../../api/ids';

// What is typed, step by step, and what the server says of it. Pure but for the device's memory of this visit.

export type StepName = 'association' | 'policy' | 'administrator' | 'review';
export const steps: readonly StepName[] = ['association', 'policy', 'administrator', 'review'];
export const fieldsOf: Record<StepName, readonly string[]> = {
  association: ['name.ar', 'name.en', 'licence', 'slug'],
  policy: ['policy', 'approval', 'approval.meeting', 'approval.term', 'approval.date'],
  administrator: ['administrator.name', 'administrator.email'],
  review: [],
};
export const fields: readonly string[] = steps.flatMap((step) => fieldsOf[step]);
export const stepOf = (field: string): StepName | undefined => steps.find((step) => fieldsOf[step].includes(field));

export interface Typed extends Omit<FoundingDraft, 'approval'> {
  approval: { meeting: string; term: string; date: string };
  /** Whether the board has approved; '' while it is not answered. */
  isApproved: 'yes' | 'no' | '';
  administrator: { name: string; email: string };
}
export interface Kept {
  typed: Typed;
  step: StepName;
  /** Of the making: kept, so that what was made and not heard of is answered again. */
  key: string;
}

const empty: Typed = {
  slug: '', name: { ar: '', en: '' }, licence: '', isApproved: '', approval: { meeting: '', term: '', date: '' }, administrator: { name: '', email: '' },
};
const shelf = 'sila.founding';

/** What this visit typed before the page was loaded again. */
export function recall(token: string): Kept {
  try {
    const kept = JSON.parse(sessionStorage.getItem(shelf) ?? '') as Kept & { token: string };
    if (kept.token === token) return { typed: { ...empty, ...kept.typed }, step: kept.step, key: kept.key };
  } catch {
    // nothing kept, or nothing readable
  }
  return { typed: empty, step: 'association', key: uuidv7() };
}
export function keep(token: string, kept: Kept): void {
  sessionStorage.setItem(shelf, JSON.stringify({ ...kept, token }));
}
export function forget(): void {
  sessionStorage.removeItem(shelf);
}

/** As the server takes it: what is not answered is left out. */
export function draftOf({ isApproved, approval, administrator, ...rest }: Typed, upTo: StepName = 'review'): FoundingDraft {
  const { policy, ...association } = rest;
  if (upTo === 'association') return association;
  const { date, ...said } = approval;
  const draft: FoundingDraft = { ...association, policy, ...(isApproved === 'yes' ? { approval: { ...said, ...(date ? { date } : {}) } } : {}) };
  return upTo === 'policy' ? draft : { ...draft, administrator };
}

export type Faults = ReadonlyMap<string, readonly FoundingObstacle[]>;

/** Obstacles on the fields of this page. */
export function place(obstacles: readonly FoundingObstacle[]): Faults {
  return placeObstacles(obstacles, fields).byField as Faults;
}
/** The first field of a step that something stands in the way of. */
export const firstFault = (faults: Faults, step: StepName): string | undefined => fieldsOf[step].find((field) => faults.has(field));
