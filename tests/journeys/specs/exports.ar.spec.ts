import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';

/** What a workbook is, read by nothing of ours: its direction, its frozen row, its cells with their formats. */
const readBook = `
import json, re, sys, zipfile
import xml.etree.ElementTree as tree
ns = {'m': 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'}
with zipfile.ZipFile(sys.argv[1]) as book:
    part = lambda name: tree.fromstring(book.read(name))
    names = book.namelist()
    shared = [''.join(t.text or '' for t in one.iter('{%s}t' % ns['m'])) for one in part('xl/sharedStrings.xml')]
    styles, sheet = part('xl/styles.xml'), part('xl/worksheets/sheet1.xml')
formats = {one.get('numFmtId'): one.get('formatCode') for one in styles.iter('{%s}numFmt' % ns['m'])}
used = [formats.get(one.get('numFmtId'), one.get('numFmtId')) for one in styles.find('m:cellXfs', ns)]
bold = [styles.findall('m:fonts/m:font', ns)[int(one.get('fontId'))].find('m:b', ns) is not None for one in styles.find('m:cellXfs', ns)]
view = sheet.find('m:sheetViews/m:sheetView', ns)
pane = view.find('m:pane', ns)
def cell(one):
    value = one.find('m:v', ns)
    style = int(one.get('s', '0'))
    is_text = one.get('t') == 's'
    assert one.find('m:f', ns) is None
    return {'text': shared[int(value.text)] if is_text else value.text if value is not None else '', 'isText': is_text, 'format': used[style], 'bold': bold[style]}
print(json.dumps({'rightToLeft': view.get('rightToLeft') == '1', 'frozen': pane is not None and pane.get('ySplit') == '1' and pane.get('state') == 'frozen',
    'macros': any('vba' in name for name in names), 'rows': [[cell(one) for one in row] for row in sheet.find('m:sheetData', ns)]}))
`;
interface Book { rightToLeft: boolean; frozen: boolean; macros: boolean; rows: { text: string; isText: boolean; format: string; bold: boolean }[][] }

/** RFC 4180. */
function readCsv(file: string): string[][] {
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  return text.slice(1).split('\r\n').slice(0, -1).map((line) => [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('""', '"')));
}

const folder = mkdtempSync(join(tmpdir(), 'sila-exports-'));

/** By the keyboard alone: the button, the form, the file. */
async function taken(desk: Desk, form: 'xlsx' | 'csv', name: string, of?: string): Promise<string> {
  const { exports } = desk.texts;
  const page = desk.page;
  const button = page.getByRole('button', { name: of === undefined ? exports.button : exports.of(of), exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  const item = page.getByRole('menuitem', { name: exports[form] });
  await expect(item).toBeVisible();
  if (form === 'csv') await page.keyboard.press('ArrowDown');
  await expect(item).toBeFocused();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^${name}-\\d{4}-\\d{2}-\\d{2}\\.${form}$`));
  const file = join(folder, `${desk.role}-${download.suggestedFilename()}`);
  await download.saveAs(file);
  await expect(button).toBeEnabled();
  return file;
}
const book = (file: string): Book => JSON.parse(execFileSync('python3', ['-c', readBook, file], { encoding: 'utf8' })) as Book;

test('lists are taken along as files, by their filters, by whoever may see them', async ({ open }) => {
  const desk = new Desk(await open('desk', 'ar', 'exports-officer'), 'aoun', 'officer');
  const { page, texts } = desk;
  let confidential: string[] = [];
  await test.step('the queue as a workbook: right to left, its first row stays, days are days, references are text', async () => {
    await desk.signIn();
    await desk.go('queue?scope=all');
    await expect(page.locator('tr.row-link').first()).toBeVisible();
    const read = book(await taken(desk, 'xlsx', 'queue'));
    expect(read).toMatchObject({ rightToLeft: true, frozen: true, macros: false });
    const [head = [], ...rows] = read.rows;
    expect(head.map((one) => one.text).slice(0, 3)).toEqual(['رقم الطلب', 'نوع الطلب', 'المستفيد']);
    expect(head.every((one) => one.bold)).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
    for (const [reference, , , , , , , opened] of rows) {
      expect(reference).toMatchObject({ isText: true, text: expect.stringMatching(/^\d{2,4}-/) as string });
      expect(opened).toMatchObject({ isText: false, format: 'yyyy-mm-dd hh:mm' });
    }
    confidential = rows.filter((row) => row[2]?.text === texts.queue.confidential).map((row) => row[0]?.text ?? '');
    expect(confidential.length).toBeGreaterThan(0);
  });
  await test.step('by the filters of the page', async () => {
    await desk.go('queue?scope=mine');
    await expect(page.getByRole('button', { name: texts.queue.mine })).toHaveAttribute('aria-pressed', 'true');
    const rows = readCsv(await taken(desk, 'csv', 'queue')).slice(1);
    const shown = await page.locator('tr.row-link').count();
    expect(rows).toHaveLength(shown);
  });
  await test.step('people found, masked as on the page', async () => {
    const other = new Desk(await open('desk', 'ar', 'exports-people'), 'teryaq', 'officer');
    await other.signIn();
    await other.go('people?q=محمد');
    await expect(other.page.locator('.row-item').first()).toBeVisible();
    const people = readCsv(await taken(other, 'csv', 'people'));
    expect(people[0]?.slice(0, 3)).toEqual(['الاسم', 'الهوية', 'الجوال']);
    expect(people).toHaveLength(1 + await other.page.locator('.row-item').count());
    for (const row of people.slice(1)) expect(row.slice(1).join(' ')).not.toMatch(/\d{5}/);
    await other.look('people');
  });
  await test.step('whoever may not know of confidential requests has none of them in their file', async () => {
    const other = new Desk(await open('phone', 'ar', 'exports-quality'), 'aoun', 'quality');
    await other.signIn();
    await other.go('queue?scope=all');
    await other.look('queue-on-a-phone');
    const file = readCsv(await taken(other, 'csv', 'queue')).map((row) => row[0]);
    const seen = await other.page.locator('.queue-cards > li').allTextContents();
    expect(file).toHaveLength(1 + seen.length);
    const hidden = confidential.filter((reference) => !seen.some((row) => row.includes(reference)));
    expect(hidden.length).toBeGreaterThan(0);
    for (const reference of hidden) expect(file).not.toContain(reference);
    await other.go('audit?action=list.exported');
    await expect(other.page.locator('tbody')).toContainText(texts.words.audit.lists.queue);
    await other.look('on-record');
    expect(book(await taken(other, 'xlsx', 'audit')).rows.length).toBeGreaterThan(1);
  });
  await test.step('a name that would be a formula is none', async () => {
    const other = new Desk(await open('desk', 'ar', 'exports-contractors'), 'aoun', 'director');
    const { contractors } = other.texts.versions;
    await other.signIn();
    await other.go('policy/contractors');
    await other.page.getByRole('button', { name: contractors.add }).first().click();
    const dialog = other.page.getByRole('dialog');
    await dialog.locator('[name=name]').fill('=HYPERLINK("x")');
    await dialog.locator('[name=purpose]').fill('＋نقل');
    await dialog.locator('[name=phone]').fill('0512345678');
    await dialog.getByRole('button', { name: contractors.save }).click();
    await expect(dialog).toBeHidden();
    const [, row] = readCsv(await taken(other, 'csv', 'contractors'));
    expect(row?.slice(0, 2)).toEqual(['\'=HYPERLINK("x")', '\'＋نقل']);
    expect(row?.[3]).toMatch(/^'?\+?\d+$/);
    const written = book(await taken(other, 'xlsx', 'contractors')).rows[1] ?? [];
    expect(written[0]).toMatchObject({ isText: true, text: '=HYPERLINK("x")' });
    expect(written[3]).toMatchObject({ isText: true });
  });
  await test.step('the schedule of retention, and who has acknowledged a version, by a button of its own', async () => {
    const other = new Desk(await open('desk', 'ar', 'exports-heads'), 'aoun', 'director');
    const { retention, versions, words: { audit } } = other.texts;
    await other.signIn();
    await other.go('retention');
    const periods = readCsv(await taken(other, 'csv', 'retention-periods'));
    expect(periods.slice(1).map((row) => row[0])).toEqual(Object.values(retention.categories));
    await other.go('policy/versions');
    await other.page.locator('#policy-versions').locator('xpath=ancestor::section').getByRole('link').first().click();
    await expect(other.page.getByRole('heading', { name: versions.readers.title })).toBeVisible();
    const readers = readCsv(await taken(other, 'csv', 'acknowledgements', versions.readers.title));
    expect(readers.length).toBeGreaterThan(1);
    await other.look('readers');
    await other.go('audit?action=list.exported');
    await expect(other.page.locator('tbody')).toContainText(audit.lists['retention-periods']);
  });
  await test.step('a failure is said', async () => {
    await desk.go('queue?scope=all');
    await page.route('**/desk/queue/export*', (route) => route.abort());
    await page.getByRole('button', { name: texts.exports.button, exact: true }).click();
    await desk.look('menu');
    await page.getByRole('menuitem', { name: texts.exports.xlsx }).click();
    await expect(page.locator('.toast[data-tone=error]')).toBeVisible();
  });
});
