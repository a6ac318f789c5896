import { Counter } from '../lib/counter';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const applicant = { name: 'منيرة عبدالرحمن صالح الشهري', identity: '1500000102', phone: '0500000321' };
const asked = { reception: 'كم تستغرق الدراسة؟', specialist: 'هل تشملني الخدمة ولدي تأمين لا يغطي الدواء؟' };
const answered = { reception: 'لا يصدر الجواب قبل أسبوعين من إبلاغك.', specialist: 'نعم، ما لا يغطيه التأمين تشمله الخدمة.' };

test('a request of somebody who phoned is submitted at the desk, and what she does not understand is explained', async ({ open }) => {
  const officer = new Desk(await open('desk', 'ar', 'counter-officer'), 'teryaq', 'officer');
  const counter = new Counter(officer);
  await test.step('the officer registers her by identity number, phone and name', async () => {
    await officer.signIn();
    await counter.register(applicant);
    await officer.look('registered');
  });
  await test.step('C2, H1: her request is opened as phoned, with what she asked', async () => {
    await counter.newRequest(applicant.name);
    await counter.choose('kind', 'assistance');
    await counter.choose('channel', 'phone');
    await officer.page.locator('.question-line textarea').first().fill(asked.reception);
    await officer.look('new-request');
    await counter.submit();
    await expect(officer.page.locator('.actions')).toBeVisible();
    await officer.look('opened');
  });
  const reference = await counter.reference();
  await test.step('H1: nobody leaves without an answer to every question', async () => {
    await officer.tab('questions');
    await expect(officer.page.getByRole('tabpanel')).toContainText(asked.reception);
    await officer.open('answer_question');
    await officer.answer({ question: 0, text: answered.reception });
    await officer.look('answering');
    await officer.send();
  });
  await test.step('H4: nothing is submitted without its papers and her declaration', async () => {
    await officer.offer('submit').click();
    await officer.page.locator('.submission button[type=submit]').click();
    await expect(officer.page.locator('.field-error').first()).toBeVisible();
    await officer.look('incomplete');
  });
  await test.step('what her file knows is not asked again; the rest is filled in, the papers given at the desk', async () => {
    await expect(counter.field('full_name').locator('input')).toHaveValue(applicant.name);
    await expect(counter.field('identity_document').locator('input').first()).toHaveValue(applicant.identity);
    await counter.fillAssistance();
    await officer.look('filled');
  });
  const declared = async (method: 'code' | 'witness') => {
    await expect(officer.page.locator('.actions')).toBeVisible();
    await officer.tab('declaration');
    await expect(officer.page.getByRole('tabpanel')).toContainText(officer.texts.request.declaration.valid);
    await expect(officer.page.getByRole('tabpanel')).toContainText(officer.texts.words.signMethods[method]);
  };
  await test.step('H4: it is read to her on the phone; she agrees by the code that comes to her', async () => {
    await counter.signByCode();
    await officer.look('code');
    await counter.submit();
    await declared('code');
    await officer.look('submitted');
  });
  await test.step('H4: what is corrected voids it; she comes, and declares anew before a witness', async () => {
    await officer.tab('items');
    const { items } = officer.texts.request;
    const income = officer.page.locator('#item-income');
    await expect(income).toContainText('4,200');
    await expect(income).not.toContainText('420,000');
    await income.getByRole('button', { name: items.correctTitle('دخل الأسرة الشهري') }).click();
    await income.locator('.item-form input').fill('٤٥٠٠٫٥');
    await officer.look('correcting');
    await income.getByRole('button', { name: items.correctSave }).click();
    await expect(income).toContainText('4,500.50');
    await expect(officer.offer('sign')).toBeVisible();
    await officer.look('void');
    await officer.offer('sign').click();
    await counter.witness('سعد ناصر الحربي');
    await officer.look('witnessed');
    await counter.submit();
    await declared('witness');
  });
  const her = new Portal(await open('phone', 'ar', 'counter-portal'), 'teryaq');
  await test.step('H3: she finds it in the portal, and asks what she does not understand', async () => {
    await her.go('requests');
    await her.signIn(applicant.phone);
    await her.page.getByText(reference).click();
    await expect(her.page.getByText(answered.reception)).toBeVisible();
    await her.look('followed');
    await her.button(her.texts.standing.ask).click();
    const dialog = her.page.getByRole('dialog');
    await dialog.getByRole('button', { name: her.texts.standing.askSend, exact: true }).click();
    await expect(dialog.getByText(her.texts.common.fields.requiredMissing)).toBeVisible();
    await dialog.locator('textarea').fill(asked.specialist);
    await her.look('asking');
    await dialog.getByRole('button', { name: her.texts.standing.askSend, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(her.page.locator('#questions')).toBeVisible();
    await her.look('asked');
  });
  const researcher = new Desk(await open('desk', 'ar', 'counter-researcher'), 'teryaq', 'researcher');
  await test.step('H3: until the social researcher has explained, it does not go to the committee', async () => {
    await officer.page.reload();
    await officer.tab('clauses');
    await expect(officer.clause('H3').first()).toContainText(officer.texts.words.controlOutcomes.owed ?? '');
    await researcher.signIn();
    await researcher.openFromQueue(reference);
    await researcher.look('to-explain');
    await researcher.open('answer_clarification');
    await researcher.answer({ question: 0, text: answered.specialist });
    await researcher.send();
    await researcher.look('explained');
  });
  await test.step('H3: she reads the explanation; the officer goes on', async () => {
    await her.page.reload();
    await expect(her.page.getByText(answered.specialist)).toBeVisible();
    await her.look('understood');
    await officer.page.reload();
    await officer.matchAll();
    await officer.act('finish_verification');
    await officer.until('told', officer.texts.words.tellings.study_period ?? '');
    await officer.tab('clauses');
    for (const clause of ['H1', 'H2', 'H3', 'H4', 'H5']) {
      await expect(officer.clause(clause).filter({ hasText: officer.texts.words.controlOutcomes.kept }).first()).toBeVisible();
    }
    await officer.look('goes-on');
  });
  await test.step('F1: she sees who opened her file', async () => {
    await her.go('account/openings');
    await expect(her.page.getByText(await her.role('researcher')).first()).toBeVisible();
    await expect(her.page.getByText(await her.role('officer')).first()).toBeVisible();
    await her.look('openings');
  });
});
