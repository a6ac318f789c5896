import type { Offer } from './model';

// In which order the panel shows what may be done: first what carries the request on, as the procedure goes; then what
// turns it aside. Free before blocked: once everything is matched, finishing comes before matching again. An action that
// this page does not know yet is shown too, with the others.
const onward = [
  'resume', 'reopen', 'answer_question', 'submit', 'sign', 'finish_verification', 'verify_item', 'answer_clarification', 'tell', 'record_result', 'record_progress', 'record_decision', 'judge',
  'reply', 'enroll', 'deliver', 'confirm_receipt', 'offer_evaluation', 'close',
] as const;
const aside = [
  'raise_question', 'ask_clarification', 'correct_item', 'return_for_completion', 'remind', 'hold', 'reassign', 'skip_optional', 'withdraw', 'lapse', 'appeal', 'merge', 'rectify',
  'override_control', 'delivery_failed',
] as const;
const order = new Map<string, number>([...onward, ...aside].map((action, index) => [action, index]));
const onwards = new Set<string>(onward);
const last = onward.length + aside.length;

/** What only the applicant does, or happens by itself: no officer's page offers it. */
const never = new Set(['receive', 'rate']);

export interface Panel {
  /** The first one is the page's primary action. */
  now: Offer[];
  /** What would carry the request on, and what stands in its way. */
  blocked: Offer[];
  other: Offer[];
  unavailable: Offer[];
  /** What others do: said is who, not what stands in their way. */
  notYours: Offer[];
}

const place = (offer: Offer): number => order.get(offer.action) ?? last;

export function arrange(offers: readonly Offer[]): Panel {
  const sorted = offers
    .filter((offer) => !never.has(offer.action))
    .map((offer, index) => ({ offer, index }))
    .sort((one, two) => place(one.offer) - place(two.offer) || one.index - two.index)
    .map(({ offer }) => offer);
  const isYours = (offer: Offer) => !offer.obstacles.some((obstacle) => obstacle.code === 'step.not_yours');
  const yours = sorted.filter(isYours);
  // What takes a request up again is a way on only while it is free: a running request does not wait for it.
  // Nothing carries a closed request on: what its end alone forbids waits for no condition.
  const isOver = (offer: Offer) => offer.obstacles.some((obstacle) => obstacle.code === 'request.closed');
  const isOnward = (offer: Offer) => onwards.has(offer.action) && (offer.free || (offer.action !== 'resume' && offer.action !== 'reopen' && !isOver(offer)));
  return {
    now: yours.filter((offer) => isOnward(offer) && offer.free),
    blocked: yours.filter((offer) => isOnward(offer) && !offer.free),
    other: yours.filter((offer) => !isOnward(offer) && offer.free),
    unavailable: yours.filter((offer) => !isOnward(offer) && !offer.free),
    notYours: sorted.filter((offer) => !isYours(offer)),
  };
}

export const offerKey = (offer: Offer): string => `${offer.action}/${offer.step ?? ''}`;

/** A decision that only its earliest date holds back: what an override for urgency would free. */
export function isHeldByEarliest(offer: Offer): boolean {
  return !offer.free && offer.obstacles.length > 0 && offer.obstacles.every((obstacle) => /earliest|too_early|not_before/.test(obstacle.code));
}
