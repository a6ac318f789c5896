import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';
import type { Role } from '../lib/sila';

const applicant = { name: 'فهد سالم ناصر القحطاني', identity: '1500000011', phone: '0500000888' };
const secretWords = /عون|إدمان|مدمن|مخدر/;

test('a request for care of aoun: what others cannot find, neutral names, and the broken glass', async ({ open, sila }) => {
  const he = new Portal(await open('phone', 'ar', 'aoun-ar-portal'), 'aoun');
  await test.step('the page names neither the association nor the reason', async () => {
    await he.go('');
    await expect(he.page).not.toHaveTitle(secretWords);
    await expect(he.page.locator('header')).not.toContainText(secretWords);
    await he.look('home');
    await he.go('kinds/assistance/apply');
    await he.signIn(applicant.phone);
    for (const message of await sila.messages('aoun')) expect(message.text).not.toMatch(secretWords);
  });
  let reference = '';
  await test.step('he applies', async () => {
    await he.consent();
    await he.next();
    await he.fillCare(applicant);
    await he.look('data');
    await he.next();
    await he.fillIdentity(applicant);
    await he.next();
    await he.next();
    await he.draw();
    await he.next();
    reference = await he.reference();
    await he.look('received');
  });

  // Whoever of the front has the least to do is given it; nobody else finds it.
  let worker: Desk | undefined;
  let path = '';
  await test.step('one of the staff is given it; the others cannot find it', async () => {
    const front: Role[] = ['officer', 'officer2', 'delegate'];  // whoever may verify
    for (const role of front) {
      const desk = new Desk(await open('desk', 'ar', `aoun-ar-${role}`), 'aoun', role);
      await desk.signIn();
      await desk.go('queue?scope=all');
      await expect(desk.page.locator('.scope-count').first()).toBeVisible();
      if (await desk.row(reference).count() > 0) {
        expect(worker, 'only one works on it').toBeUndefined();
        worker = desk;
        continue;
      }
      await desk.page.keyboard.press('/');
      await desk.page.keyboard.type(reference);
      await expect(desk.page.locator('.search-status')).toContainText(desk.texts.search.nothing);
      await expect(desk.page.getByRole('option', { name: desk.texts.request.glass.link })).toBeVisible();
      await desk.look('others-find-nothing');
    }
  });
  if (!worker) throw new Error('nobody was given the request');
  const officer: Desk = worker;
  await test.step('whoever works on it sees a neutral name until it is asked for', async () => {
    await expect(officer.row(reference)).toContainText(new RegExp(`مستفيد .?${reference}`));  // isolated from the text around it
    await expect(officer.page.locator('main')).not.toContainText(applicant.name);
    await officer.look('queue');
    await officer.row(reference).locator('a').first().click();
    await expect(officer.page.locator('.actions')).toBeVisible();
    path = new URL(officer.page.url()).pathname;
    await expect(officer.page.locator('h1')).not.toContainText(applicant.name);
    await officer.look('request');
    await officer.page.getByRole('button', { name: officer.texts.request.page.showName }).click();
    await expect(officer.page.locator('h1')).toContainText(applicant.name);
    await officer.matchAll();
    await officer.act('finish_verification');
    await officer.until('told', officer.texts.words.tellings.study_period ?? '');
    for (const message of await sila.messages('aoun')) expect(message.text).not.toMatch(secretWords);
  });
  const quality = new Desk(await open('desk', 'ar', 'aoun-ar-quality'), 'aoun', 'quality');
  await test.step('to everybody else it is as if it were not there, until they break the glass, by its number and with a reason', async () => {
    await quality.signIn();
    await quality.page.goto(sila.address + path);
    await expect(quality.page.getByText(quality.texts.states.missingTitle)).toBeVisible();
    await quality.look('not-there');
    const { glass, actions } = quality.texts.request;
    await quality.page.getByRole('button', { name: glass.link }).click();
    await quality.page.getByRole('button', { name: glass.submit }).click();
    await expect(quality.page.getByText(actions.form.needReason)).toBeVisible();
    await quality.look('reason-wanted');
    await quality.go('queue');
    await quality.page.getByRole('link', { name: glass.link }).click();
    await quality.page.locator('input[name=reference]').fill('48-000123-4');
    await quality.page.locator('textarea[name=reason]').fill('بلاغ عن خطر على حياة المستفيد');
    await quality.page.getByRole('button', { name: glass.submit }).click();
    await expect(quality.page.locator('[data-field=reference]').getByText(/غير صحيح/)).toBeVisible();
    await quality.page.locator('input[name=reference]').fill(reference);
    await quality.look('breaking-the-glass');
    await quality.page.getByRole('button', { name: glass.submit }).click();
    await expect(quality.page.locator('.actions')).toBeVisible();
    expect(new URL(quality.page.url()).pathname).toBe(path);
    await expect(quality.page.locator('main')).toContainText(reference);
    await quality.look('broken-glass');
  });
  await test.step('it is on record, for the quality manager and for him', async () => {
    await quality.go('audit');
    await expect(quality.page.locator('main tbody tr, main li').first()).toBeVisible();
    await quality.look('audit');
    await he.go('account/openings');
    await expect(he.page.getByText(he.texts.openings.what['break_glass'] ?? '').first()).toBeVisible();
    await he.look('openings');
  });
  await test.step('an hour later it is shut again', async () => {
    await sila.pass({ minutes: 61 });
    await quality.page.goto(sila.address + path);
    await expect(quality.page.getByText(quality.texts.states.missingTitle)).toBeVisible();
  });
  await test.step('the secretary decides for the committee after two weeks; it is delivered', async () => {
    await sila.pass({ days: 15 });
    const secretary = new Desk(await open('desk', 'ar', 'aoun-ar-secretary'), 'aoun', 'secretary');
    await secretary.signIn();
    await secretary.openFromQueue(reference);
    await secretary.act('record_decision', { outcome: 0, reasons: 'الحاجة ثابتة، والبرنامج مناسب.' });
    await officer.signIn();
    await officer.find(reference);
    await officer.until('told', officer.texts.words.tellings.decision ?? '');
    await officer.act('enroll');
    await officer.act('deliver', { what: 'برنامج تأهيل ثلاثة أشهر', last: true });
    await officer.look('delivered');
    await he.go('requests');
    await he.signIn(applicant.phone);
    await he.page.getByText(reference).click();
    await he.confirmReceipt();
    await he.look('confirmed');
    for (const message of await sila.messages('aoun')) expect(message.text).not.toMatch(secretWords);
  });
  await test.step('he rates it; every clause that his request owed is kept', async () => {
    await he.rate(4, 'حُفظ سرّي، ووجدت من يعينني.');
    await officer.page.reload();
    await officer.allKept(['C9', 'H0', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'O1', 'O5', 'O7', 'P3', 'F1', 'F2']);
    await officer.look('kept');
  });
});
