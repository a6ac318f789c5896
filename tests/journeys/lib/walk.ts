import { Desk } from './desk';
import { expect, test, type Language } from './people';
import { Portal } from './portal';

const applicant = { name: 'سارة محمد عبدالله العتيبي', identity: '1500000003', phone: '0500000777' };
// What a reader must find, in so many words: the catalogues alone would agree with themselves.
const said = {
  ar: { clause: 'البند H5', earliest: '5 ديسمبر 2026', notBefore: 'لا يصدر الجواب قبل', accepted: 'مقبول', delivered: 'إنسولين لثلاثة أشهر' },
  en: { clause: 'Clause H5', earliest: '5 December 2026', notBefore: 'No answer before', accepted: 'Accepted', delivered: 'Insulin for three months' },
} as const;

/** An assistance request of teryaq, from the portal to the delivered service, each clause at its place. */
export function assistanceWalk(language: Language): void {
  const words = said[language];
  test(`an assistance request of teryaq, from the portal to the delivered service (${language})`, async ({ open, sila }) => {
    const her = new Portal(await open('phone', language, `teryaq-${language}-portal`), 'teryaq');
    await test.step('she finds the service, with its conditions and papers', async () => {
      await her.go('');
      await her.look('home');
      await her.go('kinds/assistance');
      await her.look('service');
      await her.page.locator('.form-bar .button-primary').click();
    });
    await test.step('she signs in with a code', async () => {
      await her.look('sign-in');
      await her.signIn(applicant.phone);
    });
    await test.step('she agrees and fills the form', async () => {
      await expect(her.page.locator('.form-bar')).toBeVisible();
      await her.look('privacy');
      await her.consent();
      await her.next();
      await her.fillAssistance(applicant);
      await her.look('data');
      await her.next();
      await her.fillPapers(applicant);
      await her.look('papers');
      await her.next();
      await expect(her.page.locator('.summary-row').first()).toBeVisible();
      await her.look('review');
      await her.next();
    });
    await test.step('H4: nothing is sent without her signature', async () => {
      await her.next();
      await expect(her.page.getByText(her.texts.form.mustRead)).toBeVisible();
      await her.look('unsigned');
      await her.draw();
      await her.look('signed');
      await her.next();
    });
    const reference = await her.reference();
    await her.look('received');

    const officer = new Desk(await open('desk', language, `teryaq-${language}-officer`), 'teryaq', 'officer');
    await test.step('H2: the officer finds it in the queue, and cannot go on before every item is matched', async () => {
      await officer.signIn();
      await officer.go('queue?scope=team');
      await expect(officer.page.locator('[data-row]').first()).toBeVisible();
      await officer.look('queue');
      await officer.find(reference);
      await expect(officer.blocked('finish_verification')).toContainText('H2');
      await officer.look('request');
      await officer.matchAll();
      await officer.look('matched');
      await officer.act('finish_verification');
    });
    await test.step('H5: she is told that it goes to the committee, which starts the two weeks', async () => {
      await officer.until('told', officer.texts.words.tellings.study_period ?? '');
      await officer.look('told');
    });
    const secretary = new Desk(await open('desk', language, `teryaq-${language}-secretary`), 'teryaq', 'secretary');
    await test.step('H5: a decision before two weeks is refused, by its clause', async () => {
      await secretary.signIn();
      await secretary.openFromQueue(reference);
      await expect(secretary.blocked('record_decision')).toContainText(words.clause);
      await expect(secretary.blocked('record_decision')).toContainText(words.earliest);
      await secretary.unfold();
      await secretary.look('too-early');
      await her.go('requests');
      await her.look('requests');
      await her.page.getByText(reference).click();
      await expect(her.page.getByText(words.notBefore).first()).toBeVisible();
      await expect(her.page.getByText(words.earliest).first()).toBeVisible();
      await her.look('studied');
      await her.page.getByRole('link', { name: her.texts.openings.title }).click();
      await expect(her.page.getByText(await her.role('secretary')).first()).toBeVisible();
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
    await test.step('H6: she is told the answer; the officer registers her', async () => {
      await officer.signIn();
      await officer.find(reference);
      await officer.until('told', officer.texts.words.tellings.decision ?? '');
      await officer.look('answer-told');
      await officer.act('enroll');
    });
    const supervisor = new Desk(await open('desk', language, `teryaq-${language}-supervisor`), 'teryaq', 'supervisor');
    await test.step('H7: the supervisor delivers', async () => {
      await supervisor.signIn();
      await supervisor.find(reference);
      await supervisor.act('deliver', { what: words.delivered, amount: '1750', last: true });
      await supervisor.look('delivered');
    });
    await test.step('H7: she confirms the receipt, and rates the service', async () => {
      await her.go('requests');
      await her.signIn(applicant.phone);
      await her.page.getByText(reference).click();
      await expect(her.page.getByText(words.delivered)).toBeVisible();
      await her.look('delivered');
      await her.confirmReceipt();
      await her.rate(4, 'شكرًا لكم، وصلت في وقتها.');
      await her.look('rated');
    });
    await test.step('the request is closed, and every clause that it owed is kept', async () => {
      await officer.page.reload();
      await expect(officer.page.getByText(officer.texts.request.page.closedTitle(words.accepted))).toBeVisible();
      await expect(officer.page.getByText('شكرًا لكم، وصلت في وقتها.')).toHaveCount(0);
      await officer.allKept(['C9', 'H0', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'O1', 'O5', 'O7', 'P3', 'F1', 'F2']);
      await officer.look('closed');
    });
    const quality = new Desk(await open('desk', language, `teryaq-${language}-quality`), 'teryaq', 'quality');
    await test.step('the clause report counts it', async () => {
      await quality.signIn();
      await quality.go('clauses');
      await expect(quality.page.getByText('H5').first()).toBeVisible();
      await quality.look('clause-report');
    });
  });
}
