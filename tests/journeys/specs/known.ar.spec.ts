import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const applicant = { name: 'ريم عبدالله محمد الحربي', identity: '1500000029', phone: '0500000667' };

test('what is known is told, and not asked for again', async ({ open }) => {
  const her = new Portal(await open('phone', 'ar', 'known-portal'), 'teryaq');
  await her.go('kinds/assistance/apply');
  await her.signIn(applicant.phone);
  await test.step('O3: even the first form begins with the number that she signed in with', async () => {
    await her.consent();
    await her.next();
    await expect(her.field('phone').locator('input')).toHaveValue(applicant.phone);
    await her.look('first-form');
    await her.page.goBack();
  });
  const reference = await her.apply(applicant);
  await test.step('the page of the request does not deny the message that waits for her', async () => {
    await her.page.getByRole('link', { name: her.texts.form.doneFollow }).click();
    await expect(her.page.getByText(her.texts.standing.messages(1))).toBeVisible();
    await expect(her.page.getByText(her.texts.standing.notTold)).toHaveCount(0);
    await her.look('unread');
  });
  await test.step('her consents stand on her file in the words of the policy', async () => {
    const officer = new Desk(await open('desk', 'ar', 'known-officer'), 'teryaq', 'officer');
    await officer.signIn();
    await officer.find(reference);
    await officer.page.locator('a[href*="/people/"]').first().click();
    await expect(officer.page.getByText('أوافق على أن تسألوني عن رضاي بعد الخدمة.')).toBeVisible();
    await expect(officer.page.getByText('study_request')).toHaveCount(0);
    await expect(officer.page.getByText('420000')).toHaveCount(0);
    await expect(officer.page.getByText('4,200')).toBeVisible();
    await officer.look('file');
  });
  await test.step('O3: the next form begins with what she gave, and says so', async () => {
    await her.go('kinds/volunteering/apply');
    await her.consent();
    await her.next();
    await expect(her.field('full_name').locator('input')).toHaveValue(applicant.name);
    await expect(her.field('city').locator('input')).toHaveValue('جدة');
    await expect(her.field('city')).toContainText(her.texts.form.begun.request);
    await expect(her.field('offer').locator('textarea')).toHaveValue('');
    await her.look('begun');
    await her.field('city').locator('input').fill('أبها');
    await expect(her.field('city')).not.toContainText(her.texts.form.begun.request);
  });
  await test.step('nothing of hers goes into a form for somebody else', async () => {
    await her.page.goBack();
    await her.choose('capacity', 1);
    await her.field('beneficiary.relation').locator('select').selectOption('son');
    await her.next();
    await expect(her.field('phone').locator('input')).toHaveValue('');
    await expect(her.field('city').locator('input')).toHaveValue('أبها');
  });
});
