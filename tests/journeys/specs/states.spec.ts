import { Desk } from '../lib/desk';
import { expect, test, type Language } from '../lib/people';
import { falsePaper } from '../lib/papers';
import { Portal } from '../lib/portal';

const applicant = { name: 'هند علي حسن الزهراني', identity: '1500000037', phone: '0500000555' };
const failure = {
  status: 500, contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: 'حدث خطأ', title_en: 'Failed', status: 500, code: 'server.failed', request_id: 'req-7F3A21', obstacles: [] }),
};

for (const language of ['ar', 'en'] as const satisfies readonly Language[]) {
  test(`what goes wrong, and what is empty, on the portal (${language})`, async ({ open }) => {
    const her = new Portal(await open('phone', language, `states-${language}-portal`), 'teryaq');
    await test.step('no such association, no such page', async () => {
      await her.person.go('/nobody/');
      await expect(her.page.getByText(her.texts.missing.association)).toBeVisible();
      await her.look('no-association');
      await her.go('nowhere/at/all');
      await expect(her.page.getByText(her.texts.missing.title).first()).toBeVisible();
      await her.look('no-page');
    });
    await test.step('a wrong phone and a wrong code say so, on their fields', async () => {
      await her.go('sign-in');
      await her.field('phone').locator('input').fill('0312');
      await her.page.locator('form button[type=submit]').click();
      await expect(her.page.getByText(her.texts.common.fields.notPhone)).toBeVisible();
      await her.look('wrong-phone');
      await her.field('phone').locator('input').fill('٠٥٠٠٠٠٠٥٥٥');
      await her.page.locator('form button[type=submit]').click();
      const code = her.field('code').locator('input');
      await expect(code).toBeVisible();
      const right = await her.code();
      await code.fill(right === '000000' ? '111111' : '000000');
      await her.page.locator('form button[type=submit]').click();
      await expect(her.page.getByRole('alert').first()).toBeVisible();
      await her.look('wrong-code');
      await code.fill(right);
      await her.page.locator('form button[type=submit]').click();
      await expect(code).toBeHidden();
    });
    await test.step('nothing there yet says what to do', async () => {
      await expect(her.page.getByText(her.texts.requests.emptyTitle)).toBeVisible();
      await her.look('no-requests');
      await her.go('account/openings');
      await expect(her.page.getByText(her.texts.openings.emptyTitle)).toBeVisible();
      await her.look('no-openings');
      await her.go('account');
      await expect(her.page.locator('h1')).toHaveText(her.texts.account.title);
      await her.look('account');
    });
    await test.step('a failure says what happened, its number, and can be tried again', async () => {
      const path = '**/api/teryaq/portal/requests';
      await her.page.route(path, (route) => route.fulfill(failure));
      await her.go('requests');
      await expect(her.page.getByText('req-7F3A21')).toBeVisible();
      await her.look('failed');
      await her.page.unroute(path);
      await her.page.getByRole('button', { name: her.texts.common.actions.retry }).click();
      await expect(her.page.getByText(her.texts.requests.emptyTitle)).toBeVisible();
    });
    await test.step('what is missing or false is said, and nothing goes on', async () => {
      await her.go('kinds/assistance/apply');
      await her.next();
      await expect(her.page.getByText(her.texts.form.consentRequired)).toBeVisible();
      await her.look('no-consent');
      await her.consent();
      await her.next();
      await expect(her.field('full_name')).toBeVisible();
      await her.next();
      await expect(her.page.getByText(her.texts.common.fields.requiredMissing).first()).toBeVisible();
      await her.look('missing-data');
      await her.fillAssistance(applicant);
      await her.next();
      await her.field('medical_report').locator('input[type=file]').setInputFiles(falsePaper);
      await expect(her.field('medical_report').locator('.file[data-state=failed]')).toBeVisible();
      await her.field('identity_document').locator('input').first().fill('1500000004');
      await her.next();
      await expect(her.page.getByText(her.texts.common.fields.notIdentity).first()).toBeVisible();
      await her.look('false-papers');
    });
    await test.step('offline, what is typed stays on the device', async () => {
      await her.page.locator('.form-bar .button').first().click();
      await expect(her.field('city')).toBeVisible();
      await her.person.context.setOffline(true);
      await her.field('city').locator('input').fill('الليث');
      await expect(her.page.getByText(her.texts.common.network.offline).first()).toBeVisible();
      await her.look('offline');
      await her.person.context.setOffline(false);
      await her.go('');
      await her.look('draft-kept');
      await her.page.getByRole('link', { name: her.texts.home.continueAction }).click();
      await expect(her.page.getByText(her.texts.form.restored)).toBeVisible();
      await expect(her.field('city').locator('input')).toHaveValue('الليث');
      await expect(her.field('full_name').locator('input')).toHaveValue(applicant.name);
      await her.look('restored');
    });
  });

  test(`what goes wrong, and what is empty, at the desk (${language})`, async ({ open }) => {
    const officer = new Desk(await open('desk', language, `states-${language}-desk`), 'teryaq', 'officer');
    const { page, texts } = officer;
    await test.step('a wrong password', async () => {
      await officer.go('sign-in');
      await page.locator('input[name=email]').fill('officer@teryaq.example');
      await page.locator('input[name=password]').fill('not-the-password');
      await page.locator('form button[type=submit]').click();
      await expect(page.getByRole('alert').first()).toBeVisible();
      await officer.look('wrong-password');
      await officer.signIn();
    });
    await test.step('nothing of mine', async () => {
      await officer.go('queue?scope=mine');
      await expect(page.getByText(texts.queue.emptyMineTitle)).toBeVisible();
      await officer.look('empty-queue');
    });
    await test.step('a request that is not there answers as one that may not be seen', async () => {
      await officer.go('requests/019fe4e4-6080-7000-8000-000000000000');
      await expect(page.getByText(texts.states.missingTitle)).toBeVisible();
      await officer.look('not-there');
    });
    await test.step('a queue that cannot be read says so, and is tried again', async () => {
      const path = '**/api/teryaq/desk/queue?**';
      await page.route(path, (route) => route.fulfill(failure));
      await officer.go('queue?scope=team');
      await expect(page.getByText('req-7F3A21')).toBeVisible();
      await officer.look('failed');
      await page.unroute(path);
      await page.getByRole('button', { name: language === 'ar' ? 'إعادة المحاولة' : 'Try again' }).first().click();
      await expect(page.locator('[data-row]').first()).toBeVisible();
    });
    await test.step('the other pages', async () => {
      for (const path of ['people', 'claims', 'policy', 'messages', 'account', 'people/new', 'requests/new']) {
        await officer.go(path);
        await expect(page.locator('h1')).toBeVisible();
        await officer.look(path.replace('/', '-'));
      }
    });
  });
}
