import { expect, sizes, test } from '../lib/people';
import { Portal } from '../lib/portal';

test('the portal\'s first page does not jump while it loads', async ({ open }) => {
  const her = new Portal(await open('phone', 'ar', 'still'), 'teryaq');
  const { page } = her;
  await page.addInitScript(() => {
    const seen = window as unknown as { shift: number };
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  // The frame of the page stands while what it shows is on its way, as on a slow line.
  let arrive = () => undefined as void;
  const held = new Promise<void>((resolve) => { arrive = resolve; });
  await page.route(/\/assets\/portal\/Home-/, async (route) => {
    await held;
    await route.continue();
  });
  await her.go('');
  await expect(page.getByText(her.texts.shell.portal).first()).toBeVisible();
  arrive();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // Who speaks to the device says what is written.
  await expect(page.getByRole('button', { name: '١٢٣' })).toHaveCount(1);
  await page.evaluate(() => document.fonts.ready);
  const shift = await page.evaluate(() => new Promise<number>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve((window as unknown as { shift: number }).shift)));
  }));
  expect(shift, 'how far things moved').toBeLessThanOrEqual(0.02);
});

test('the line may go after a first visit: the service\'s page is there without it', async ({ chromium_, sila }) => {
  const context = await chromium_.newContext({ viewport: sizes.phone, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${sila.address}/teryaq/kinds/assistance`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const kept = () => page.evaluate(async () => {
    const found = await Promise.all(['/api/teryaq/portal/home', '/api/teryaq/portal/kinds/assistance'].map((path) => caches.match(path)));
    return found.every(Boolean);
  });
  await expect.poll(kept).toBe(true);
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await context.close();
});
