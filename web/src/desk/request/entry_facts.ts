import type { TimelineRow } from '../../api/desk';
import type { Desk } from '../../texts/desk.ar';
import type { DeskFormats } from '../formats';
import { wordFor } from '../texts';
import { controlLabel } from './form_fields';
import { stepOf, type RequestPage } from './model';

/** What an entry says beyond its kind, each in words: from its parameters, which are codes, dates and numbers. */
export function entryFacts(entry: TimelineRow, page: RequestPage, desk: Desk, formats: DeskFormats): string[] {
  const { parameters: said } = desk.request.timeline;
  const facts: string[] = [];
  const value = (name: string): string => (entry.parameters[name] === undefined ? '' : String(entry.parameters[name]));
  const add = (name: string, say: (value: string) => string, read: (value: string) => string = (text) => text) => {
    const text = value(name);
    if (text) facts.push(say(read(text)));
  };
  const step = stepOf(page, entry.step);
  if (step && !entry.kind.startsWith('step_')) facts.push(formats.words(step.title));
  add('item', said.item, (id) => formats.words(page.items.find((item) => item.id === id)?.title) || id);
  add('items', said.item, (ids) => formats.list(ids.split(',').map((id) => formats.words(page.items.find((item) => item.id === id)?.title) || id)));
  if (value('matched')) facts.push(value('matched') === 'no' ? said.not_matched : value('valid') === 'no' ? said.matched_invalid : said.matched_valid);
  // A step's own outcome («verified») repeats its name; a decision's says something.
  if (!entry.kind.startsWith('step_')) add('outcome', said.outcome, (code) => wordFor(desk.words.outcomes, code));
  add('what', said.what, (code) => wordFor(desk.words.tellings, code));
  add('channel', said.channel, (code) => wordFor(desk.words.channels, code));
  add('proof', said.proof, (code) => wordFor(desk.words.proofs, code));
  add('sign_method', said.sign_method, (code) => wordFor(desk.words.signMethods, code));
  add('assignee', said.assignee);
  add('amount_halalas', said.amount_halalas, (text) => formats.money(Number(text)));
  add('control', said.control, (control) => controlLabel(desk, control));
  add('rectifies', said.rectifies, (seq) => formats.number(Number(seq)));
  add('until', said.until, (day) => formats.bothDates(day));
  if (entry.kind === 'step_opened') {
    add('earliest', said.earliest, (at) => formats.bothDates(at));
    add('due', said.due, (at) => formats.bothDates(at));
  }
  return facts;
}
