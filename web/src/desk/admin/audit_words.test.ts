import { describe, expect, it } from 'vitest';
import type { AuditRow } from '../../api/desk';
import { desk as arabic } from '../../texts/desk.ar';
import { desk as english } from '../../texts/desk.en';
import { grammar, type ArabicForms, type EnglishForms } from '../../ui/grammar';
import type { DeskFormats } from '../formats';
import { auditDetail, shortReference } from './audit_words';

const ar = arabic(grammar<ArabicForms>('ar', String));
const en = english(grammar<EnglishForms>('en', String));
const row = (detail: string, more: Partial<AuditRow> = {}): AuditRow => ({
  seq: 1, at: '2026-11-21T09:00:00Z', who_kind: 'staff', who: 's', action: 'x.done', object: 'o', detail, hidden: false, ...more,
});
const formats = (language: 'ar' | 'en') => ({
  number: String,
  list: (all: readonly string[]) => all.join('، '),
  words: (text?: Record<string, string>) => text?.[language] ?? '',
  bothDates: (iso: string) => iso.slice(0, 10),
}) as unknown as DeskFormats;
const purpose = { ar: 'لدراسة طلبي', en: 'to study my request' };

describe('the short reference of what has no name', () => {
  it.each([
    ['of an id is its end', '019aa5c2-7d00-7000-8000-00a1b2c3d4e5', 'b2c3d4e5'],
    ['of a digest is its beginning', 'ab12'.repeat(16), 'ab12ab12ab12'],
    ['of a word is nothing: the act says it', 'audit', ''],
  ])('%s', (_name, object, said) => expect(shortReference(object)).toBe(said));
});

describe('the detail of an entry of the audit log', () => {
  it.each<[string, AuditRow, string[] | undefined, string[] | undefined]>([
    ['of a broken glass says that there is a reason', row('{"note":"0192f000"}'), ['بسبب مسجَّل'], ['With a reason, on record']],
    ['of a consent says what it is for', row('{"notice_version":2,"purpose":"study_request"}', { purpose }), ['الغرض: لدراسة طلبي', 'إشعار الخصوصية رقم 2'], ['Purpose: to study my request', 'Privacy notice no. 2']],
    ['of a consent for an older purpose names it', row('{"notice_version":1,"purpose":"of_old"}'), ['الغرض: of_old', 'إشعار الخصوصية رقم 1'], ['Purpose: of_old', 'Privacy notice no. 1']],
    ['of an act on a request says its entry', row('{"seq":7}'), ['قيد الطلب رقم 7'], ['Entry 7 of the request']],
    ['of an account says what changed', row('{"changed":["name","state:disabled"]}'), ['الاسم، موقوف'], ['Name، Disabled']],
    ['of a corrected value says which', row('{"field":"phone"}'), ['الجوال'], ['Mobile phone']],
    ['of a policy says from when', row('{"effective_at":"2026-11-21T09:00:00Z"}'), ['من 2026-11-21'], ['From 2026-11-21']],
    ['of an approval says its day', row('{"approval":"019a","decided_on":"2026-11-20"}'), ['قرار 2026-11-20'], ['Decided 2026-11-20']],
    ['of a list taken along says which, its form and its rows', row('{"format":"xlsx","list":"people","rows":3}'), ['الأشخاص', 'ملف XLSX', '3 صفوف'], ['People', 'XLSX file', '3 rows']],
    ['of a saved draft says which saving', row('{"revision":3}'), ['الحفظ رقم 3'], ['Saving no. 3']],
    ['of a document that was opened is its request, which the row names', row('{"request":"019a"}'), [], []],
    ['of nothing more says nothing', row(''), [], []],
    ['that has no words stays as it is', row('{"colour":"green"}'), undefined, undefined],
    ['that is no JSON stays as it is', row('nonsense'), undefined, undefined],
  ])('%s', (_name, entry, arabicWords, englishWords) => {
    expect(auditDetail(entry, ar, formats('ar'))).toEqual(arabicWords);
    expect(auditDetail(entry, en, formats('en'))).toEqual(englishWords);
  });
});
