import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const timeline = (of: Desk) => of.page.locator('.timeline');
const applicant = { name: 'هند سعيد علي القحطاني', identity: '1500000037', phone: '0500000555' };

test('what was recorded wrongly is struck by somebody else, and a request is put off and handed on', async ({ open }) => {
  const her = new Portal(await open('phone', 'ar', 'corrections-portal'), 'teryaq');
  await her.go('kinds/assistance/apply');
  await her.signIn(applicant.phone);
  const reference = await her.apply(applicant);
  const officer = new Desk(await open('desk', 'ar', 'corrections-officer'), 'teryaq', 'officer');
  const director = new Desk(await open('desk', 'ar', 'corrections-director'), 'teryaq', 'director');
  await test.step('the officer matches everything, and has nothing of others to strike', async () => {
    await officer.signIn();
    await officer.find(reference);
    await officer.matchAll();
    await expect(timeline(officer).getByText(officer.texts.request.timeline.kinds.item_verified ?? '').first()).toBeVisible();
    await expect(officer.page.getByRole('button', { name: officer.texts.request.timeline.strike })).toHaveCount(0);
  });
  await test.step('the director strikes one match, with the reason', async () => {
    await director.signIn();
    await director.find(reference);
    await director.page.getByRole('button', { name: director.texts.request.timeline.strike }).first().click();
    await director.answer({ reason: 'الصورة لشخص آخر.' });
    await director.look('striking');
    await director.send();
    await expect(director.page.locator('[data-struck=true]')).toHaveCount(1);
    await director.look('struck');
  });
  await test.step('the original stays to be read, and the item is to be matched again', async () => {
    await officer.page.reload();
    await expect(officer.blocked('finish_verification')).toContainText('H2');
    await expect(timeline(officer)).toContainText('الصورة لشخص آخر.');
    await officer.matchAll();
    await expect(officer.offer('finish_verification')).toBeVisible();
  });
  await test.step('it is put off, and taken up again', async () => {
    await officer.open('hold');
    await officer.page.locator('.action-form button[type=submit]').click();
    await expect(officer.page.getByText(officer.texts.request.actions.form.needReason)).toBeVisible();
    await officer.answer({ reason: 'بانتظار رد المستشفى.' });
    const until = officer.page.locator('.action-form [data-field=until]');
    await until.getByRole('button', { name: her.texts.common.dates.gregorian, exact: true }).click();
    await until.locator('.date-segment').first().click();
    await officer.page.keyboard.type('05012027');
    await officer.look('holding');
    await officer.send();
    await expect(officer.page.getByText(officer.texts.request.page.heldTitle).first()).toBeVisible();
    await officer.look('held');
    await officer.act('resume');
    await expect(officer.page.getByText(officer.texts.request.page.heldTitle)).toHaveCount(0);
  });
  await test.step('it is handed to a colleague', async () => {
    await director.page.reload();
    await director.open('reassign');
    const staff = director.page.locator('.action-form [data-field=staff] select');
    const colleague = (await staff.locator('option').allTextContents()).findIndex((name) => name.includes('باحث'));
    await staff.selectOption({ index: Math.max(colleague, 2) });
    await director.answer({ reason: 'لخبرته في هذه الحالات.' });
    await director.look('reassigning');
    await director.send();
    await expect(timeline(director)).toContainText('لخبرته في هذه الحالات.');
    await director.look('reassigned');
  });
});
