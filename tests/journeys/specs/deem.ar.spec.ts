import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal, type Applicant } from '../lib/portal';

const slug = 'deem';
const mother: Applicant = { name: 'هيا سعود عبدالعزيز الدوسري', identity: '1500000169', phone: '0500000801' };
const father: Applicant = { name: 'بندر ناصر محمد العجمي', identity: '1500000177', phone: '0500000802' };
const daughter: Applicant = { name: 'ريم عبدالله فهد السبيعي', identity: '1500000185', phone: '0500000803' };
const why = { accepted: 'الشروط المعلنة متحققة كلها، والحاجة ثابتة بعقد الإيجار وبما رُئي في الزيارة.', refused: 'دخل الأسرة أعلى من الحد المعلن للدعم.' };
const judged = 'احتُسب ضمن الدخل بدلٌ انقطع قبل التقديم، فيُعاد النظر في الطلب.';
const need = 'تأخر علينا إيجار البيت شهرين بعد انقطاع عمل زوجي.';
const review = 'مراجعة الشواهد', interview = 'جلسة مع مقدم الطلب', visit = 'زيارة ميدانية';
const conditions = { residence_met: 'met', need_met: 'met', not_served_elsewhere: 'met' } as const;
const checked = 'عقد الإيجار من منصة إيجار، والدخل من كشف التأمينات.';
const said = { held_with: 'الباحثة الاجتماعية ومقدم الطلب', manner: 'office', said: 'شرح ما طرأ على دخل الأسرة وما عليها من التزامات.', why_result: 'الحاجة قائمة ومؤقتة.' };

/** Asks for support: from the first page of the form to the papers. */
async function apply(portal: Portal, applicant: Applicant): Promise<void> {
  await portal.consent();
  await portal.next();
  await portal.fill({
    service: 'support', full_name: applicant.name, birth_date: '14051988', phone: applicant.phone, region: 'SA-01', city: 'الدلم', need,
    household_size: '6', income: '٣٢٠٠', interview_manner: 0,
  });
  await portal.look('data');
  await portal.next();
  await portal.fillIdentity(applicant);
  await portal.upload('income_evidence', 'كشف-التأمينات.pdf');
  await portal.upload('need_evidence', 'عقد-الإيجار.pdf');
}

/** Its eligibility verified, up to the study that the applicant is told of. */
async function verify(officer: Desk, reference: string): Promise<void> {
  await officer.find(reference);
  await expect(officer.blocked('finish_verification')).toContainText('O9');
  await officer.matchAll();
  await officer.act('finish_verification');
  await officer.until('told', officer.texts.words.tellings.study_period ?? '');
}

test('E4 to E9: a service of deem, from its announced conditions to the delivered support', async ({ open, sila }) => {
  const she = new Portal(await open('small', 'ar', 'deem-service-portal'), slug);
  let reference = '';
  await test.step('E5, E6: the service is announced, with its conditions', async () => {
    await she.go('');
    await she.look('home');
    await she.go('kinds/service');
    await expect(she.page.getByText('أن يكون مقر السكن في محافظة الدلم وما يتبعها.')).toBeVisible();
    await she.look('service');
    await she.page.locator('.form-bar .button-primary').click();
    await she.signIn(mother.phone);
  });
  await test.step('H6: she applies, with the evidence that her service asks for', async () => {
    await apply(she, mother);
    await expect(she.field('marriage_evidence')).toHaveCount(0);
    await she.look('papers');
    reference = await she.reviewAndSign();
    await she.look('received');
  });
  const officer = new Desk(await open('desk', 'ar', 'deem-service-officer'), slug, 'officer');
  await test.step('O9: name, civil record, contact and residence are verified before anything is studied', async () => {
    await officer.signIn();
    await verify(officer, reference);
    await officer.look('told');
  });
  const researcher = new Desk(await open('desk', 'ar', 'deem-service-researcher'), slug, 'researcher');
  await test.step('E7 to E9: evidence, interview and visit stand side by side', async () => {
    await sila.pass({ days: 2 });
    await researcher.signIn();
    await researcher.go('queue?scope=team');
    await expect(researcher.page.locator('tr.row-link', { hasText: reference })).toHaveCount(3);
    await researcher.look('side-by-side');
    await researcher.find(reference);
  });
  await test.step('E7: the evidence is reviewed, condition by condition, and how it was found to be true written down', async () => {
    await researcher.open('record_result', review);
    await researcher.answer({ outcome: 0, ...conditions, income_met: 'met', relation: 1 });
    await researcher.sendInVain(she.texts.common.fields.requiredMissing);
    await researcher.answer({ how_checked: checked });
    await researcher.look('reviewing');
    await researcher.send();
  });
  const supervisor = new Desk(await open('desk', 'ar', 'deem-service-supervisor'), slug, 'supervisor');
  await test.step('E8: the project supervisor sits with her', async () => {
    await supervisor.signIn();
    await expect(supervisor.page.locator('.nav-me')).toContainText('مشرف المشروع');  // as the policy calls the role
    await supervisor.find(reference);
    await supervisor.open('record_result', interview);
    await supervisor.answer({ outcome: 0, held_on: '23112026', ...said });
    await supervisor.look('interviewing');
    await supervisor.send();
  });
  await test.step('E9: the family is visited, and what was found written down', async () => {
    await researcher.page.reload();
    await researcher.open('record_result');
    await researcher.answer({
      outcome: 0, why_needed: 'الحاجة إلى السكن لا تُعرف من الورق.', visited_on: '23112026', visitors: 'الباحثة ومشرفة المشروع',
      found: 'بيت مستأجر من ثلاث غرف، تسكنه أسرة من ستة.', photographs: 1,
    });
    await researcher.look('visiting');
    await researcher.send();
    await researcher.tab('records');
    await researcher.look('found');
  });
  const secretary = new Desk(await open('desk', 'ar', 'deem-service-secretary'), slug, 'secretary');
  await test.step('E4: the committee decides by the published conditions, with reasons', async () => {
    await secretary.signIn();
    await secretary.openFromQueue(reference);
    await secretary.open('record_decision');
    await secretary.answer({ outcome: 0, amount: '4500' });
    await secretary.sendInVain(secretary.texts.request.actions.form.needReasons);
    await secretary.answer({ reasons: why.accepted });
    await secretary.look('deciding');
    await secretary.send();
  });
  await test.step('E4, H6: she is told why; then she is registered', async () => {
    await officer.signIn();
    await officer.find(reference);
    await officer.until('told', officer.texts.words.tellings.decision ?? '');
    await officer.act('enroll');
    await she.go('requests');
    await she.signIn(mother.phone);
    await she.follow(reference);
    await expect(she.page.getByText(why.accepted)).toBeVisible();
    await expect(she.page.getByText('بيت مستأجر')).toHaveCount(0);
    await she.look('accepted');
  });
  await test.step('H7, O7: the service is given; she confirms it and rates it', async () => {
    await supervisor.page.reload();
    await supervisor.act('deliver', { what: 'سداد إيجار ثلاثة أشهر', amount: '4500', last: true });
    await supervisor.look('delivered');
    await she.page.reload();
    await she.confirmReceipt();
    await she.rate(4, 'عاملونا بلطف وستر.');
    await she.look('rated');
  });
  await test.step('every clause that her request owed is kept', async () => {
    await officer.go('queue');
    await officer.find(reference);
    await officer.allKept(['F1', 'F4', 'O1', 'O5', 'O7', 'O9', 'P3', 'H1', 'H6', 'H7', 'E4', 'E5', 'E6', 'E7', 'E8', 'E9', 'J2']);
    await officer.look('kept');
  });
});

test('R1 to R7: a referral of deem, until it is sure that he has reached the entity', async ({ open, sila }) => {
  const he = new Portal(await open('small', 'ar', 'deem-referral-portal'), slug);
  const entity = 'مركز الرعاية النفسية الأولية بالخرج';
  let reference = '';
  await test.step('R1: he is received like anyone else; that his data is shared he does not agree to yet', async () => {
    await he.go('kinds/referral');
    await he.look('service');
    await he.page.locator('.form-bar .button-primary').click();
    await he.signIn(father.phone);
    await he.consent();
    await he.field('consents.share_with_entity').locator('input').uncheck();
    await he.next();
    await he.fill({ full_name: father.name, birth_date: '02111994', phone: father.phone, region: 'SA-01', city: 'الدلم', need: 'ابني لا ينام منذ وفاة أخيه، ونحتاج إلى من يعينه.' });
    await he.look('data');
    await he.next();
    await he.fillIdentity(father);
    reference = await he.reviewAndSign();
  });
  const officer = new Desk(await open('desk', 'ar', 'deem-referral-officer'), slug, 'officer');
  await test.step('O9: his eligibility is verified like that of anyone else', async () => {
    await officer.signIn();
    await officer.find(reference);
    await officer.matchAll();
    await officer.act('finish_verification');
  });
  const researcher = new Desk(await open('desk', 'ar', 'deem-referral-researcher'), slug, 'researcher');
  await test.step('R2: the service that he needs is determined', async () => {
    await researcher.signIn();
    await researcher.find(reference);
    await researcher.act('record_result', { outcome: 0, service: 'psychological', urgent: 1, why: 'أعراض حزن ممتد تحتاج إلى مختص.' });
    await researcher.look('determined');
  });
  await test.step('R6: nothing is given to the entity before he agrees', async () => {
    await expect(researcher.blocked('record_result')).toContainText('البند R6');
    await researcher.unfold();
    await researcher.look('no-consent');
  });
  await test.step('R6: he agrees on his own page', async () => {
    await he.go('account');
    const consent = he.page.locator('.summary-row', { hasText: 'إعطاء الجهة التي أُحال إليها' });
    await consent.getByRole('button', { name: he.texts.account.give, exact: true }).click();
    await expect(consent.getByRole('button', { name: he.texts.account.withdrawConsent, exact: true })).toBeVisible();
    await he.look('agreed');
  });
  await test.step('R3, R5: the entity, its data, who is responsible there, and what was shared are written down', async () => {
    await researcher.page.reload();
    await researcher.open('record_result');
    await researcher.answer({
      entity, entity_service: 'جلسات نفسية للأطفال', place: 'الخرج، حي السلام، خلف المستشفى', map_link: 'https://maps.example/kharj',
      phone: '0115551234', hours: 'الأحد إلى الخميس، من الثامنة إلى الرابعة', bring: 'الهوية وسجل الأسرة',
    });
    await researcher.sendInVain(he.texts.common.fields.requiredMissing);
    await researcher.answer({ person: 'أ. منى الحربي، منسقة المواعيد', shared: 'الاسم ورقم الجوال وعمر الابن، بالهاتف.' });
    await researcher.look('referring');
    await researcher.send();
    await researcher.tab('records');
    await researcher.look('referred');
  });
  await test.step('R4: all of it is in his hands, and the letter can be printed', async () => {
    await officer.page.reload();
    await officer.until('told', officer.texts.words.tellings.referral ?? '');
    await officer.look('told');
    await he.follow(reference);
    for (const text of [entity, 'خلف المستشفى', '0115551234', 'منى الحربي']) await expect(he.record('refer')).toContainText(text);
    await expect(he.page.getByText('بالهاتف.')).toHaveCount(0);
    await he.look('given');
  });
  await test.step('R7: he is followed up, and the follow-up written down', async () => {
    await sila.pass({ days: 3 });
    await officer.signIn();
    await officer.find(reference);
    await officer.act('record_progress', { last_call: 'اتصلنا به، وموعده يوم الخميس.' });
    await officer.tab('records');
    await expect(officer.page.getByRole('tabpanel')).toContainText('موعده يوم الخميس');
    await officer.look('followed');
  });
  await test.step('R7: that he arrived is recorded with who confirmed it', async () => {
    await sila.pass({ days: 3 });
    await officer.signIn();
    await officer.find(reference);
    await officer.open('record_result');
    await officer.answer({ outcome: 0, confirmed_by: 'both', arrived_on: '26112026' });
    await officer.sendInVain(he.texts.common.fields.requiredMissing);
    await officer.answer({ confirmer: 'منى الحربي' });
    await officer.look('arriving');
    await officer.send();
  });
  await test.step('every clause that the referral owed is kept', async () => {
    await he.go('requests');
    await he.signIn(father.phone);
    await he.follow(reference);
    await expect(he.record('arrive')).toContainText('26 نوفمبر 2026');
    await he.look('arrived');
    await he.rate(4, 'وصلت بلا عناء.');
    await officer.page.reload();
    await officer.allKept(['F1', 'F4', 'O1', 'O5', 'O7', 'O9', 'P3', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7']);
    await officer.look('kept');
  });
});

test('J2: a grievance of deem is judged by somebody who had no part in the matter', async ({ open, sila }) => {
  const she = new Portal(await open('small', 'ar', 'deem-grievance-portal'), slug);
  let reference = '';
  await test.step('she applies for support', async () => {
    await she.go('kinds/service/apply');
    await she.signIn(daughter.phone);
    await apply(she, daughter);
    reference = await she.reviewAndSign();
  });
  const officer = new Desk(await open('desk', 'ar', 'deem-grievance-officer'), slug, 'officer');
  await officer.signIn();
  await verify(officer, reference);
  const director = new Desk(await open('desk', 'ar', 'deem-grievance-director'), slug, 'director');
  await test.step('E4: the director hands it to another researcher: so he has a part in it', async () => {
    await director.signIn();
    await director.find(reference);
    await director.act('reassign', { staff: sila.login(slug, 'researcher').id, reason: 'بين الموظفة ومقدمة الطلب قرابة.' });
  });
  await test.step('the evidence and the interview speak against it; no visit is needed; it is refused', async () => {
    const researcher = new Desk(await open('desk', 'ar', 'deem-grievance-researcher'), slug, 'researcher');
    await researcher.signIn();
    await researcher.find(reference);
    await researcher.open('record_result', review);
    await researcher.answer({ outcome: 2, ...conditions, income_met: 'not_met', how_checked: checked, relation: 1 });
    await researcher.send();
    await researcher.open('record_result', interview);
    await researcher.answer({ outcome: 0, held_on: '21112026', ...said });
    await researcher.send();
    await researcher.act('skip_optional', { reason: 'الشواهد تكفي.' });
    const secretary = new Desk(await open('desk', 'ar', 'deem-grievance-secretary'), slug, 'secretary');
    await secretary.signIn();
    await secretary.openFromQueue(reference);
    await secretary.act('record_decision', { outcome: 2, reasons: why.refused });
  });
  await test.step('J2: she reads why, and raises a grievance', async () => {
    await officer.until('told', officer.texts.words.tellings.decision ?? '');
    await she.follow(reference);
    await expect(she.page.getByText(why.refused)).toBeVisible();
    await she.look('refused');
    await she.appeal('البدل الذي احتُسب انقطع قبل أن أتقدم بشهرين.');
    await she.look('raised');
  });
  const grievance = (await she.page.locator('.reference').first().innerText()).trim();
  await test.step('J2: the director, who had a part in it, is refused', async () => {
    await director.find(grievance);
    await expect(director.blocked('judge')).toContainText('البند J2');
    await expect(director.blocked('judge')).toContainText('كان لك دور في الأمر المتظلَّم منه.');
    await director.unfold();
    await director.look('had-part');
    await director.act('reassign', { staff: sila.login(slug, 'board').id, reason: 'كان لي دور في الأمر.' });
  });
  await test.step('J2: a member of the board, who had none, judges it with reasons', async () => {
    const board = new Desk(await open('desk', 'ar', 'deem-grievance-board'), slug, 'board');
    await board.signIn();
    await board.openFromQueue(grievance);
    await board.open('judge');
    await board.answer({ outcome: 0 });
    await board.sendInVain(board.texts.request.actions.form.needReasons);
    await board.answer({ reasons: judged });
    await board.look('judging');
    await board.send();
  });
  await test.step('J2: she is told the judgement; every clause that the grievance owed is kept', async () => {
    await director.until('told', director.texts.words.tellings.decision ?? '');
    await she.page.reload();
    await expect(she.page.getByText(judged)).toBeVisible();
    await she.look('judged');
    await director.allKept(['F1', 'F4', 'O1', 'O5', 'J2']);
    await director.look('kept');
    await officer.page.reload();
    await officer.allKept(['J2', 'E4', 'E7', 'E8']);
    await officer.look('appealed');
  });
});
