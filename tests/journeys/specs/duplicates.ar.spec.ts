import { Counter } from '../lib/counter';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';

const first = { name: 'وضحى ماجد سلطان النفيعي', identity: '1500000102', phone: '0500000321' };
const again = 'وضحي ماجد سلطان النفيعي';
const other = 'شيخة بندر ناصر الوادعي';

test('nobody is registered twice: a likely same person is shown, two files are merged, and the merge is undone', async ({ open }) => {
  const officer = new Desk(await open('desk', 'ar', 'duplicates-officer'), 'teryaq', 'officer');
  const counter = new Counter(officer);
  const { duplicates, person, words } = officer.texts;
  const page = officer.page;
  const begin = async (name: string, phone: string) => {
    await officer.go('people/new');
    await counter.choose('identity_type', 'none');
    await counter.type('full_name', name);
    await counter.type('phone', phone);
  };
  await test.step('she is registered, by her document', async () => {
    await officer.signIn();
    await counter.register(first);
  });
  await test.step('who registers her again sees that she may be there already, and why', async () => {
    await begin(again, first.phone);
    await page.locator('form button[type=submit]').click();
    await expect(page.getByText(duplicates.likelyTitle)).toBeVisible();
    await expect(page.locator('.likely-same')).toContainText(first.name);
    await expect(page.locator('.likely-same')).toContainText(`${duplicates.parts.phone}: ${duplicates.levels.same}`);
    await officer.look('likely-same');
  });
  await test.step('nothing was registered: her own file opens instead', async () => {
    await page.locator('.likely-same a').first().click();
    await expect(page.locator('h1')).toContainText(first.name);
  });
  await test.step('another file of hers came about under another name, and is corrected', async () => {
    await begin(other, '0500000654');
    await page.locator('form button[type=submit]').click();
    await expect(page.locator('h1')).toContainText(other);
    await page.getByRole('button', { name: person.edit(words.fields.full_name) }).click();
    await page.getByRole('dialog').locator('input').first().fill(again);
    await page.getByRole('dialog').getByRole('button').last().click();
    await expect(page.locator('h1')).toContainText(again);
  });
  const second = page.url().split('/people/')[1]!;
  await test.step('she finds both, compares them side by side, and merges them', async () => {
    await officer.go('people');
    await page.locator('main input').first().fill(first.identity);
    await page.locator('main a.row-item').first().click();
    await expect(page.locator('h1')).toContainText(first.name);
    const kept = page.url().split('/people/')[1]!;
    await officer.go(`duplicates/${kept}/${second}`);
    await expect(page.locator('.pair-values')).toContainText(again);
    await officer.look('compared');
    await page.locator('.pair-field[data-differs=true] .choice').nth(1).click();
    await page.getByRole('button', { name: duplicates.keepFirst }).click();
    await officer.look('confirming');
    await page.getByRole('dialog').getByRole('button', { name: duplicates.confirm, exact: true }).click();
    await expect(page.locator('h1')).toContainText(again);
    await expect(page.getByText(duplicates.mergesTitle)).toBeVisible();
    await officer.look('merged');
  });
  await test.step('it was wrong: the merge is undone, and both files stand again', async () => {
    await page.getByRole('button', { name: duplicates.undo }).click();
    await page.getByRole('dialog').locator('textarea').fill('الملفان لأختين');
    await page.getByRole('dialog').getByRole('button', { name: duplicates.undo }).click();
    await expect(page.locator('h1')).toContainText(first.name);
    await expect(page.getByText(duplicates.mergesTitle)).toHaveCount(0);
  });
  await test.step('the two wait in the queue; she says that they are two people, for good', async () => {
    await officer.go('duplicates');
    await expect(page.locator('main a.row-item').first()).toContainText(first.name);
    await officer.look('queue');
    await page.locator('main a.row-item').first().click();
    await page.getByRole('button', { name: duplicates.distinct }).click();
    await expect(page.getByText(duplicates.emptyTitle).or(page.locator('main a.row-item').first())).toBeVisible();
    await expect(page.locator('main')).not.toContainText(first.name);
  });
});
