import { describe, expect, it } from 'vitest';
import type { Offer } from './model';
import { arrange, isHeldByEarliest } from './offers';

const offer = (action: string, free = true, more: Partial<Offer> = {}): Offer => ({ action, free, obstacles: free ? [] : [{ code: 'gate.x', parameters: {} }], outcomes: [], ...more });
const names = (offers: readonly Offer[]) => offers.map((one) => one.action);

describe('the panel of next actions', () => {
  it('puts what carries the request on first, in the order of the procedure', () => {
    const panel = arrange([offer('close'), offer('withdraw'), offer('record_decision'), offer('answer_question'), offer('verify_item')]);
    expect(names(panel.now)).toEqual(['answer_question', 'verify_item', 'record_decision', 'close']);
    expect(names(panel.other)).toEqual(['withdraw']);
  });
  it('puts finishing before matching again, once everything is matched', () => {
    expect(names(arrange([offer('verify_item'), offer('finish_verification')]).now)).toEqual(['finish_verification', 'verify_item']);
  });
  it('keeps blocked actions, apart from the free ones', () => {
    const panel = arrange([offer('finish_verification', false), offer('verify_item'), offer('lapse', false), offer('hold')]);
    expect(names(panel.now)).toEqual(['verify_item']);
    expect(names(panel.blocked)).toEqual(['finish_verification']);
    expect(names(panel.other)).toEqual(['hold']);
    expect(names(panel.unavailable)).toEqual(['lapse']);
  });
  it('lets nothing wait for a condition once the request is closed', () => {
    const over = offer('answer_question', false, { obstacles: [{ code: 'request.closed', parameters: {} }] });
    expect(names(arrange([over]).blocked)).toEqual([]);
    expect(names(arrange([over]).unavailable)).toEqual(['answer_question']);
  });
  it('sets apart what is for others to do', () => {
    const theirs = offer('record_decision', false, { obstacles: [{ code: 'step.not_yours', parameters: { roles: 'secretary' } }] });
    const panel = arrange([theirs, offer('tell')]);
    expect(names(panel.blocked)).toEqual([]);
    expect(names(panel.notYours)).toEqual(['record_decision']);
    expect(names(panel.now)).toEqual(['tell']);
  });
  it('shows an action that it does not know, after the others', () => {
    const panel = arrange([offer('bless'), offer('override_control'), offer('stamp', false)]);
    expect(names(panel.other)).toEqual(['override_control', 'bless']);
    expect(names(panel.unavailable)).toEqual(['stamp']);
  });
  it('leaves out what only the applicant does, and loses nothing else', () => {
    const all = ['receive', 'rate', 'tell', 'reopen', 'merge', 'rectify', 'deliver'].map((action) => offer(action));
    const panel = arrange(all);
    expect([...names(panel.now), ...names(panel.other)].sort()).toEqual(['deliver', 'merge', 'rectify', 'reopen', 'tell']);
  });
  it('keeps the server’s order among offers of one action', () => {
    const panel = arrange([offer('tell', true, { step: 'second' }), offer('tell', true, { step: 'first' })]);
    expect(panel.now.map((one) => one.step)).toEqual(['second', 'first']);
  });
});

describe('a decision held back by its earliest date alone', () => {
  const early = { code: 'decision.too_early', clause: 'H5', parameters: {} };
  it.each<[string, Offer, boolean]>([
    ['is freed by an urgency', offer('record_decision', false, { obstacles: [early] }), true],
    ['has another obstacle too', offer('record_decision', false, { obstacles: [early, { code: 'gate.told_first', parameters: {} }] }), false],
    ['is free', offer('record_decision'), false],
    ['says no reason', offer('record_decision', false, { obstacles: [] }), false],
  ])('%s', (_name, one, held) => expect(isHeldByEarliest(one)).toBe(held));
});
