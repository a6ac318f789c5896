import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { Counter } from '../lib/counter';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const applicant = { name: 'لولوة ناصر فهد السبيعي', identity: '1600000002', phone: '0500000771' };

/** What a link gives, as a file. */
async function taken(page: Page, name: string): Promise<{ file: string; bytes: Buffer }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  const download = await waiting;
  return { file: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a person takes their data along, has it corrected, and asks for its erasure', async ({ open, sila }) => {
  const officer = new Desk(await open('desk', 'ar', 'my-data-officer'), 'teryaq', 'officer');
  const quality = new Desk(await open('desk', 'ar', 'my-data-quality'), 'teryaq', 'quality');
  const her = new Portal(await open('phone', 'ar', 'my-data-portal'), 'teryaq');
  const { data } = her.texts;
  const { privacy } = officer.texts;
  await test.step('she is registered at the desk', async () => {
    await officer.signIn();
    await new Counter(officer).register(applicant);
  });
  const file = officer.page.url();
  await test.step('in the portal she reads what is known of her, and from where', async () => {
    await her.go('account');
    await her.signIn(applicant.phone);
    await her.page.getByRole('link', { name: data.title }).click();
    await expect(her.page.getByText(applicant.name).first()).toBeVisible();
    await expect(her.page.getByText(data.sources['document']!).first()).toBeVisible();
    await her.look('my-data');
  });
  await test.step('she takes her data along, to read and to take elsewhere', async () => {
    const paper = await taken(her.page, data.copyPaper);
    expect(paper.file).toMatch(/^data-teryaq-.*\.pdf$/);
    expect(paper.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const copy = await taken(her.page, data.copyData);
    const read = JSON.parse(copy.bytes.toString()) as { file: { identity_numbers: string[]; values: { value: { field: string; value: string } }[] } };
    expect(read.file.identity_numbers).toEqual([applicant.identity]);
    expect(read.file.values.map((one) => one.value.value)).toContain(applicant.name);
  });
  await test.step('her city is missing: she asks for it, and nothing changes before the answer', async () => {
    await her.button(data.add).click();
    await her.field('field').locator('select').selectOption('city');
    await her.button(data.send).click();
    await expect(her.field('value').locator('.field-error')).toBeVisible();
    await her.field('value').locator('input, textarea').fill('الطائف');
    await her.look('asking');
    await her.button(data.send).click();
    await expect(her.page.getByText(data.states['open']!)).toBeVisible();
    await her.look('asked');
  });
  await test.step('the officer finds it among the data requests, with its day, and grants it', async () => {
    await officer.go('data-requests');
    await officer.page.locator('a.row-item', { hasText: applicant.name }).click();
    await expect(officer.page.getByText('الطائف')).toBeVisible();
    await officer.look('correction');
    await officer.page.getByRole('button', { name: privacy.grant['correction']! }).click();
    await officer.page.getByRole('dialog').locator('input[type=checkbox]').check();
    await officer.look('granting');
    await officer.page.getByRole('dialog').getByRole('button', { name: privacy.grant['correction']! }).click();
    await expect(officer.page.getByText(privacy.states['granted']!)).toBeVisible();
    await officer.page.goto(file);
    await expect(officer.page.getByText('الطائف')).toBeVisible();
    await officer.look('file');
  });
  await test.step('she asks for the erasure of her data', async () => {
    await her.page.reload();
    await expect(her.page.getByText(data.states['granted']!)).toBeVisible();
    await her.button(data.erase).click();
    await expect(her.page.getByRole('dialog')).toBeVisible(); // its code comes only when it is asked for
    await her.look('erasing');
    await her.button(data.eraseSend).click();
    await expect(her.page.getByText(data.states['open']!)).toBeVisible();
  });
  await test.step('the officer may not decide it; the quality manager agrees', async () => {
    await officer.go('data-requests');
    await officer.page.locator('a.row-item', { hasText: applicant.name }).click();
    await expect(officer.page.locator('h1')).toContainText(privacy.kinds['erasure']!);
    await expect(officer.page.getByRole('button', { name: privacy.grant['erasure']! })).toHaveCount(0);
    await quality.signIn();
    await quality.go('data-requests');
    await quality.page.locator('a.row-item', { hasText: applicant.name }).click();
    await quality.page.getByRole('button', { name: privacy.grant['erasure']! }).click();
    await quality.look('agreeing');
    await quality.page.getByRole('dialog').getByRole('button', { name: privacy.grant['erasure']! }).click();
    await expect(quality.page.locator('main')).toContainText(privacy.states['granted']!);
  });
  await test.step('three days later nothing of her can be found', async () => {
    await sila.pass({ days: 3, minutes: 1 });
    await officer.signIn();
    await expect(async () => {
      await officer.go('people');
      await officer.page.locator('main input').first().fill(applicant.identity);
      await expect(officer.page.getByText(officer.texts.people.noneTitle(applicant.identity))).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
  });
});
