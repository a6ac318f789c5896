import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';
import { paper } from '../lib/papers';

const judged = 'ثبت انتهاء تأمينها قبل القرار، فتُعاد دراسة طلبها.';
const applicant = { name: 'نورة خالد سعد الدوسري', identity: '1500000029', phone: '0500000666' };

test('a request is returned, completed, and withdrawn', async ({ open }) => {
  const her = new Portal(await open('phone', 'ar', 'returned-portal'), 'teryaq');
  await her.go('kinds/assistance/apply');
  await her.signIn(applicant.phone);
  const reference = await her.apply(applicant);
  const officer = new Desk(await open('desk', 'ar', 'returned-officer'), 'teryaq', 'officer');
  await test.step('the officer returns it for a paper that cannot be read', async () => {
    await officer.signIn();
    await officer.find(reference);
    await officer.open('return_for_completion');
    await officer.page.locator('.action-form [data-field=items] .choice', { hasText: 'تقرير طبي' }).click();
    await officer.answer({ reason: 'التقرير غير واضح، صوّره من جديد.' });
    await officer.look('returning');
    await officer.send();
    await officer.look('returned');
  });
  await test.step('she sees what is asked for, and by when', async () => {
    await her.go('requests');
    await her.look('requests');
    await her.page.getByText(reference).click();
    await expect(her.page.getByText('التقرير غير واضح، صوّره من جديد.')).toBeVisible();
    await her.look('returned');
    await her.page.getByRole('link', { name: her.texts.standing.complete }).click();
  });
  await test.step('she gives it anew, and signs anew', async () => {
    await her.field('medical_report').locator('input[type=file]').setInputFiles(paper('تقرير-واضح.pdf'));
    await expect(her.field('medical_report').locator('.file[data-state=done]')).toHaveCount(1);
    await her.draw();
    await her.look('completing');
    await her.button(her.texts.form.completeSend).click();
    await expect(her.page.locator('.now-card')).toBeVisible();
    await her.look('completed');
  });
  await test.step('the officer finds the declaration valid and the paper to be matched', async () => {
    await officer.page.reload();
    await expect(officer.offer('verify_item')).toBeVisible();
    await officer.tab('declaration');
    await expect(officer.page.getByRole('tabpanel')).toContainText(officer.texts.request.declaration.valid);
    await officer.look('declaration');
  });
  await test.step('she withdraws it', async () => {
    await her.button(her.texts.standing.withdraw).click();
    const dialog = her.page.getByRole('dialog');
    await dialog.locator('textarea').fill('وجدت العلاج عند غيركم.');
    await her.look('withdrawing');
    await dialog.getByRole('button', { name: her.texts.standing.withdraw, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(her.page.getByText(her.texts.standing.closed)).toBeVisible();
    await her.look('withdrawn');
  });
  await test.step('the officer finds it closed', async () => {
    await officer.page.reload();
    await expect(officer.page.getByText(officer.texts.request.page.closedTitle(officer.texts.words.outcomes.withdrawn ?? ''))).toBeVisible();
  });
});

test('a refusal is appealed from, and judged by somebody else', async ({ open, sila }) => {
  const her = new Portal(await open('phone', 'ar', 'refused-portal'), 'teryaq');
  await her.go('kinds/assistance/apply');
  await her.signIn(applicant.phone);
  const reference = await her.apply(applicant);
  const officer = new Desk(await open('desk', 'ar', 'refused-officer'), 'teryaq', 'officer');
  const secretary = new Desk(await open('desk', 'ar', 'refused-secretary'), 'teryaq', 'secretary');
  await test.step('it is refused, with reasons, after the two weeks', async () => {
    await officer.signIn();
    await officer.find(reference);
    await officer.matchAll();
    await officer.act('finish_verification');
    await officer.until('told', officer.texts.words.tellings.study_period ?? '');
    await sila.pass({ days: 15 });
    await secretary.signIn();
    await secretary.openFromQueue(reference);
    await secretary.open('record_decision');
    await secretary.page.locator('.action-form button[type=submit]').click();
    await expect(secretary.page.getByText(secretary.texts.request.actions.form.needReasons)).toBeVisible();
    await secretary.look('needs-reasons');
    await secretary.answer({ outcome: 2, reasons: 'يغطي التأمين هذه الحاجة كاملة.' });
    await secretary.send();
  });
  await test.step('she reads why, and appeals', async () => {
    await her.go('requests');
    await her.signIn(applicant.phone);
    await her.page.getByText(reference).click();
    await expect(her.page.getByText('يغطي التأمين هذه الحاجة كاملة.')).toBeVisible();
    await her.look('refused');
    await her.button(her.texts.standing.appeal).click();
    const dialog = her.page.getByRole('dialog');
    await dialog.getByRole('button', { name: her.texts.standing.appeal, exact: true }).click();
    await expect(dialog.getByText(her.texts.common.fields.requiredMissing)).toBeVisible();
    await dialog.locator('textarea').fill('انتهى تأميني قبل شهر، وأرفقت ما يثبت ذلك.');
    await her.look('appealing');
    await dialog.getByRole('button', { name: her.texts.standing.appeal, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(her.page.locator('h1')).not.toHaveText('طلب مساعدة');
    await her.look('appealed');
  });
  const appeal = (await her.page.locator('.reference').first().innerText()).trim();
  await test.step('J2: it does not come to whoever decided; the director, who had no part in it, judges', async () => {
    await secretary.go('queue?scope=team');
    await expect(secretary.page.locator('[data-row]').first()).toBeVisible();
    await expect(secretary.row(appeal)).toHaveCount(0);
    const director = new Desk(await open('desk', 'ar', 'refused-director'), 'teryaq', 'director');
    await director.signIn();
    await director.openFromQueue(appeal);
    await director.look('to-judge');
    await director.open('judge');
    await director.answer({ outcome: 0, reasons: judged });
    await director.look('judging');
    await director.send();
    await director.until('told', director.texts.words.tellings.decision ?? '');
    await director.look('judged');
  });
  await test.step('J2: she is told the outcome, with its reasons', async () => {
    await her.page.reload();
    await expect(her.page.getByText(judged)).toBeVisible();
    await her.look('judged');
    await her.go('messages');
    await expect(her.page.getByText('نتيجة تظلمك').first()).toBeVisible();
    await her.look('told');
  });
});
