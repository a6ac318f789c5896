// Behaviour of the desk over its mock: keyboard, address, conflict, ended sign-in, language. node tools/walk-desk.mjs [built]
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { uuid } from './mock-desk-data.mjs';

const [built] = process.argv.slice(2);
process.argv[3] = built;
const { serve } = await import('./mock-desk.mjs');
const server = await serve(0);
const base = `http://127.0.0.1:${server.address().port}/desk/teryaq`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'America/New_York' });
const page = await context.newPage();
page.setDefaultTimeout(15_000);
const faults = [];
page.on('pageerror', (error) => faults.push(error.message));
const step = async (name, what) => { await what(); console.log('ok', name); };

await step('j and k move between rows, Enter opens', async () => {
  await page.goto(`${base}/queue`);
  await page.locator('[data-row]').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const focused = await page.evaluate(() => [...document.querySelectorAll('[data-row]')].indexOf(document.activeElement));
  assert.equal(focused, 0);
  await page.keyboard.press('Enter');
  await page.waitForURL(/requests\//);
  await page.goBack();
});
await step('the filter stands in the address and comes back from it', async () => {
  await page.locator('.tile').first().click();
  await page.waitForURL(/state=overdue/);
  await page.locator('.scopes button').last().click();
  await page.waitForURL(/scope=all/);
  await page.reload();
  await page.locator('.tile[aria-pressed=true][data-state=overdue]').waitFor();
});
await step('slash starts the search; arrows and Enter open a person', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('نورة');
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/people\//);
});
await step('load more adds rows', async () => {
  await page.goto(`${base}/queue?scope=all`);
  await page.locator('[data-row]').first().waitFor();
  const before = await page.locator('[data-row]').count();
  await page.locator('.load-more button').click();
  await page.waitForFunction((count) => document.querySelectorAll('[data-row]').length > count, before);
});
await step('a conflict says what changed and keeps what was typed', async () => {
  await page.goto(`${base}/requests/${uuid(6)}`);
  await page.locator('.offer-button', { hasText: 'سجّل القرار' }).click();
  await page.locator('.action-form input[type=radio]').first().check();
  await page.locator('.action-form textarea').fill('أسباب كُتبت بعناية');
  await page.locator('.action-form button[type=submit]').click();
  await page.getByText('تغيّر الطلب أثناء عملك').waitFor();
  await page.getByText('خالد السبيعي', { exact: false }).first().waitFor();
  assert.equal(await page.locator('.action-form textarea').inputValue(), 'أسباب كُتبت بعناية');
  await page.locator('.action-form button[type=submit]').click();
  await page.getByText('سُجّل.').waitFor();
});
await step('typed text survives another page and another language', async () => {
  await page.goto(`${base}/requests/${uuid(1)}`);
  await page.locator('.fold').first().click();
  await page.locator('.offer-button', { hasText: 'أعده للاستكمال' }).click();
  await page.locator('.action-form textarea').fill('التقرير غير واضح');
  await page.locator('.nav-link').nth(1).click();
  await page.goBack();
  await page.locator('.fold').first().click();
  await page.locator('.offer-button', { hasText: 'أعده للاستكمال' }).click();
  assert.equal(await page.locator('.action-form textarea').inputValue(), 'التقرير غير واضح');
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await page.locator('html[dir=ltr]').waitFor();
  assert.equal(await page.locator('.action-form textarea').inputValue(), 'التقرير غير واضح');
  await page.getByRole('button', { name: 'التبديل إلى العربية' }).click();
  await page.locator('html[dir=rtl]').waitFor();
});
await step('what is missing is said, with the focus on it; a refusal lands on its field with its clause', async () => {
  await page.locator('.action-form button[type=submit]').click();
  await page.getByText('اختر ما يلزم استكماله.').waitFor();
  await page.locator('.action-form .button-quiet').last().click();
});
await step('one press matches an item', async () => {
  await page.goto(`${base}/requests/${uuid(1)}?tab=items`);
  await page.locator('#item-household .item-side .button-small', { hasText: 'مطابق' }).click();
  await page.locator('#item-household .chip-ok').waitFor();
});
await step('an answer is given from the question itself', async () => {
  await page.goto(`${base}/requests/${uuid(3)}`);
  await page.locator('.talk button').first().click();
  await page.locator('.action-form textarea').fill('الهوية ووصفة الطبيب.');
  await page.locator('.action-form button[type=submit]').click();
  await page.locator('.talk-answer').first().waitFor();
});
await step('an ended sign-in is taken up over the page', async () => {
  await page.goto(`${base}/requests/new`);
  await page.locator('textarea').first().fill('سؤال لم يضع');
  await page.evaluate(() => fetch('/api/teryaq/desk/sign-in', { method: 'DELETE' }));
  await page.keyboard.press('Escape');
  await page.locator('.search-input').fill('فهد');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.locator('input[type=password]').fill('wrong');
  await dialog.locator('button[type=submit]').click();
  await dialog.getByText('غير صحيحة').waitFor();
  await dialog.locator('input[type=password]').fill('right');
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.locator('textarea').first().inputValue(), 'سؤال لم يضع');
});
await step('Arabic digits are shown, never sent', async () => {
  await page.goto(`${base}/account`);
  await page.getByRole('button', { name: '٠١٢٣' }).click();
  await page.goto(`${base}/requests/${uuid(1)}`);
  await page.locator('.reference', { hasText: '٢٦-٠٠٤٢١٧-٣' }).waitFor();
});
await step('signing out leaves nothing behind', async () => {
  await page.goto(`${base}/account`);
  await page.getByRole('button', { name: 'تسجيل الخروج' }).click();
  await page.waitForURL(/sign-in/);
  await page.goto(`${base}/queue`);
  await page.waitForURL(/sign-in\?to=/);
});
assert.deepEqual(faults, []);
await browser.close();
server.close();
console.log('walked');
