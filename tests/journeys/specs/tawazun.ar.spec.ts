import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const slug = 'tawazun';
const volunteer = { name: 'ماجد فهد سعيد الدوسري', identity: '1500000144', phone: '0500000711' };
const joining = { name: 'ليلى حسن علي الغامدي', identity: '1500000151', phone: '0500000712' };

test('H8, H11: a programme of a volunteer of tawazun, from the proposal to the permit in his hands', async ({ open, sila }) => {
  const he = new Portal(await open('small', 'ar', 'tawazun-proposal-portal'), slug);
  let reference = '';
  await test.step('H8: he proposes it, and signs', async () => {
    await he.go('');
    await he.look('home');
    await he.go('kinds/programme_proposal');
    await he.look('service');
    await he.page.locator('.form-bar .button-primary').click();
    await he.signIn(volunteer.phone);
    await he.consent();
    await he.next();
    await he.fill({
      applicant_is: 0, full_name: volunteer.name, phone: volunteer.phone, programme_title: 'خطوة نحو وزن صحي', sort: 1, aim: 'تعريف الأسر بالغذاء المتوازن وقراءة بطاقة المنتج.', audience: 1,
      expected_number: '40', place: 1, place_name: 'ممشى الواجهة البحرية بالدمام', starts_on: '10012027', times: 'السبت من الرابعة إلى السادسة مساءً', health_content: 1,
    });
    await he.look('data');
    await he.next();
    await expect(he.field('host_consent')).toHaveCount(0);
    await he.fillIdentity(volunteer);
    await he.look('papers');
    reference = await he.reviewAndSign();
    await he.look('received');
  });
  const officer = new Desk(await open('desk', 'ar', 'tawazun-proposal-officer'), slug, 'officer');
  await test.step('H11: he is told that it is raised to the authority', async () => {
    await officer.signIn();
    await officer.find(reference);
    await officer.matchAll();
    await officer.act('finish_verification');
    await officer.until('told', officer.texts.words.tellings.submission ?? '');
    await officer.look('told');
  });
  await test.step('H8: it is raised, and its number written down while the answer is awaited', async () => {
    await officer.open('record_progress');
    await officer.answer({ sent_on: '21112026', reference: 'TS-448120', status: 'sent' });
    await officer.look('raising');
    await officer.send();
    await officer.tab('records');
    await expect(officer.page.getByRole('tabpanel')).toContainText('TS-448120');
    await officer.look('raised');
  });
  await test.step('H11: he sees where the permit lies', async () => {
    await he.follow(reference);
    await expect(he.record('permit')).toContainText('TS-448120');
    await expect(he.record('permit')).toContainText('رُفع ولم يُنظر فيه بعد');
    await he.look('raised');
  });
  await test.step('H8: the answer is not recorded without the number of the permit and how long it holds', async () => {
    await sila.pass({ days: 6 });
    await officer.signIn();
    await officer.find(reference);
    await officer.open('record_result');
    await officer.answer({ outcome: 0, status: 'issued', answered_on: '26112026' });
    await officer.sendInVain(he.texts.common.fields.requiredMissing);
    await officer.look('number-wanted');
    await officer.answer({ permit_number: '1448/ت/3391', valid_until: '10042027', terms: 'ألا يُقدَّم فيه قياس ولا فحص.' });
    await officer.send();
    await officer.until('told', officer.texts.words.tellings.permit ?? '');
    await officer.look('handed-on');
    await officer.tab('records');
    await officer.page.getByRole('link', { name: officer.texts.request.records.print }).click();
    await expect(officer.page.getByText('1448/ت/3391').first()).toBeVisible();
    await officer.look('letter');
  });
  await test.step('H8, H11: the permit is in his hands, with its number, its time and its conditions', async () => {
    await he.go('requests');
    await he.signIn(volunteer.phone);
    await he.follow(reference);
    await expect(he.record('permit')).toContainText('1448/ت/3391');
    await expect(he.record('permit')).toContainText('10 أبريل 2027');
    await expect(he.record('permit')).toContainText('ألا يُقدَّم فيه قياس ولا فحص.');
    await expect(he.page.getByText(he.texts.common.proofs.gateway ?? '')).toHaveCount(2);
    await he.look('granted');
    await he.rate(4, 'متابعة واضحة.');
    await officer.go('queue');
    await officer.find(reference);
    await officer.allKept(['H8', 'H11', 'O7']);
    await officer.look('kept');
  });
});

test('E1 to E3, A1 to A5: a place in a paid programme of tawazun, from the registration to the last meeting', async ({ open, sila }) => {
  const she = new Portal(await open('small', 'ar', 'tawazun-place-portal'), slug);
  const { requiredMissing } = she.texts.common.fields;
  let reference = '';
  await test.step('E1: who lives outside the area of work is refused, by the clause', async () => {
    await she.go('kinds/programme_registration');
    await expect(she.page.getByRole('region', { name: she.texts.kind.cost })).toContainText(/60 مقعدًا.*150/s);
    await she.look('service');
    await she.page.locator('.form-bar .button-primary').click();
    await she.signIn(joining.phone);
    await she.consent();
    await she.next();
    await she.fill({ programme: 1, full_name: joining.name, phone: joining.phone, birth_date: '14051988', region: 'SA-01', city: 'الرياض', served_as: 0 });
    await she.next();
    await expect(she.field('identity_document')).toBeVisible();
    await expect(she.field('guardian_consent'), 'of grown-ups no guardian is asked').toHaveCount(0);
    await she.fillIdentity(joining);
    await she.next();
    await expect(she.page.locator('.summary-row').first()).toBeVisible();
    await she.next();
    await she.draw();
    await she.next();
    await expect(she.page.getByText('مكان الإقامة خارج نطاق عمل الجمعية').first()).toBeVisible();
    await expect(she.page.getByText('E1').first()).toBeVisible();
    await she.look('outside');
  });
  await test.step('A4: within it, she accepts the rules of the programme by her declaration', async () => {
    await she.fill({ region: 'SA-04', city: 'الخبر' });
    await she.look('data');
    await she.next();
    await she.next();
    await she.next();
    await expect(she.page.getByText('اطلعت على ضوابط البرنامج وشروطه وألتزم بها')).toBeVisible();
    await she.draw();
    await she.look('rules');
    await she.next();
    reference = await she.reference();
    await she.look('received');
  });

  const officer = new Desk(await open('desk', 'ar', 'tawazun-place-officer'), slug, 'officer');
  const researcher = new Desk(await open('desk', 'ar', 'tawazun-place-researcher'), slug, 'researcher');
  const supervisor = new Desk(await open('desk', 'ar', 'tawazun-place-supervisor'), slug, 'supervisor');
  await test.step('E2: her identity is matched, and valid on the day', async () => {
    await officer.signIn();
    await officer.find(reference);
    await expect(officer.blocked('finish_verification')).toContainText('E2');
    await officer.matchAll();
    await officer.act('finish_verification');
  });
  await test.step('E3: each condition is looked at, and what that rests on written down', async () => {
    await researcher.signIn();
    await researcher.find(reference);
    await researcher.open('record_result');
    await researcher.answer({ outcome: 0, present: 0, resident: 0, served: 0 });
    await researcher.sendInVain(requiredMissing);
    await researcher.answer({ basis: 'العنوان الوطني في الخبر، والهوية سارية، وقراءات السكر على حافة الارتفاع.' });
    await researcher.look('assessing');
    await researcher.send();
  });
  await test.step('A2: the interview is passed', async () => {
    await supervisor.signIn();
    await supervisor.find(reference);
    await supervisor.open('record_result');
    await supervisor.answer({ outcome: 0, held_on: '21112026', found: 'عازمة على تغيير عاداتها، ولا مانع صحي.' });
    await supervisor.look('interviewing');
    await supervisor.send();
  });
  await test.step('A1: there is a place, and she is told of it', async () => {
    await officer.page.reload();
    await officer.open('enroll');
    await expect(officer.page.locator('.action-form')).toContainText('من 60 مقعدًا');
    await officer.answer({ outcome: 0, first_meeting: '28112026', place_and_times: 'مقر الجمعية، السبت الخامسة مساءً' });
    await officer.look('registering');
    await officer.send();
    await officer.until('told', officer.texts.words.tellings.registration ?? '');
    await she.follow(reference);
    await expect(she.record('register')).toContainText('28 نوفمبر 2026');
    await expect(she.record('pay')).toContainText('150');
    await she.look('registered');
  });
  await test.step('A5: let off only with a reason, paid only to the riyal', async () => {
    await officer.open('record_result');
    const form = officer.texts.request.actions.form;
    await officer.answer({ outcome: 1 });
    await expect(officer.page.locator('.action-form')).toContainText(form.waiverReason);
    await officer.sendInVain(form.needRecord);
    await officer.answer({ outcome: 0, way: 'transfer', receipt_number: 'ق-901', amount: '100' });
    await officer.sendInVain('البند A5');
    await officer.look('too-little');
    await officer.answer({ amount: '150' });
    await officer.send();
    await she.page.reload();
    await expect(she.record('pay')).toContainText('ق-901');
  });
  await test.step('A3: each week is written down, and she sees it', async () => {
    await sila.pass({ days: 8 });
    await supervisor.signIn();
    await supervisor.find(reference);
    await supervisor.act('record_progress', { meetings: '1', attended: '1' });
    await sila.pass({ days: 6 });
    await she.go('requests');
    await she.signIn(joining.phone);
    await she.follow(reference);
    await expect(she.record('attend')).toContainText('1');
    await she.look('attending');
  });
  await test.step('A3: below three quarters of the meetings it is not completed', async () => {
    await supervisor.signIn();
    await supervisor.find(reference);
    await supervisor.open('record_result');
    await supervisor.answer({ outcome: 0, meetings: '8', attended: '5', rules_kept: 0 });
    await supervisor.sendInVain('البند A3');
    await supervisor.look('too-few');
    await supervisor.answer({ attended: '6' });
    await supervisor.send();
    await supervisor.tab('records');
    await supervisor.look('records');
  });
  await test.step('she rates it; every clause that her registration owed is kept', async () => {
    await she.page.reload();
    await expect(she.record('attend')).toContainText('6');
    await she.look('completed');
    await she.rate(3, 'برنامج نافع.');
    await officer.signIn();
    await officer.find(reference);
    await officer.allKept(['E1', 'E2', 'E3', 'A1', 'A2', 'A3', 'A4', 'A5', 'O7']);
    await officer.look('kept');
  });
});

test('H9: a question about the programmes of tawazun is answered', async ({ open }) => {
  const she = new Portal(await open('small', 'ar', 'tawazun-inquiry-portal'), slug);
  await she.go('kinds/inquiry/apply');
  await she.signIn('0500000713');
  await she.consent();
  await she.next();
  await she.fill({ topic: 0, question: 'هل برنامج صحة الغدد الصماء مناسب لمن تتناول علاج الغدة؟' });
  await she.look('asking');
  await she.next();
  await she.next();
  const reference = await she.reference();
  const officer = new Desk(await open('desk', 'ar', 'tawazun-inquiry-officer'), slug, 'officer');
  await officer.signIn();
  await officer.find(reference);
  await officer.open('reply');
  await officer.answer({ channel: 'website', text: 'نعم، ويُذكر العلاج عند التسجيل ليراعيه القائمون على البرنامج.' });
  await officer.look('replying');
  await officer.send();
  await she.follow(reference);
  await expect(she.page.getByText('ويُذكر العلاج عند التسجيل')).toBeVisible();
  await she.look('answered');
  await officer.page.reload();
  await officer.allKept(['H9', 'O5']);
  await officer.look('kept');
});
