import { Counter } from '../lib/counter';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const person = { name: 'شيخة مناحي فالح الدوسري', identity: '1712345717', phone: '0500000887' };

/** As they are typed: day, month, year. */
const digits = (day: Date) => day.toISOString().slice(0, 10).split('-').reverse().join('');

test('what is kept for how long: a period is set with its basis, a file is put on hold, and people are told', async ({ open }) => {
  const quality = new Desk(await open('desk', 'ar', 'keeping-quality'), 'teryaq', 'quality');
  const officer = new Desk(await open('desk', 'ar', 'keeping-officer'), 'teryaq', 'officer');
  const hers = new Portal(await open('phone', 'ar', 'keeping-portal'), 'teryaq');
  const { retention, nav } = quality.texts;
  const { data } = hers.texts;
  const page = quality.page;
  const dialog = page.getByRole('dialog');
  const field = (name: string) => dialog.locator(`[data-field="${name}"]`);
  await officer.signIn();
  await new Counter(officer).register(person);
  const file = new URL(officer.page.url()).pathname;
  await test.step('an officer has no such page', async () => {
    await expect(officer.page.getByRole('link', { name: nav.retention })).toHaveCount(0);
    await expect(officer.page.getByRole('region', { name: retention.section })).toHaveCount(0);
  });
  await quality.signIn();
  await test.step('the head sets how long messages are kept, and sees first what that would mean', async () => {
    await page.getByRole('link', { name: nav.retention }).click();
    await expect(page.locator('h1')).toHaveText(retention.title);
    await quality.look('retention');
    const row = page.getByRole('listitem').filter({ hasText: retention.categories['messages']! });
    await expect(row).toContainText(retention.notSet);
    await row.getByRole('button').click();
    await field('months').locator('input').fill('٢');
    await dialog.getByRole('button', { name: retention.set }).click();
    await expect(field('basis').locator('.field-error')).toBeVisible();
    await field('basis').locator('input').fill('قرار مجلس الإدارة رقم ١٢');
    await dialog.getByRole('button', { name: retention.set }).click();
    await expect(field('months').locator('.field-error')).toBeVisible();
    await quality.look('retention-refused');
    await field('months').locator('input').fill('24');
    await dialog.getByRole('button', { name: retention.foresee }).click();
    await expect(dialog.getByRole('status')).toContainText(retention.foreseen(0));
    await quality.look('retention-period');
    await dialog.getByRole('button', { name: retention.set }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toContainText(retention.period(24));
    await expect(row).toContainText('قرار مجلس الإدارة رقم ١٢');
  });
  await test.step('a file with a case before a court is put on hold', async () => {
    await quality.person.go(file);
    const card = page.getByRole('region', { name: retention.section });
    await expect(card).toContainText(retention.sectionNone);
    await card.getByRole('button', { name: retention.hold }).click();
    await dialog.getByRole('button', { name: retention.hold }).click();
    await expect(field('reason').locator('.field-error')).toBeVisible();
    await field('reason').locator('textarea').fill('قضية منظورة أمام المحكمة العامة');
    await quality.date(field('review_on'), digits(new Date(Date.now() + 90 * 86_400_000)));
    await quality.look('hold');
    await dialog.getByRole('button', { name: retention.hold }).click();
    await expect(card).toContainText('قضية منظورة أمام المحكمة العامة');
    await quality.look('held');
  });
  await test.step('it stands among the holds, with the announced files beside it, and is lifted', async () => {
    await page.getByRole('link', { name: nav.retention }).click();
    await page.getByRole('button', { name: retention.tabs['files']!, exact: true }).click();
    await expect(page.getByText(retention.noFiles)).toBeVisible();
    await page.getByRole('button', { name: retention.tabs['holds']!, exact: true }).click();
    const hold = page.getByRole('listitem').filter({ hasText: person.name });
    await expect(hold).toContainText('قضية منظورة أمام المحكمة العامة');
    await quality.look('holds');
    await hold.getByRole('button', { name: retention.lift }).click();
    await dialog.getByRole('button', { name: retention.lift }).click();
    await expect(page.getByText(retention.noHolds)).toBeVisible();
  });
  await test.step('she reads in the portal how long it is kept', async () => {
    await hers.go('account');
    await hers.signIn(person.phone);
    await hers.page.getByRole('link', { name: data.title }).click();
    const kept = hers.page.getByRole('region', { name: data.kept });
    await expect(kept).toContainText(data.keptOf['messages']!);
    await expect(kept).toContainText(data.period(24));
    await hers.look('kept-for');
  });
});
