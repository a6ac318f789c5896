import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const applicant = { name: 'منى سعد عبدالله الحربي', identity: '1500000045', phone: '0500000666' };

test('the line goes while one signs: nothing is lost, and what is sent again is done once', async ({ open }) => {
  const her = new Portal(await open('phone', 'ar', 'line-ar-portal'), 'teryaq');
  const { page, texts } = her;
  const { context } = her.person;
  const tries: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/portal/requests')) tries.push(request.headers()['idempotency-key'] ?? '');
  });
  const asked: string[] = [];
  page.on('request', (request) => { if (request.url().endsWith('/portal/me')) asked.push(request.url()); });

  await test.step('the start page speaks both languages', async () => {
    await her.person.go('/');
    await page.getByRole('button', { name: texts.common.language.switchTo }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.locator('header button').click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await her.look('start');
  });
  await test.step('who has not signed in is not asked after', async () => {
    await her.go('kinds/assistance/apply');
    await expect(her.field('phone')).toBeVisible();
    expect(asked).toEqual([]);
    await her.signIn(applicant.phone);
    await page.reload();
    await her.consent();
    expect(asked).not.toEqual([]);
  });
  await test.step('she signs without a line: it is said, and goes away with its reason', async () => {
    await her.next();
    await her.fillAssistance(applicant);
    await her.next();
    await her.fillPapers(applicant);
    await her.next();
    await her.next();
    await her.draw();
    await context.setOffline(true);
    await her.next();
    const refused = page.getByRole('alert').filter({ hasText: texts.common.errors.offline });
    await expect(refused).toBeVisible();
    await her.look('signing-offline');
    await context.setOffline(false);
    await expect(refused).toBeHidden();
    await expect(page.getByText(texts.common.network.online)).toBeVisible();
    await her.look('online-again');
    expect(tries).toEqual([]);
  });
  await test.step('the server is slow to answer: the next try says the same, under the same key, and it is done once', async () => {
    const path = '**/api/teryaq/portal/requests';
    const busy = { status: 503, contentType: 'application/problem+json', body: JSON.stringify({ status: 503, code: 'http.busy', obstacles: [] }) };
    await page.route(path, async (route) => {
      await route.fetch();
      await route.fulfill(busy);
    }, { times: 1 });
    await her.button(texts.common.network.sendNow).click();
    await her.button(texts.common.actions.retry).click();
    await her.reference();
    expect(new Set(tries).size).toBe(1);
    expect(tries).toHaveLength(2);
    await her.go('requests');
    await expect(page.locator('.request-card')).toHaveCount(1);
    await her.look('once');
  });
});
