import { Counter } from '../lib/counter';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const applicant = { name: 'جواهر تركي سالم العنزي', identity: '1712345675', phone: '0500000882' };
const daughter = { name: 'لمى فهد سالم العنزي', identity: '1712345683', phone: '0500000883' };

test('the file of a person: circumstances, what they need, verified again after a year, and a death that closes it', async ({ open, sila }) => {
  const officer = new Desk(await open('desk', 'ar', 'the-file-officer'), 'teryaq', 'officer');
  const { person, personFile, privacy, words } = officer.texts;
  const page = officer.page;
  const dialog = page.getByRole('dialog');
  const field = (name: string) => dialog.locator(`[data-field="${name}"]`);
  await officer.signIn();
  await new Counter(officer).register(daughter);
  const herFile = new URL(page.url()).pathname;
  await new Counter(officer).register(applicant);
  const file = new URL(page.url()).pathname;
  await test.step('circumstances are written where they are missing', async () => {
    for (const [name, value] of [['city', 'عرعر'], ['literacy', 'cannot'], ['distance_km', '١٢٠']] as const) {
      await page.getByRole('button', { name: personFile.add, exact: true }).click();
      await field('field').locator('select').selectOption(name);
      await dialog.getByRole('button').last().click();
      const typed = field('value');
      if (await typed.locator('select').count() > 0) await typed.locator('select').selectOption(value);
      else await typed.locator('input').fill(value);
      await dialog.getByRole('button').last().click();
      await expect(dialog).toBeHidden();
    }
    await expect(page.getByText(words.choices['literacy']!['cannot']!)).toBeVisible();
    await officer.look('circumstances');
  });
  await test.step('O3: what she needs is assessed; the figures come onto her file', async () => {
    await page.getByRole('button', { name: personFile.assess }).click();
    await field('members').locator('input').fill('5');
    await field('income_halalas').locator('input').fill('4000');
    await field('obligations_halalas').locator('input').fill('1500');
    await field('need').locator('select').selectOption('health');
    await dialog.getByRole('button', { name: personFile.addNeed, exact: true }).click();
    await field('priority-health').locator('select').selectOption('urgent');
    await field('summary').locator('textarea').fill('تعيش مع أبنائها الأربعة، وتحتاج إلى جهاز أكسجين.');
    await officer.look('assessing');
    await dialog.getByRole('button').last().click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(`${personFile.needNames['health']!} · ${personFile.priorities['urgent']!}`)).toBeVisible();
    await expect(page.getByText('4,000').first()).toBeVisible();
    await expect(page.getByText('500').first()).toBeVisible();
    await officer.look('assessed');
  });
  await test.step('her daughter joins her household, which stands on both files and never holds anybody twice', async () => {
    const add = async (name: string) => {
      await page.getByRole('button', { name: personFile.addMember, exact: true }).click();
      await dialog.getByRole('searchbox').fill(name);
      await dialog.getByRole('button', { name }).click();
      await dialog.getByRole('button').last().click();
    };
    await add(daughter.name);
    await expect(dialog).toBeHidden();
    const household = page.getByRole('region', { name: personFile.household });
    await expect(household.getByRole('listitem')).toHaveCount(2);
    await expect(household).toContainText(personFile.relations['child']!);
    await officer.look('household');
    await add(daughter.name);
    await expect(dialog.getByRole('alert')).toBeVisible();
    await officer.look('household-refused');
    await dialog.getByRole('button').nth(-2).click();
    await household.getByRole('link', { name: daughter.name }).click();
    await expect(page).toHaveURL(new RegExp(herFile));
    await page.getByRole('button', { name: personFile.changeRelation(daughter.name) }).click();
    await field('relation').locator('select').selectOption('head');
    await dialog.getByRole('button').last().click();
    await expect(dialog).toBeHidden();
    await expect(household.getByRole('listitem').first()).toContainText(daughter.name);
    await expect(household).toContainText(personFile.relations['parent']!);
    await page.getByRole('button', { name: personFile.leave(applicant.name) }).click();
    await dialog.getByRole('button', { name: personFile.leaveAct }).click();
    await expect(household).toContainText(personFile.householdNone);
    await officer.person.go(file);
  });
  await test.step('a Hijri year later her data is due, and is verified again', async () => {
    await sila.pass({ days: 355 });
    await officer.signIn();
    await officer.go('people/verifications');
    await page.locator('a.row-item', { hasText: applicant.name }).click();
    await page.getByRole('button', { name: personFile.verifyTitle }).click();
    await officer.look('verifying');
    await dialog.getByRole('button', { name: personFile.verify }).click();
    await expect(dialog).toBeHidden();
    await officer.go('people/verifications');
    await expect(page.locator('h1')).toHaveText(personFile.dueTitle);
    await expect(page.locator('main')).not.toContainText(applicant.name);
  });
  await test.step('her death is noted from the certificate: the file is closed, and her phone opens nothing', async () => {
    await officer.person.go(file);
    await page.getByRole('button', { name: privacy.noteDeath }).click();
    await dialog.getByRole('button', { name: privacy.noteDeath }).click();
    await expect(dialog).toContainText(privacy.deathSightedNeeded);
    await officer.date(field('on'), '01112027');
    await field('sighted').locator('input').check();
    await officer.look('noting-a-death');
    await dialog.getByRole('button', { name: privacy.noteDeath }).click();
    await expect(page.getByText(privacy.died)).toBeVisible();
    await expect(page.getByRole('link', { name: person.newRequest })).toHaveCount(0);
    await officer.look('closed');
    const phone = new Portal(await open('phone', 'ar', 'the-file-portal'), 'teryaq');
    await phone.go('account/data');
    await phone.signIn(applicant.phone);
    await expect(phone.page.getByText(phone.texts.data.nobody)).toBeVisible();
  });
  await test.step('it was another of the same name: undone, with the reason', async () => {
    await page.getByRole('button', { name: privacy.undoDeath }).click();
    await field('reason').locator('textarea').fill('الشهادة لأخرى تحمل الاسم نفسه');
    await dialog.getByRole('button').last().click();
    await expect(page.getByText(privacy.died)).toHaveCount(0);
    await expect(page.locator('main').getByRole('link', { name: person.newRequest })).toBeVisible();
  });
});
