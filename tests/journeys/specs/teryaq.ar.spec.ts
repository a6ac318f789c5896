import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const applicant = { name: 'سارة محمد عبدالله العتيبي', identity: '1500000003', phone: '0500000777' };

test('an assistance request of teryaq, from the portal to the delivered service', async ({ open, sila }) => {
  const her = new Portal(await open('phone', 'ar', 'teryaq-ar-portal'), 'teryaq');
  await test.step('she finds the service, with its conditions and papers', async () => {
    await her.go('');
    await her.look('home');
    await her.go('kinds/assistance');
    await her.look('service');
    await her.person.page.locator('.form-bar .button-primary').click();
  });
  await test.step('she signs in with a code', async () => {
    await her.look('sign-in');
    await her.signIn(applicant.phone);
  });
  await test.step('she agrees and fills the form', async () => {
    await expect(her.person.page.locator('.form-bar')).toBeVisible();
    await her.look('privacy');
    await her.consent();
    await her.next();
    await her.fillAssistance(applicant);
    await her.look('data');
    await her.next();
    await her.fillPapers(applicant);
    await her.look('papers');
    await her.next();
    await expect(her.person.page.locator('.summary-row').first()).toBeVisible();
    await her.look('review');
    await her.next();
    await her.draw();
    await her.look('signed');
    await her.next();
  });
  const reference = await her.reference();
  await her.look('received');

  const officer = new Desk(await open('desk', 'ar', 'teryaq-ar-officer'), 'teryaq', 'officer');
  await test.step('the officer finds it in the queue and matches every item', async () => {
    await officer.signIn();
    await officer.go('queue?scope=team');
    await expect(officer.person.page.locator('[data-row]').first()).toBeVisible();
    await officer.look('queue');
    await officer.find(reference);
    await officer.look('request');
    await officer.matchAll();
    await officer.look('matched');
    await officer.act('finish_verification');
    await officer.look('verified');
  });
  await test.step('she is told that it goes to the committee, which starts the two weeks', async () => {
    await officer.until('told', officer.texts.words.tellings.study_period ?? '');
    await officer.look('told');
  });
  const secretary = new Desk(await open('desk', 'ar', 'teryaq-ar-secretary'), 'teryaq', 'secretary');
  await test.step('a decision before two weeks is refused, by its clause', async () => {
    await secretary.signIn();
    await secretary.openFromQueue(reference);
    await expect(secretary.blocked('record_decision')).toContainText('البند H5');
    await expect(secretary.blocked('record_decision')).toContainText('5 ديسمبر 2026');
    await secretary.look('too-early');
    await her.go('requests');
    await her.look('requests');
    await her.person.page.getByText(reference).click();
    await expect(her.person.page.getByText('لا يصدر الجواب قبل').first()).toBeVisible();
    await her.look('studied');
  });
  await test.step('after two weeks the secretary records what the committee decided', async () => {
    await sila.pass({ days: 15 });
    await secretary.signIn();
    await secretary.openFromQueue(reference);
    await secretary.open('record_decision');
    await secretary.answer({ outcome: 0, reasons: 'الحاجة ثابتة بالتقرير، والدخل لا يكفي.', amount: '1800' });
    await secretary.look('deciding');
    await secretary.send();
    await secretary.tab('decision');
    await secretary.look('decided');
  });
  await test.step('she is told the answer; the officer registers her', async () => {
    await officer.signIn();
    await officer.find(reference);
    await officer.until('told', officer.texts.words.tellings.decision ?? '');
    await officer.look('answer-told');
    await officer.act('enroll');
  });
  const supervisor = new Desk(await open('desk', 'ar', 'teryaq-ar-supervisor'), 'teryaq', 'supervisor');
  await test.step('the supervisor delivers', async () => {
    await supervisor.signIn();
    await supervisor.find(reference);
    await supervisor.act('deliver', { what: 'إنسولين لثلاثة أشهر', amount: '1750', last: true });
    await supervisor.look('delivered');
  });
  await test.step('she confirms the receipt and rates the service', async () => {
    await her.go('requests');
    await her.signIn(applicant.phone);
    await her.person.page.getByText(reference).click();
    await expect(her.person.page.getByText('إنسولين لثلاثة أشهر')).toBeVisible();
    await her.look('delivered');
    await her.confirmReceipt();
    await her.rate(4, 'شكرًا لكم، وصلت في وقتها.');
    await her.look('rated');
  });
  await test.step('the request is closed, and its clauses are kept', async () => {
    await officer.page.reload();
    await expect(officer.page.getByText(officer.texts.request.page.closedTitle('مقبول'))).toBeVisible();
    await officer.tab('clauses');
    for (const clause of ['H2', 'H4', 'H5']) {
      await expect(officer.clause(clause).first()).toContainText(officer.texts.words.controlOutcomes.kept ?? '');
    }
    await expect(officer.page.locator('[role=tabpanel] tbody')).not.toContainText(officer.texts.words.controlOutcomes.broken ?? '');
    await officer.look('closed');
  });
});
