import type { Page } from '@playwright/test';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const applicant = { name: 'سلمى ماجد عبدالله الزهراني', identity: '1500000235', phone: '0500000735' };

/** Marks the page, so that a reload would be seen: it takes the mark away. */
const mark = (page: Page): Promise<void> => page.evaluate(() => { document.body.dataset['mark'] = 'kept'; });
const keepsItsMark = async (page: Page): Promise<void> => { await expect(page.locator('body[data-mark=kept]')).toBeAttached(); };

/** Resolves when the page's stream of news ends, however it ends. */
function newsEnd(page: Page): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['requestfinished', 'requestfailed'] as const) {
      page.on(event, (request) => { if (request.url().includes('/desk/news')) resolve(); });
    }
  });
}

test('pages refresh by themselves: a new request at the desk, an answer on the portal, and nothing after signing out', async ({ open }) => {
  const officer = new Desk(await open('desk', 'ar', 'news-officer'), 'teryaq', 'officer');
  await officer.signIn();
  const listens = officer.page.waitForResponse((response) => response.url().includes('/desk/news'));
  await officer.go('queue?scope=all');
  expect((await listens).headers()['content-type']).toBe('text/event-stream');
  await expect(officer.page.locator('.scope-count').first()).toBeVisible();
  await mark(officer.page);

  const she = new Portal(await open('phone', 'ar', 'news-portal'), 'teryaq');
  let reference = '';
  await test.step('she applies, and the officer sees it without a reload', async () => {
    await she.go('kinds/assistance/apply');
    await she.signIn(applicant.phone);
    reference = await she.apply(applicant);
    await expect(officer.page.locator('tr.row-link', { hasText: reference }).first()).toBeAttached({ timeout: 15_000 });
    await keepsItsMark(officer.page);
  });

  await test.step('an open request shows what another member of staff did with it', async () => {
    const other = new Desk(await open('desk', 'ar', 'news-second'), 'teryaq', 'officer');
    await other.signIn();
    await other.find(reference);
    await mark(other.page);
    const heard = other.page.waitForResponse((response) => /\/desk\/requests\/[^/]+$/.test(response.url()));
    await she.follow(reference);
    await she.ask('متى أعرف النتيجة؟');
    await heard;
    await keepsItsMark(other.page);
  });

  await test.step('after signing out elsewhere, the queue that stayed open hears nothing more', async () => {
    const ended = newsEnd(officer.page);
    const left = Date.now();
    expect(await officer.page.evaluate(async () => {
      const answer = await fetch('/api/teryaq/desk/sign-in', { method: 'DELETE', headers: { 'X-Sila': '1', 'Idempotency-Key': crypto.randomUUID() } });
      return answer.status;
    })).toBe(200);
    await ended;
    expect(Date.now() - left).toBeLessThan(5_000);
  });
});
