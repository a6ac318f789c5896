import { Counter } from '../lib/counter';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';
import { Portal } from '../lib/portal';

const slug = 'quran-education';
const applicant = { name: 'عبدالرحمن صالح محمد الزهراني', identity: '1500000128', phone: '0500000654' };
const visitor = { name: 'نورة خالد سعد المطيري', identity: '1500000136', phone: '0500000655' };
const question = 'هل يلزم أن يكون المعلم مجازًا قبل أن تبدأ الحلقة؟';
const answer = 'لا يلزم للتعليم الابتدائي، وتكفي تزكية الشؤون التعليمية.';
const why = 'المكان مهيأ، والحاجة في الحي قائمة.';

test('a circle of quran-education, from the portal to its first lesson', async ({ open, sila }) => {
  const he = new Portal(await open('small', 'ar', 'quran-portal'), slug);
  await test.step('C8: the service is there, with its conditions', async () => {
    await he.go('');
    await he.look('home');
    await he.go('kinds/circle');
    await expect(he.page.getByText('لا يأتي الجواب قبل أربعة عشر يومًا').first()).toBeVisible();
    await he.look('service');
    await he.page.locator('.form-bar .button-primary').click();
    await he.signIn(applicant.phone);
  });
  await test.step('C8, H2: he fills the form, asked only for what his place needs', async () => {
    await he.consent();
    await he.next();
    await he.fill({ full_name: applicant.name, phone: applicant.phone, standing: 2, place: 1, place_name: 'مجلس آل زهران', region: 'SA-04', city: 'الدمام، حي الشاطئ', learners: 0, ages: 1, expected_number: '٢٥', teaching: 1, times: 'الأحد والثلاثاء بعد صلاة العصر', teacher_proposed: 0, teacher_name: 'خالد عمر الغامدي' });
    await he.look('data');
    await he.next();
    await expect(he.field('mosque_consent')).toHaveCount(0);
    await he.fillIdentity(applicant);
    await he.upload('place_consent', 'صك-الملكية.pdf');
    await he.upload('teacher_qualification', 'إجازة-المعلم.pdf');
    await he.look('papers');
  });
  let reference = '';
  await test.step('H4: nothing is sent without his signature', async () => {
    await he.next();
    await expect(he.page.locator('.summary-row').first()).toBeVisible();
    await he.look('review');
    await he.next();
    await he.next();
    await expect(he.page.getByText(he.texts.form.mustRead)).toBeVisible();
    await he.draw();
    await he.look('signed');
    await he.next();
    reference = await he.reference();
    await he.look('received');
  });

  const officer = new Desk(await open('desk', 'ar', 'quran-officer'), slug, 'officer');
  await test.step('H2: the officer cannot go on before every item is matched', async () => {
    await officer.signIn();
    await officer.find(reference);
    await expect(officer.blocked('finish_verification')).toContainText('H2');
    await officer.matchAll();
    await officer.look('matched');
    await officer.act('finish_verification');
  });
  await test.step('H5: he is told that it goes to the competent bodies, with proof', async () => {
    await officer.until('told', officer.texts.words.tellings.study_period ?? '');
    await officer.look('told');
    await he.follow(reference);
    await expect(he.page.getByText(he.texts.common.proofs.gateway ?? '').first()).toBeVisible();
    await expect(he.page.getByText(he.texts.standing.notBefore).first()).toBeVisible();
    await expect(he.page.getByText('5 ديسمبر 2026').first()).toBeVisible();
    await he.look('studied');
  });

  const affairs = new Desk(await open('desk', 'ar', 'quran-affairs'), slug, 'researcher');
  await test.step('H3: what is unclear to him goes to education affairs, who answer', async () => {
    await he.ask(question);
    await expect(he.page.locator('#questions')).toBeVisible();
    await he.look('asked');
    await affairs.signIn();
    await affairs.openFromQueue(reference);
    await affairs.open('answer_clarification');
    await affairs.answer({ question: 0, text: answer });
    await affairs.look('explaining');
    await affairs.send();
    await he.page.reload();
    await expect(he.page.getByText(answer)).toBeVisible();
    await he.look('explained');
  });
  await test.step('the place is visited: what was seen is written down, and he sees when', async () => {
    await sila.pass({ days: 3 });
    await affairs.signIn();
    await affairs.find(reference);
    await affairs.open('record_result');
    await affairs.answer({ outcome: 0, visited_on: '24112026', holds: '30', safety: 'good' });
    await affairs.sendInVain(he.texts.common.fields.requiredMissing);
    await affairs.answer({ seen: 'مجلس واسع له مدخل مستقل، مكيّف وإضاءته جيدة.' });
    await affairs.look('visiting');
    await affairs.send();
    await affairs.tab('records');
    await expect(affairs.page.getByRole('tabpanel')).toContainText('مجلس واسع');
    await affairs.look('visited');
    await he.go('requests');
    await he.signIn(applicant.phone);
    await he.follow(reference);
    await expect(he.record('visit')).toContainText('24 نوفمبر 2026');
    await expect(he.page.getByText('مجلس واسع')).toHaveCount(0);
    await he.look('visited');
  });

  const secretary = new Desk(await open('desk', 'ar', 'quran-secretary'), slug, 'secretary');
  await test.step('H5: an answer before the fourteenth day is refused, by its clause', async () => {
    await sila.pass({ days: 10 });
    await secretary.signIn();
    await secretary.openFromQueue(reference);
    await expect(secretary.blocked('record_decision')).toContainText('البند H5');
    await expect(secretary.blocked('record_decision')).toContainText('5 ديسمبر 2026');
    await secretary.look('too-early');
  });
  await test.step('H5: from the fourteenth day on it is accepted, with reasons', async () => {
    await sila.pass({ days: 1, hours: 2 });
    await secretary.signIn();
    await secretary.openFromQueue(reference);
    await secretary.act('record_decision', { outcome: 0, reasons: why });
    await secretary.tab('decision');
    await secretary.look('decided');
  });
  await test.step('H5: he is told; H6: the circle is entered in the register', async () => {
    await officer.signIn();
    await officer.find(reference);
    await officer.until('told', officer.texts.words.tellings.decision ?? '');
    await officer.open('enroll');
    await officer.look('registering');
    await officer.answer({ number: 'ح-١٤٤٨-٢٠٧' });
    await officer.send();
    await officer.tab('records');
    await expect(officer.page.getByRole('tabpanel')).toContainText('٢٠٧');
    await officer.look('registered');
    await officer.page.getByRole('link', { name: officer.texts.request.records.print }).last().click();
    await expect(officer.page.getByText('ح-١٤٤٨-٢٠٧').first()).toBeVisible();
    await officer.look('letter');
  });
  const supervisor = new Desk(await open('desk', 'ar', 'quran-supervisor'), slug, 'supervisor');
  await test.step('H7: the circle is opened', async () => {
    await supervisor.signIn();
    await supervisor.find(reference);
    await supervisor.open('deliver');
    await supervisor.answer({ what: 'فُتحت الحلقة', last: true, leave_number: 'إذن 512', opened_on: '06122026', taught_by: 'خالد عمر الغامدي', place_and_times: 'مجلس آل زهران، الأحد والثلاثاء بعد العصر', students: '22' });
    await supervisor.look('opening');
    await supervisor.send();
    await supervisor.look('opened');
  });
  await test.step('H5, H6, H7: he sees the answer, the register and the leave, and confirms that it is open', async () => {
    await he.go('requests');
    await he.signIn(applicant.phone);
    await he.follow(reference);
    await expect(he.page.getByText(why)).toBeVisible();
    await expect(he.record('register')).toContainText('ح-١٤٤٨-٢٠٧');
    await expect(he.record('deliver')).toContainText('إذن 512');
    await expect(he.record('deliver')).toContainText('6 ديسمبر 2026');
    await he.look('opened');
    await he.confirmReceipt();
    await he.rate(4, 'جزاكم الله خيرًا.');
    await he.look('rated');
  });
  await test.step('every clause that the request owed is kept', async () => {
    await officer.go('queue');
    await officer.find(reference);
    await expect(officer.page.getByText(officer.texts.request.page.closedTitle('مقبول'))).toBeVisible();
    await officer.allKept(['C8', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'O7']);
    await officer.look('closed');
  });
});

test('C10: a branch supervisor of quran-education sees the branch, and nothing else', async ({ open }) => {
  const officer = new Desk(await open('desk', 'ar', 'quran-whole'), slug, 'officer');
  await officer.signIn();
  await officer.go('queue?scope=all');
  await officer.page.locator('[data-row]').first().click();
  await expect(officer.page.locator('.actions')).toBeVisible();
  const reference = await new Counter(officer).reference();
  const branch = new Desk(await open('desk', 'ar', 'quran-branch'), slug, 'delegate');
  await test.step('C10: a branch supervisor finds nothing of what is not of the branch', async () => {
    await branch.signIn();
    await branch.findsNothing(reference);
    await branch.look('not-of-the-branch');
    await branch.page.goto(officer.page.url());
    await expect(branch.page.getByText(branch.texts.states.missingTitle)).toBeVisible();
  });
  await test.step('C10: what is received in the branch is of the branch', async () => {
    const counter = new Counter(branch);
    await counter.register(visitor);
    await counter.newRequest(visitor.name);
    await counter.choose('kind', 'circle');
    await counter.choose('channel', 'branch');
    await branch.look('received-in-the-branch');
    await counter.submit();
    await expect(branch.page.locator('.actions')).toBeVisible();
    const own = await counter.reference();
    await branch.go('queue?scope=all');
    await expect(branch.row(own)).toBeVisible();
    await branch.look('queue-of-the-branch');
  });
});
