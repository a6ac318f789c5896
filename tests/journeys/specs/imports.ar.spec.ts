import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';

const rows = 10_000;
/** As pages write numbers: by thousands. */
const grouped = (text: string): string => text.replace(/\d+/, (number) => Number(number).toLocaleString('en'));
const names = ['نورة', 'سعد', 'هند', 'فيصل', 'ريم', 'ماجد', 'وضحى', 'بندر', 'شيخة', 'تركي'];
const families = ['القحطاني', 'العتيبي', 'الدوسري', 'الغامدي', 'الشهري', 'المطيري', 'الحربي', 'الزهراني', 'السبيعي', 'البقمي'];

/** Ten digits of a test person, with the digit of Luhn. */
function number(person: number): string {
  const digits = `16${String(person).padStart(7, '0')}`;
  const sum = [...digits].reduce((all, digit, at) => {
    const twice = at % 2 === 0 ? 2 * Number(digit) : Number(digit);
    return all + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** As a spreadsheet saves it: one in a hundred has a phone that it spoiled, one in two hundred a word that is no gender. */
function list(): string {
  const line = (person: number) => {
    const phone = person % 100 === 7 ? '5.12E+08' : `5${String(10_000_000 + person)}`;
    const gender = person % 200 === 3 ? 'طفل' : 'ذكر';
    return [`${names[person % 10]} ${names[Math.floor(person / 10) % 10]} ${names[Math.floor(person / 100) % 10]} ${families[Math.floor(person / 1000)]}`, number(person), phone, gender].join(',');
  };
  return ['اسم المستفيد,السجل المدني,جوال المستفيد,الجنس', ...Array.from({ length: rows }, (_, person) => line(person))].join('\r\n');
}

/** What somebody does in a spreadsheet: finds and replaces in all cells. */
const replaceInCells = `
import sys, zipfile
source, target, *pairs = sys.argv[1:]
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as new:
    for entry in old.namelist():
        data = old.read(entry)
        if entry == 'xl/sharedStrings.xml':
            for pair in pairs:
                was, becomes = pair.split('=')
                assert was.encode() in data, was
                data = data.replace(f'>{was}<'.encode(), f'>{becomes}<'.encode())
        new.writestr(entry, data)
`;

/** A workbook of two villages, each on a sheet of its own. */
const twoSheets = `
import sys, zipfile
main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
package = 'http://schemas.openxmlformats.org/package/2006/relationships'
sheets = [('الوادي', 'سعد ناصر الوادعي'), ('الجبل', 'ريم خالد الجبلي')]
row = lambda *texts: '<row>' + ''.join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts) + '</row>'
with zipfile.ZipFile(sys.argv[1], 'w') as book:
    book.writestr('_rels/.rels', f'<Relationships xmlns="{package}"><Relationship Id="r0" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    names = ''.join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, (name, _) in enumerate(sheets, 1))
    book.writestr('xl/workbook.xml', f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>')
    links = ''.join(f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1))
    book.writestr('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="{package}">{links}</Relationships>')
    for i, (_, person) in enumerate(sheets, 1):
        book.writestr(f'xl/worksheets/sheet{i}.xml', f'<worksheet xmlns="{main}"><sheetData>{row("الاسم", "الجنس")}{row(person, "ذكر")}</sheetData></worksheet>')
`;

test('an old list of ten thousand comes in, its refused rows are mended in the returned workbook, and all of it is taken back', async ({ open }) => {
  const desk = new Desk(await open('desk', 'ar', 'imports-supervisor'), 'teryaq', 'supervisor');
  const { imports } = desk.texts;
  const page = desk.page;
  const shown = (name: string) => page.locator('.facts > div', { hasText: name }).locator('dd');
  const folder = mkdtempSync(join(tmpdir(), 'sila-list-'));
  const check = async () => {
    await page.getByRole('button', { name: imports.check, exact: true }).click();
    await expect(page.getByText(imports.checkedTitle)).toBeVisible({ timeout: 120_000 });
  };
  const start = async () => {
    await page.getByRole('button', { name: imports.start, exact: true }).click();
    await expect(page.getByText(imports.doneTitle)).toBeVisible({ timeout: 240_000 });
  };
  await test.step('a file that is no list of people is refused, with what to do', async () => {
    await desk.signIn();
    await desk.go('imports');
    await page.locator('input[type=file]').setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('السعر,الكمية\n1,2\n') });
    await expect(page.getByRole('alert')).toContainText('لم يُعرف أي عمود');
    await desk.look('refused');
  });
  await test.step('the list is uploaded; its columns are known by their headings', async () => {
    await page.locator('input[type=file]').setInputFiles({ name: 'المستفيدون.csv', mimeType: 'text/csv', buffer: Buffer.from(list()) });
    await expect(page.getByText(imports.columnsTitle)).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('.import-column select').first()).toHaveValue('full_name');
    await expect(page.locator('.import-column select').nth(2)).toHaveValue('phone');
    await desk.look('columns');
  });
  await test.step('the dry run tells what would come of it', async () => {
    await check();
    await expect(shown(imports.failed)).toHaveText(imports.rows(150));
    await expect(page.locator('.import-problems').first()).toContainText('صيغة علمية');
    await desk.look('checked');
  });
  await test.step('it comes in', async () => {
    await start();
    await expect(shown(imports.made)).toHaveText(grouped(imports.people(9_850)));
    await desk.look('done');
  });
  const first = page.url();
  await test.step('the refused rows are mended in the workbook and come in by the same columns', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: imports.errors }).click()]);
    const returned = join(folder, 'errors.xlsx');
    const mended = join(folder, 'mended.xlsx');
    await download.saveAs(returned);
    execFileSync('python3', ['-c', replaceInCells, returned, mended, '5.12E+08=0512345678', 'طفل=ذكر']);
    await page.locator('input[type=file]').setInputFiles({ name: 'mended.xlsx', mimeType: 'application/octet-stream', buffer: readFileSync(mended) });
    await expect(page.getByText(imports.remembered)).toBeVisible({ timeout: 60_000 });
    await check();
    await expect(shown(imports.failed)).toHaveText(imports.rows(0));
    await start();
    await expect(shown(imports.made)).toHaveText(imports.people(150));
  });
  await test.step('the first list is taken back as a whole', async () => {
    await page.goto(first);
    await page.getByRole('button', { name: imports.undo }).click();
    await desk.look('undoing');
    await page.getByRole('dialog').getByRole('button', { name: imports.undoConfirm, exact: true }).click();
    await expect(page.getByText(imports.undoneTitle)).toBeVisible({ timeout: 240_000 });
    await expect(shown(imports.withdrawn)).toHaveText(grouped(imports.people(9_850)));
    await desk.look('undone');
  });
  await test.step('both stand in the list of lists', async () => {
    await desk.go('imports');
    await expect(page.locator('tbody tr')).toHaveCount(2);
    await expect(page.locator('tbody')).toContainText(imports.states.undone);
    await desk.look('lists');
  });
});

test('a workbook of several sheets comes in sheet by sheet', async ({ open }) => {
  const desk = new Desk(await open('phone', 'ar', 'imports-sheets'), 'teryaq', 'supervisor');
  const { imports } = desk.texts;
  const page = desk.page;
  const path = join(mkdtempSync(join(tmpdir(), 'sila-list-')), 'قرى.xlsx');
  execFileSync('python3', ['-c', twoSheets, path]);
  await test.step('one sheet is read, and the page names the other', async () => {
    await desk.signIn();
    await desk.go('imports');
    await page.locator('input[type=file]').setInputFiles(path);
    await expect(page.getByText(imports.sheetsText('الوادي'))).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('.import-column').first()).toContainText('سعد ناصر الوادعي');
    await desk.look('sheets');
  });
  const first = page.url();
  await test.step('the other comes in by its name, as a list of its own', async () => {
    await page.getByLabel(imports.chooseSheet('الجبل')).setInputFiles(path);
    await expect(page.getByText(imports.sheetsText('الجبل'))).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('.import-column').first()).toContainText('ريم خالد الجبلي');
    expect(page.url()).not.toBe(first);
  });
});
