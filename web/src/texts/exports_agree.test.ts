import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { grammar, type ArabicForms, type EnglishForms } from '../ui/grammar';
import { desk as arabic } from './desk.ar';
import { desk as english } from './desk.en';

// A list that is taken along says what its page says: one thing has one name.
const server = JSON.parse(readFileSync(new URL('../../../texts/exports/words.json', import.meta.url), 'utf8')) as Record<string, { ar: string; en: string }>;
const desks = { ar: arabic(grammar<ArabicForms>('ar', String)), en: english(grammar<EnglishForms>('en', String)) };
type Desk = (typeof desks)['ar'];
/** The server's group, and where the desk says it. */
const groups: readonly (readonly [string, (desk: Desk) => object])[] = [
  ['audit_action', (desk) => desk.words.auditActions], ['channel', (desk) => desk.words.channels], ['class', (desk) => desk.words.classes],
  ['contractor_state', (desk) => desk.versions.contractors.states], ['control', (desk) => desk.words.controls], ['control_kind', (desk) => desk.words.controlKinds],
  ['control_outcome', (desk) => desk.words.controlOutcomes], ['event', (desk) => desk.request.timeline.kinds], ['field', (desk) => desk.words.fields],
  ['import_state', (desk) => desk.imports.states], ['matched_by', (desk) => desk.search.matchedBy], ['message_state', (desk) => desk.words.messageStates],
  ['retention_category', (desk) => desk.retention.categories], ['reader_group', (desk) => desk.versions.readers.groups], ['role', (desk) => desk.words.roles], ['staff_state', (desk) => desk.words.staffStates],
  ['status', (desk) => desk.words.statuses], ['subject_kind', (desk) => desk.privacy.kinds], ['subject_state', (desk) => desk.privacy.states],
  ['verdict', (desk) => desk.duplicates.verdicts], ['version_state', (desk) => desk.versions.states], ['draft_state', (desk) => desk.versions.drafts.states],
];

const headings = JSON.parse(readFileSync(new URL('../../../texts/exports/headings.json', import.meta.url), 'utf8')) as Record<string, { ar: string; en: string }>;

describe('the words of a list that is taken along', () => {
  it.each(groups)('are the desk’s own: %s', (group, wordsOf) => {
    for (const language of ['ar', 'en'] as const) {
      const own = Object.fromEntries(Object.entries(wordsOf(desks[language])).filter(([, word]) => typeof word === 'string'));
      const named = Object.fromEntries(Object.entries(server).filter(([code]) => code.startsWith(`${group}.`)).map(([code, text]) => [code.slice(group.length + 1), text[language]]));
      expect(named).toEqual(own);
    }
  });
  it('name the list as the audit log does', () => {
    for (const language of ['ar', 'en'] as const) {
      const named = Object.fromEntries(Object.entries(headings).filter(([name]) => name.startsWith('sheet.')).map(([name, text]) => [name.slice('sheet.'.length), text[language]]));
      expect(named).toEqual(desks[language].words.audit.lists);
    }
  });
  it('are of no other group', () => {
    const known = new Set(groups.map(([group]) => group));
    expect(Object.keys(server).filter((code) => !known.has(code.split('.')[0] ?? ''))).toEqual([]);
  });
});
