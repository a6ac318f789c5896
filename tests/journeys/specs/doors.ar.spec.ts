import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const names = { ar: 'جمعية ترياق للخدمات الصحية بغميقة', en: 'Teryaq Health Services Association in Ghumayqah' };

test('the desk says whose it is before anybody signs in, in both languages', async ({ open }) => {
  for (const size of ['phone', 'desk'] as const) {
    const officer = new Desk(await open(size, 'ar', `doors-${size}`), 'teryaq', 'officer');
    for (const path of ['sign-in', 'setup#token', 'setup']) {
      await officer.go(path);
      await expect(officer.page.getByText(names.ar)).toBeVisible();
      await expect(officer.page.getByText(names.en)).toBeVisible();
      await officer.look(path.replace('#', '-'));
    }
  }
});

test('times of the working calendar are on the clock of 24 hours', async ({ open }) => {
  const manager = new Desk(await open('desk', 'ar', 'calendar'), 'teryaq', 'admin');
  await manager.signIn();
  await manager.go('calendar');
  const end = manager.page.locator('.hours input').nth(1);
  await end.fill('٤٣٠');
  await end.blur();
  await expect(end).toHaveValue('04:30');
  await end.fill('1630');
  await end.blur();
  await expect(end).toHaveValue('16:30');
  await manager.look('hours');
});

test('a file that was refused gives way to the one that was taken', async ({ open }) => {
  const her = new Portal(await open('phone', 'ar', 'retried'), 'teryaq');
  await her.go('kinds/assistance/apply');
  await her.signIn('0500000668');
  await her.consent();
  await her.next();
  await her.fillAssistance({ name: 'ريم عبدالله الحربي', identity: '1500000029', phone: '0500000668' });
  await her.next();
  const paper = her.field('medical_report');
  await paper.locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
  await expect(paper.locator('.file[data-state=failed]')).toHaveCount(1);
  await her.upload('medical_report', 'تقرير-طبي.pdf');
  await expect(paper.locator('.file')).toHaveCount(1);
  await her.look('replaced');
});

test('the demo\'s mail shows the newest, and whose one asks for', async ({ open }) => {
  const her = new Portal(await open('phone', 'ar', 'mail'), 'teryaq');
  await her.go('kinds/assistance/apply');
  await her.signIn('0500000669');
  await her.person.go('/mail/teryaq');
  const shown = her.page.locator('article.message');
  await expect(shown).toHaveCount(20);
  await her.look('newest');
  await her.button(her.texts.common.actions.more).click();
  await expect(shown).toHaveCount(40);
  await her.page.locator('input[name=to], [data-field=to] input').first().fill('0500000669');
  await expect(shown).toHaveCount(1);
  await her.look('of-one');
});

test('dates at the desk stand in both calendars', async ({ open }) => {
  const officer = new Desk(await open('desk', 'ar', 'consents'), 'teryaq', 'officer');
  await officer.signIn();
  await officer.go('queue?scope=all');
  await officer.look('queue');
  await officer.page.locator('[data-row]').first().click();
  await expect(officer.page.locator('.actions')).toBeVisible();
  await officer.look('request');
});

test('the evidence of the policy leaves its page as a paper and as a folder', async ({ open }) => {
  const director = new Desk(await open('desk', 'ar', 'evidence'), 'teryaq', 'director');
  const { page, texts: { versions } } = director;
  await director.signIn();
  await director.go('policy/versions');
  await page.locator('main a[href*="/policy/versions/"]').first().click();
  for (const [name, type] of [[versions.evidence, 'application/pdf'], [versions.download, 'application/zip']] as const) {
    const link = page.getByRole('link', { name });
    const [answer] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(answer.suggestedFilename()).toMatch(/^evidence-teryaq-.*\.(pdf|zip)$/);
    expect((await page.request.get(answer.url())).headers()['content-type']).toBe(type);
  }
  await director.look('version');
});
