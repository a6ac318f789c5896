import type { Tone } from '../../ui/feedback';

const statusTones: Readonly<Record<string, Tone>> = { open: 'info', returned: 'warn', held: 'neutral', closed: 'neutral' };
const outcomeTones: Readonly<Record<string, Tone>> = {
  accepted: 'ok', accepted_in_part: 'ok', answered: 'ok', resolved: 'ok', adopted: 'ok', upheld: 'ok', delivered: 'ok', registered: 'ok', granted: 'ok',
  refused: 'error', not_upheld: 'error', not_resolved: 'warn', deferred: 'warn', lapsed: 'warn',
};
const controlTones: Readonly<Record<string, Tone>> = { kept: 'ok', owed: 'info', broken: 'error', overridden: 'warn', late: 'error', not_measured: 'neutral' };

export const statusTone = (status: string, outcome?: string): Tone =>
  (status === 'closed' && outcome ? outcomeTones[outcome] : undefined) ?? statusTones[status] ?? 'neutral';
export const outcomeTone = (outcome: string): Tone => outcomeTones[outcome] ?? 'neutral';
export const controlTone = (outcome: string): Tone => controlTones[outcome] ?? 'neutral';
