import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const father = { phone: '0500000432' };
const child = { name: 'ريان فيصل حمد المالكي', identity: '1500000110', phone: father.phone };
const why = { urgent: 'موعد العملية بعد خمسة أيام، ولا يحتمل المريض التأخير.', accepted: 'الحالة عاجلة كما أثبتها الطبيب.' };

test('an urgent request, for a child by his father, signed by a code, is decided at once', async ({ open }) => {
  const he = new Portal(await open('phone', 'ar', 'urgent-portal'), 'teryaq');
  await test.step('he applies for his child', async () => {
    await he.go('kinds/emergency/apply');
    await he.signIn(father.phone);
    await he.consent();
    await he.choose('capacity', 1);
    await he.next();
    await expect(he.field('beneficiary.relation').locator('.field-error')).toBeVisible();
    await he.look('who-is-he');
    await he.field('beneficiary.relation').locator('select').selectOption('father');
    await he.field('applicant_name').locator('input').fill('فيصل سعد محمد الحربي');
    await he.look('for-another');
    await he.next();
  });
  await test.step('he says why it cannot wait, and by what deed he may', async () => {
    await he.field('full_name').locator('input').fill(child.name);
    await he.field('phone').locator('input').fill(child.phone);
    await he.field('city').locator('input').fill('طوارئ مستشفى الليث');
    await he.choose('danger', 2);
    await he.field('description').locator('textarea').fill('انقطع عنه الدواء منذ يومين، ولا يجوز قطعه.');
    await he.look('data');
    await he.next();
    await he.fillIdentity(child);
    await he.next();
    await expect(he.field('guardian_evidence').locator('.field-error').first()).toBeVisible();
    await he.look('deed-missing');
    await he.field('guardian_evidence').locator('input').first().fill('4412077');
    await he.next();
    await he.next();
  });
  await test.step('H4: he signs as guardian, by a code that comes to his phone', async () => {
    await expect(he.page.getByText(he.texts.form.asCapacity.guardian(child.name))).toBeVisible();
    await he.field('read').locator('input').check();
    await he.choose('declaration.method', 1);
    await he.look('to-sign');
    await he.button(he.texts.form.sendCode).click();
    const code = he.field('declaration.code').locator('input');
    await expect(code).toBeVisible();
    await code.fill(await he.code());
    await he.look('code');
    await he.next();
  });
  const reference = await he.reference();
  await he.look('received');

  const officer = new Desk(await open('desk', 'ar', 'urgent-officer'), 'teryaq', 'officer');
  await test.step('H2, H4: the officer sees for whom, by whom, and how it was signed', async () => {
    await officer.signIn();
    await officer.find(reference);
    await expect(officer.page.locator('h1')).toContainText(child.name);
    await officer.tab('declaration');
    await expect(officer.page.getByRole('tabpanel')).toContainText(officer.texts.words.signMethods.code);
    await expect(officer.page.getByRole('tabpanel')).toContainText(officer.texts.words.capacities.guardian);
    await officer.look('declaration');
    await officer.matchAll();
    await officer.act('finish_verification');
    await officer.until('told', officer.texts.words.tellings.study_period ?? '');
  });
  const director = new Desk(await open('desk', 'ar', 'urgent-director'), 'teryaq', 'director');
  await test.step('the director decides at once: no two weeks are owed here', async () => {
    await director.signIn();
    await director.openFromQueue(reference);
    await director.look('to-decide');
    await director.act('record_decision', { outcome: 0, reasons: why.accepted, amount: '900' });
    await director.until('told', director.texts.words.tellings.decision ?? '');
    await director.look('told');
  });
  await test.step('he reads it', async () => {
    await he.page.getByRole('link', { name: he.texts.form.doneFollow }).click();
    await expect(he.page.getByText(why.accepted)).toBeVisible();
    await he.look('answered');
    await he.go('requests');
    await expect(he.page.getByText(reference)).toBeVisible();
  });
});

test('what is urgent is decided before its day by an override, with its reason, which the clause report shows', async ({ open }) => {
  const secretary = new Desk(await open('desk', 'ar', 'override-secretary'), 'teryaq', 'secretary');
  let path = '', reference = '';
  await test.step('H5: a decision waits for its earliest day', async () => {
    await secretary.signIn();
    await secretary.go('queue?scope=team&state=blocked');
    await secretary.page.locator('[data-row]').first().click();
    await expect(secretary.blocked('record_decision')).toContainText('H5');
    path = new URL(secretary.page.url()).pathname;
    reference = (await secretary.page.locator('[aria-current=page] bdi').innerText()).trim();
  });
  const director = new Desk(await open('desk', 'ar', 'override-director'), 'teryaq', 'director');
  await test.step('the director passes over that one gate, and says why', async () => {
    await director.signIn();
    await director.person.go(path);
    await director.open('override_control');
    await director.page.locator('.action-form button[type=submit]').click();
    await expect(director.page.getByText(director.texts.request.actions.form.needReason)).toBeVisible();
    await director.answer({ control: 'clock.earliest', reason: why.urgent });
    await director.look('overriding');
    await director.send();
    await director.look('overridden');
  });
  await test.step('the secretary records the decision', async () => {
    await secretary.page.reload();
    await secretary.act('record_decision', { outcome: 0, reasons: why.accepted });
    await secretary.tab('clauses');
    const overridden = secretary.clause('H5').filter({ hasText: secretary.texts.words.controlOutcomes.overridden });
    await expect(overridden.first()).toBeVisible();
    await secretary.look('decided');
  });
  const quality = new Desk(await open('desk', 'ar', 'override-quality'), 'teryaq', 'quality');
  await test.step('H5: the report counts it, and its number opens the request', async () => {
    await quality.signIn();
    await quality.go('clauses');
    const clause = quality.page.locator('.clause-rows').filter({ has: quality.page.locator('.clause', { hasText: /^H5$/ }) });
    await clause.locator('[data-outcome=overridden] a').first().click();
    const row = quality.page.locator('[data-row]', { hasText: reference }).first();
    await expect(row).toContainText(quality.texts.words.controlOutcomes.overridden ?? '');
    await quality.look('drilled-down');
    await row.click();
    await expect(quality.clause('H5').first()).toBeVisible();
    await expect(quality.page.getByText(why.urgent).first()).toBeVisible();
    await quality.look('opened-from-the-report');
  });
});
