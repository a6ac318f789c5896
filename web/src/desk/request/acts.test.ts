import { describe, expect, it } from 'vitest';
import { callFor, type FormValues } from './acts';

describe('the call of an action', () => {
  it.each<[string, string | undefined, FormValues, string, Record<string, unknown>]>([
    ['answer_question', undefined, { question: 'q1', text: ' نعم ' }, 'answers', { question: 'q1', text: 'نعم' }],
    ['ask_clarification', 'clarify', { text: 'كيف؟' }, 'questions', { step: 'clarify', text: 'كيف؟' }],
    ['raise_question', undefined, { text: 'متى؟' }, 'questions', { text: 'متى؟' }],
    ['finish_verification', 'verify', {}, 'verification', {}],
    ['tell', 'telling', { channel: 'phone', note: '', confirmed: true }, 'tellings', { step: 'telling', channel: 'phone' }],
    ['record_decision', 'study', { outcome: 'accepted', reasons: 'مستحق', amount: '١٬٥٠٠٫٥' }, 'decision', { step: 'study', outcome: 'accepted', reasons: 'مستحق', amount_halalas: 150050 }],
    ['record_decision', 'study', { outcome: 'refused', reasons: 'خارج النطاق', happened_on: '2026-01-05' }, 'decision', { step: 'study', outcome: 'refused', reasons: 'خارج النطاق', happened_at: '2026-01-05T09:00:00.000Z' }],
    ['deliver', 'delivery', { what: 'كرسي متحرك', last: true }, 'deliveries', { step: 'delivery', what: 'كرسي متحرك', last: true }],
    ['deliver', 'delivery', { what: 'قسيمة', last: false }, 'deliveries', { step: 'delivery', what: 'قسيمة' }],
    ['return_for_completion', undefined, { items: ['report'], reason: 'قديم', until: '' }, 'return', { items: ['report'], reason: 'قديم' }],
    ['hold', undefined, { reason: 'سفر', until: '2026-12-01' }, 'hold', { reason: 'سفر', until: '2026-12-01' }],
    ['rectify', undefined, { seq: '12', reason: 'خطأ' }, 'rectification', { seq: 12, reason: 'خطأ' }],
    ['override_control', 'study', { control: 'clock.earliest', reason: 'عملية عاجلة' }, 'overrides', { control: 'clock.earliest', step: 'study', reason: 'عملية عاجلة' }],
    ['override_control', undefined, { control: 'gate.items_matched', reason: 'ضرورة' }, 'overrides', { control: 'gate.items_matched', step: '', reason: 'ضرورة' }],
    ['reassign', undefined, { staff: 's2' }, 'assignment', { staff: 's2' }],
    ['something_new', 'x', { reason: 'لأن' }, 'something-new', { step: 'x', reason: 'لأن' }],
  ])('%s', (action, step, values, path, body) => {
    expect(callFor({ action, step }, values)).toEqual({ path, body });
  });
});
