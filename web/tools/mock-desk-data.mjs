// Invented data for the desk's mock, in the shapes of the API. Synthetic people only (identity numbers 15–19 and 28–29).
const t = (ar, en) => ({ ar, en });
const hour = 3_600_000;
const day = 24 * hour;
export const now = Date.now();
export const at = (days, hours = 0) => new Date(now + days * day + hours * hour).toISOString();
export const date = (days) => at(days).slice(0, 10);
let last = 0;
export const uuid = (n = ++last) => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const branches = [{ id: uuid(901), name: t('المركز الرئيس', 'Head office') }, { id: uuid(902), name: t('فرع غميقة', 'Ghamiqah branch') }];
const everyAction = 'desk_use queue_read person_find person_register person_read person_edit claim_match request_open request_read request_receive request_verify request_clarify request_inform request_decide request_register request_deliver request_reply request_judge request_record request_close request_return request_hold request_reassign request_rectify request_override request_break_glass attachment_read report_read message_read message_retry audit_read staff_manage branch_manage calendar_manage policy_read policy_manage'.split(' ');
export const me = {
  staff: { id: uuid(801), name: 'أمل الراشد', email: 'amal@example.org' }, roles: ['officer', 'administrator'], branches: [],
  association: { slug: 'teryaq', name: t('جمعية ترياق للخدمات الصحية', 'Teryaq Health Services'), neutral: false }, actions: everyAction, must_acknowledge: false, titles: { supervisor: t('مشرف البرامج الصحية', 'Supervisor of health programmes') },
};
export const staff = [
  { id: uuid(801), name: 'أمل الراشد', email: 'amal@example.org', roles: ['officer', 'administrator'], branches: [], state: 'active', last_sign_in: at(0, -1) },
  { id: uuid(802), name: 'خالد السبيعي', email: 'khalid@example.org', roles: ['researcher'], branches: [branches[0].id], state: 'active', last_sign_in: at(-1) },
  { id: uuid(803), name: 'عبدالرحمن بن عبدالعزيز بن عبدالله آل عثمان الغامدي', email: 'abdulrahman.bin.abdulaziz.alghamdi@example.org', roles: ['secretary', 'committee_member', 'quality_manager'], branches: branches.map((b) => b.id), state: 'active', last_sign_in: at(-3) },
  { id: uuid(804), name: 'هدى الزهراني', email: 'huda@example.org', roles: ['delegate'], branches: [branches[1].id], state: 'invited' },
  { id: uuid(805), name: 'ماجد الحربي', email: 'majed@example.org', roles: ['officer'], branches: [], state: 'disabled', last_sign_in: at(-90) },
];
const names = ['سارة محمد العتيبي', 'عبدالله سعد القحطاني', 'نورة خالد الدوسري', 'فهد ناصر الشهري', 'منيرة علي الحربي', 'تركي فيصل المطيري', 'هند سلطان الغامدي', 'ريم عبدالعزيز بن عبدالرحمن بن محمد آل زيد الزهراني'];

const period = (amount, unit, chosen = false) => ({ amount, unit, chosen });
const item = (id, kind, type, ar, en, more = {}) => ({ id, kind, type, title: t(ar, en), required: true, when: [], choices: [], ...more });
const assistanceItems = [
  item('identity', 'sighted', 'text', 'الهوية الوطنية', 'National identity'),
  item('need', 'field', 'choice', 'نوع الاحتياج', 'Need', { choices: [{ id: 'medicine', title: t('علاج وأدوية', 'Treatment and medicine') }, { id: 'device', title: t('جهاز طبي', 'Medical device') }] }),
  item('household', 'field', 'number', 'عدد أفراد الأسرة', 'People in the household', { min: 1, max: 30 }),
  item('income', 'field', 'money', 'الدخل الشهري للأسرة', 'Monthly household income', { hint: t('مجموع دخل الأسرة من كل المصادر', 'All income of the household') }),
  item('address', 'field', 'short_address', 'العنوان الوطني المختصر', 'Short national address'),
  item('since', 'field', 'date', 'تاريخ بداية المرض', 'Ill since', { required: false }),
  item('report', 'upload', 'text', 'تقرير طبي حديث', 'Recent medical report'),
  item('situation', 'field', 'long_text', 'وصف الحالة', 'The situation', { required: false }),
];
const step = (id, kind, ar, en, who, more = {}) => ({ id, kind, title: t(ar, en), who, conditional: false, ...more });
const assistanceSteps = [
  step('reception', 'receive', 'الاستقبال', 'Reception', ['officer', 'delegate']), step('completion', 'complete', 'التقديم', 'Submission', ['applicant']),
  step('matching', 'verify', 'المطابقة', 'Matching', ['officer'], { within: period(3, 'working_days', true) }), step('telling', 'inform', 'الإبلاغ بالدراسة', 'Telling of the study', ['officer']),
  step('study', 'study', 'دراسة اللجنة', 'Committee study', ['secretary'], { at_least: period(14, 'calendar_days'), at_most: period(45, 'calendar_days', true) }),
  step('registration', 'register', 'التسجيل', 'Registration', ['officer']), step('delivery', 'deliver', 'تقديم الخدمة', 'Delivery', ['officer', 'supervisor']), step('evaluation', 'evaluate', 'قياس الرضا', 'Evaluation', ['system']),
];
const declaration = { text: t('أُقرّ بأن جميع البيانات التي قدمتها صحيحة، وأتحمل المسؤولية المباشرة عنها، وأعلم أن تقديم بيانات غير صحيحة قد يؤدي إلى رفض الطلب.', 'I declare that all the data I gave is correct and that I am directly responsible for it.'), version: 2, signed_by: ['drawn', 'code', 'witness'] };
const kindBase = { confidentiality: 'ordinary', emergency: false, chosen: false, identity_required: true, published: true, channels: ['branch', 'phone', 'website', 'interview'], privacy_notice: t('نجمع ما يلزم لدراسة طلبك فقط.', 'We collect only what the study needs.'), privacy_notice_version: 1, purposes: [], policy_version: 'a3f9' };
export const kinds = [
  { ...kindBase, id: 'assistance', title: t('طلب مساعدة صحية', 'Health assistance'), summary: t('علاج أو دواء أو جهاز طبي تدرسه لجنة البحث.', 'Treatment, medicine or a device, studied by the research committee.'), conditions: [t('أن يكون مقيمًا في نطاق الجمعية.', 'Lives in the association’s area.'), t('أن تكون الهوية سارية عند التقديم.', 'The identity is valid at submission.')], items: assistanceItems, declaration, steps: assistanceSteps },
  { ...kindBase, id: 'emergency', title: t('مساعدة عاجلة', 'Emergency assistance'), summary: t('لما لا يحتمل الانتظار.', 'For what cannot wait.'), emergency: true, chosen: true, conditions: [], items: assistanceItems.slice(0, 2), declaration, steps: assistanceSteps.slice(0, 5) },
  { ...kindBase, id: 'inquiry', title: t('استفسار', 'Inquiry'), summary: t('سؤال عن خدمات الجمعية.', 'A question about the services.'), identity_required: false, chosen: true, conditions: [], items: [], steps: [step('reception', 'receive', 'الاستقبال', 'Reception', ['officer']), step('reply', 'reply', 'الرد', 'Reply', ['officer'], { within: period(2, 'working_days', true) })] },
  { ...kindBase, id: 'grievance', title: t('تظلّم', 'Grievance'), summary: t('من قرار أو إجراء.', 'About a decision or a step.'), identity_required: false, chosen: true, conditions: [], items: [], steps: [step('judgement', 'judge', 'الفصل', 'Judgement', ['quality_manager'])] },
];
const say = (ar, en) => t(ar, en);
const early = { code: 'study.too_early', clause: 'H5', parameters: { earliest: date(9) }, message: say('لم تمض المدة المقررة للدراسة بعد، وهي أربعة عشر يومًا من إبلاغ المستفيد.', 'The study period of fourteen days since the beneficiary was told has not passed.'), remedy_text: say('انتظر حتى الموعد، أو سجّل تجاوزًا مسبّبًا للاستعجال.', 'Wait until that date, or record an override for urgency with its reason.') };
const unmatched = { code: 'gate.items_matched', clause: 'H2', parameters: { count: 3 }, message: say('لم تُطابق كل البيانات بعد: بقي ثلاثة.', 'Three items are not matched yet.'), remedy_text: say('طابق كل بيان بأصله.', 'Match each item with its original.') };
const expired = { code: 'gate.identity_valid', clause: 'H2', parameters: {}, message: say('انتهت صلاحية الهوية قبل تاريخ التقديم.', 'The identity had expired at submission.'), remedy_text: say('أعد الطلب ليستكمل بهوية سارية.', 'Return the request for a valid identity.') };
const unanswered = { code: 'gate.question_answered', clause: 'H1', parameters: {}, message: say('سؤال من المستفيد بلا جواب.', 'A question of the beneficiary is unanswered.') };
const noRight = { code: 'rights.role', parameters: {}, message: say('هذا الإجراء لأمين اللجنة.', 'Only the committee’s secretary may do this.') };
const codeOnly = { code: 'rights.same_person', parameters: {} };
const offer = (action, free, more = {}) => ({ action, free, obstacles: [], outcomes: [], ...more });
const side = [
  offer('raise_question', true), offer('ask_clarification', true, { step: 'matching' }), offer('return_for_completion', true), offer('hold', true), offer('reassign', true), offer('withdraw', true), offer('rectify', true), offer('override_control', true),
  offer('appeal', false, { obstacles: [{ code: 'appeal.no_decision', clause: 'J2', parameters: {}, message: say('لا قرار بعد ليُتظلّم منه.', 'There is no decision to appeal from yet.') }] }),
  offer('lapse', false, { obstacles: [codeOnly] }), offer('merge', true),
];
let seq = 0;
const entry = (kind, days, more = {}) => ({ seq: ++seq, kind, at: at(days), recorded_at: at(days), actor_kind: 'staff', actor_name: 'أمل الراشد', role: 'officer', parameters: {}, struck: false, ...more });
const applicant = { actor_kind: 'applicant', actor_name: undefined, role: undefined };
const system = { actor_kind: 'system', actor_name: undefined, role: undefined };
function timeline(withStudy) {
  seq = 0;
  const rows = [
    entry('received', -9, { parameters: { channel: 'branch' }, step: 'reception' }), entry('question_raised', -9, { text: 'هل تشمل المساعدة أدوية الضغط؟' }),
    entry('question_answered', -9, { text: 'نعم، ما دام التقرير الطبي يذكرها.' }), entry('step_done', -9, { ...system, step: 'reception' }), entry('step_opened', -9, { ...system, step: 'completion' }),
    entry('submitted', -8, { ...applicant, step: 'completion', parameters: { sign_method: 'drawn' } }), entry('step_opened', -8, { ...system, step: 'matching', parameters: { due: at(1) } }),
    entry('item_verified', -7, { parameters: { item: 'household', matched: 'no', valid: 'yes' }, text: 'العدد في سجل الأسرة خمسة.', struck: true }),
    entry('rectified', -7, { actor_name: 'خالد السبيعي', role: 'researcher', parameters: { rectifies: '8' }, text: 'سُجّلت على بند خاطئ.' }),
    entry('item_verified', -6, { parameters: { item: 'identity', matched: 'yes', valid: 'yes' }, recorded_at: at(-5) }), entry('item_verified', -6, { parameters: { item: 'need', matched: 'yes', valid: 'yes' } }),
  ];
  if (withStudy) {
    rows.push(entry('item_verified', -6, { parameters: { item: 'report', matched: 'yes', valid: 'yes' } }), entry('step_done', -5, { ...system, step: 'matching' }), entry('told', -5, { step: 'telling', parameters: { what: 'study_period', channel: 'phone', proof: 'officer' }, clause: 'H5' }), entry('step_opened', -5, { ...system, step: 'study', parameters: { earliest: at(9), due: at(40) } }));
  }
  return rows;
}
const values = { identity: { sighted: { type: 'NAT', number: '1500000003', expires_on: date(400), calendar: 'hijri' } }, need: { text: 'medicine' }, household: { text: '5' }, income: { text: '470000' }, address: { text: 'RAAA2919' }, report: { attachments: [uuid(701)] }, situation: { text: 'يحتاج المريض إلى أدوية شهرية لا يغطيها التأمين، وقد توقف عن العمل منذ ثلاثة أشهر.' } };
const checks = { identity: ['identity', 'expiry'], address: ['residence'], report: ['document'] };
function items(verified, change = {}) {
  return assistanceItems.map((one) => ({
    ...one, value: values[one.id], checks: checks[one.id] ?? [],
    ...(verified.includes(one.id) && { matched: true, valid: true, verified_by: 'أمل الراشد', verified_at: at(-6) }), ...change[one.id],
  }));
}
function steps(states) {
  return assistanceSteps.map((one, index) => ({ id: one.id, kind: one.kind, title: one.title, status: states[index] ?? 'waiting', by: one.who, optional: one.id === 'evaluation', ...(states[index] === 'done' && { done_at: at(-9 + index) }), ...(states[index] === 'open' && { opened_at: at(-5) }) }));
}
const controls = [['H1', 'gate.question_answered', 'kept'], ['H2', 'gate.items_matched', 'owed'], ['H2', 'gate.identity_valid', 'kept'], ['H4', 'gate.declaration_current', 'kept'], ['H5', 'duty.told', 'kept'], ['H5', 'clock.earliest', 'owed', at(9)], ['H5', 'clock.latest', 'owed', at(40)], ['H6', 'gate.papers_complete', 'owed'], ['H9', 'clock.latest', 'broken', at(-2)], ['H7', 'gate.receipt_confirmed', 'overridden'], ['O7', 'measure.satisfaction', 'not_measured']].map(([clause, control, outcome, due]) => ({ clause, control: `${clause}/${control}`, outcome, ...(due && { due }) }));
const person = (party, name, kind = 'party') => ({ party, name, kind });
function page(id, reference, more) {
  return {
    id, reference, seq: 11, kind: 'assistance', kind_title: kinds[0].title, status: 'open', confidentiality: 'ordinary', channel: 'branch', received_at: at(-9), submitted_at: at(-8), policy_version: 'a3f9c2',
    beneficiary: person(uuid(101), names[0]), applicant: { ...person(uuid(101), names[0]), capacity: 'self' }, assignee: { id: uuid(801), name: 'أمل الراشد' }, branch: 'المركز الرئيس',
    steps: steps(['done', 'done', 'open']), items: items(['identity', 'need']), questions: [], declaration: { signed_at: at(-8), method: 'drawn', signer: uuid(101), capacity: 'self', is_void: false, text: declaration.text, version: 2 },
    told: [], timeline: timeline(false), deliveries: [], replies: [], overrides: [], offers: [], control_outcomes: controls, attachments: [{ id: uuid(701), name: 'تقرير طبي 2026-11.pdf', type: 'application/pdf', bytes: 348_211, item: 'report' }, { id: uuid(702), name: 'very-long-file-name-scan-of-the-document-0001-final-version.png', type: 'image/png', bytes: 1_904_221 }],
    next: [{ step: 'matching', who: ['officer'], assignee: uuid(801), due: at(1) }], ...more,
  };
}
export const requests = new Map([
  [uuid(1), page(uuid(1), '26-004217-3', {
    questions: [{ id: uuid(601), text: 'هل تشمل المساعدة أدوية الضغط؟', asked_at: at(-9), answer: 'نعم، ما دام التقرير الطبي يذكرها.', answered_at: at(-9) }],
    offers: [offer('verify_item', true, { step: 'matching' }), offer('finish_verification', false, { step: 'matching', obstacles: [unmatched, expired] }), offer('correct_item', true, { step: 'matching' }), ...side],
  })],
  [uuid(2), page(uuid(2), '26-004188-6', {
    seq: 15, beneficiary: person(uuid(102), names[7]), steps: steps(['done', 'done', 'done', 'done', 'open']), items: items(assistanceItems.map((one) => one.id).filter((id) => values[id])), timeline: timeline(true),
    told: [{ what: 'study_period', channel: 'phone', proof: 'officer', at: at(-5) }], next: [{ step: 'study', who: ['secretary'], earliest: at(9), due: at(40), blocked_by: 'study.too_early' }], assignee: undefined,
    overrides: [{ control: 'H9/clock.latest', step: 'matching', reason: 'تأخر وصول التقرير من المستشفى.', by: 'خالد السبيعي', at: at(-6) }],
    offers: [offer('record_decision', false, { step: 'study', obstacles: [early], outcomes: ['accepted', 'accepted_in_part', 'refused', 'deferred'], earliest: at(9), due: at(40) }), ...side],
  })],
  [uuid(3), page(uuid(3), '26-004221-9', {
    seq: 2, kind: 'inquiry', kind_title: kinds[2].title, submitted_at: undefined, beneficiary: undefined, applicant: undefined, items: [], declaration: undefined, attachments: [], control_outcomes: controls.slice(0, 1), channel: 'phone',
    steps: [{ id: 'reception', kind: 'receive', title: t('الاستقبال', 'Reception'), status: 'open', by: ['officer'] }, { id: 'reply', kind: 'reply', title: t('الرد', 'Reply'), status: 'waiting', by: ['officer'] }],
    questions: [{ id: uuid(602), text: 'ما الأوراق المطلوبة لصرف جهاز قياس السكر؟', asked_at: at(0, -2) }, { id: uuid(603), text: 'وهل يلزم حضور المريض؟', asked_at: at(0, -2) }],
    timeline: timeline(false).slice(0, 2), next: [{ step: 'reception', who: ['officer'], due: at(0, 5) }],
    offers: [offer('answer_question', true, { step: 'reception' }), offer('reply', true, { step: 'reply', outcomes: ['answered'] }), offer('close', false, { obstacles: [unanswered] }), offer('raise_question', true), offer('reassign', true), offer('bless_with_stamp', true)],
  })],
  [uuid(4), page(uuid(4), '26-003902-1', {
    status: 'closed', outcome: 'accepted_in_part', seq: 30, steps: steps(['done', 'done', 'done', 'done', 'done', 'done', 'done', 'skipped']), items: items(assistanceItems.map((one) => one.id).filter((id) => values[id])), timeline: timeline(true), next: [],
    decision: { step: 'study', outcome: 'accepted_in_part', reasons: 'تصرف أدوية ستة أشهر، ويُعاد النظر بعدها بتقرير حديث.', decided_on: date(-3), amount_halalas: 1200000, by: 'لجنة البحث' },
    deliveries: [{ step: 'delivery', what: 'قسيمة أدوية لثلاثة أشهر', delivered_on: date(-2), amount_halalas: 600000, confirmed_at: at(-1) }], told: [{ what: 'study_period', channel: 'phone', proof: 'officer', at: at(-20) }, { what: 'decision', channel: 'sms', proof: 'gateway', at: at(-3), failed: true }],
    appeal: { request: uuid(3), reference: '26-004221-9' }, offers: [offer('appeal', true), offer('reopen', false, { obstacles: [noRight] }), offer('rectify', true)],
  })],
  [uuid(5), page(uuid(5), '26-004230-8', {
    confidentiality: 'confidential', beneficiary: { party: uuid(103), name: '', kind: 'claim' }, status: 'returned', returned: { items: ['report'], reason: 'التقرير أقدم من ثلاثة أشهر.', until: date(12) }, break_glass_until: at(0, 2),
    declaration: { signed_at: at(-8), method: 'witness', signer: uuid(103), capacity: 'guardian', is_void: true, text: declaration.text, version: 2 }, items: items(['identity'], { report: { matched: true, valid: false, verified_by: 'خالد السبيعي', verified_at: at(-1), obstacles: [{ code: 'item.expired', clause: 'H2', parameters: {}, message: say('التقرير أقدم من المدة المقبولة.', 'The report is too old.') }] }, address: { matched: false, valid: true, verified_by: 'خالد السبيعي', verified_at: at(-1) } }),
    next: [{ step: 'completion', who: ['applicant'], due: at(12) }], offers: [offer('submit', true, { step: 'completion' }), offer('remind', true), offer('withdraw', true), offer('hold', true)],
  })],
  [uuid(6), page(uuid(6), '26-004190-2', { seq: 15, steps: steps(['done', 'done', 'done', 'done', 'open']), offers: [offer('record_decision', true, { step: 'study', outcomes: ['accepted', 'accepted_in_part', 'refused', 'deferred'], due: at(3) }), offer('sign', true), offer('tell', true, { step: 'telling' }), offer('deliver', true, { step: 'delivery' }), offer('record_result', true, { step: 'visit', outcomes: ['confirmed', 'not_confirmed', 'not_made'] }), offer('ask_clarification', true, { step: 'study' }), ...side] })],
]);

const plan = [['matching', 'المطابقة', 'Matching', 'verify', ['officer'], 1], ['study', 'دراسة اللجنة', 'Committee study', 'study', ['secretary'], 40], ['reception', 'الاستقبال', 'Reception', 'receive', ['officer', 'delegate'], 0.2], ['completion', 'التقديم', 'Submission', 'complete', ['applicant'], 12], ['delivery', 'تقديم الخدمة', 'Delivery', 'deliver', ['officer', 'supervisor'], 6], ['reply', 'الرد', 'Reply', 'reply', ['officer'], -0.1]];
export const queue = Array.from({ length: 128 }, (_, n) => {
  const [id, ar, en, kind, who, offset] = plan[n % plan.length];
  const due = n < 4 ? -[12, 3, 2, 0.05][n] : n === 7 ? undefined : offset + n / 6 - 1;
  const confidential = n === 5 || n === 11;
  const kindView = kinds[id === 'reply' ? 2 : n % 9 === 8 ? 1 : 0];
  const isBlocked = id === 'study';
  return {
    request: uuid((n % 6) + 1), reference: `26-${String(4100 + n * 7).padStart(6, '0')}-${n % 10}`, kind: kindView.id, kind_title: kindView.title, step: `${id}`, step_title: t(ar, en), step_kind: kind,
    ...(confidential ? { person_neutral: `مستفيد 26-${4100 + n}` } : { person: names[n % 8] }), who, ...(n % 3 === 0 && who[0] !== 'applicant' && { assignee: { id: uuid(801), name: n % 2 ? 'أمل الراشد' : 'خالد السبيعي' } }),
    opened_at: at(-n / 4), ...(due !== undefined && { due: at(due) }), ...(isBlocked && { earliest: at(9), blocked_by: 'study.too_early' }), ...(n % 13 === 4 && { blocked_by: 'request.waits' }), status: id === 'completion' ? 'returned' : 'open', branch: branches[n % 2].id, confidential, index: n,
  };
}).sort((one, two) => (one.due ?? '9').localeCompare(two.due ?? '9'));

export const hits = names.map((name, n) => ({ party: uuid(101 + n), name, identity_masked: `1•••••00${20 + n}`, phone_masked: `05•••••4${30 + n}`, branch: n % 2 ? 'فرع غميقة' : undefined, matched_by: 'name', score: 0.98 - n / 12 }));
export function personFile(id) {
  const n = Math.max(0, Number(id.slice(-3)) - 101) % 8;
  const isClaim = n === 2;
  const value = (field, text, more = {}) => ({ field, value: text, source: 'staff', by: 'أمل الراشد', at: at(-40), ...more });
  return {
    party: id, kind: isClaim ? 'claim' : 'party', class: n === 2 ? 'confidential' : 'ordinary', branch: 'المركز الرئيس', roles: ['beneficiary'],
    values: [value('full_name', names[n], { verified_at: at(-39) }), value('birth_date', '1986-05-14', { calendar: 'hijri', source: 'document', verified_at: at(-39) }), value('gender', 'female'), value('phone', '0512345678', { source: 'portal', by: undefined }), value('region', 'SA-02'), value('city', 'غميقة'), value('short_address', 'RAAA2919', { source: 'portal', by: undefined }), value('income', '4700')],
    phones: [{ masked: '05•••••678', number: '0512345678', verified_at: at(-39) }, { masked: '05•••••321', number: '0556654321' }],
    identities: [{ type: 'NAT', number_masked: '1•••••0003', number: '1500000003', expires_on: date(-20), sighted_by: 'أمل الراشد', sighted_at: at(-39) }],
    requests: [...requests.values()].slice(0, n === 3 ? 0 : 4).map((one) => ({ id: one.id, reference: one.reference, kind: one.kind, kind_title: one.kind_title, status: one.status, outcome: one.outcome, stands: 'x', step: 'matching', step_title: t('المطابقة', 'Matching'), due: at(1), received_at: one.received_at, unread: false })),
    consents: [{ purpose: 'دراسة الطلب', given_at: at(-40), notice_version: 1 }, { purpose: 'التعريف بخدمات الجمعية', given_at: at(-40), withdrawn_at: at(-10), notice_version: 1 }],
  };
}
export const claims = [
  { claim: uuid(501), party: uuid(103), name: 'نوره خالد الدوسري', reference: '26-004230-8', at: at(-2), candidates: [{ ...hits[2], party: uuid(103), score: 0.96 }, { ...hits[4], matched_by: 'phone', score: undefined }] },
  { claim: uuid(502), party: uuid(104), name: 'فهد ناصر', at: at(-1), candidates: [] },
];
const row = (clause, ar, en, controlsOf, more = {}) => ({ clause, text: t(ar, en), source: 'ثالثًا', owed_by_policy: true, controls: controlsOf, ...more });
const control = (clause, kind, name, counts, more = {}) => ({ control: `${clause}/${kind}.${name}`, kind, name, chosen: false, owed: 0, kept: 0, broken: 0, overridden: 0, not_measured: 0, late: 0, ...counts, ...more });
export const report = {
  policy_version: 'a3f9c2', measured_at: at(0, -0.1), items: [
    row('F1', 'تضع الجمعية سياسات لعلاقتها بكل الأطراف وتحفظ حقوقهم.', 'The association sets policies for its relations with every party.', [control('F1', 'record', 'policy_in_force', { kept: 1 })]),
    row('H1', 'يُستقبل المستفيد بلباقة، ويُجاب عن كل سؤال، ويُعطى وقتًا كافيًا.', 'Received with respect; every question is answered.', [control('H1', 'gate', 'question_answered', { owed: 12, kept: 271, broken: 3 })]),
    row('H2', 'تُقدّم كل المعلومات المطلوبة، ويطابقها الموظف ويتأكد من صلاحيتها عند التقديم.', 'All required information is submitted, matched and valid at submission.', [control('H2', 'gate', 'items_present', { kept: 233, owed: 20 }), control('H2', 'gate', 'items_matched', { kept: 201, owed: 31, overridden: 2, late: 4 }), control('H2', 'gate', 'identity_valid', { kept: 228, broken: 1 })]),
    row('H5', 'يُبلّغ بإحالة طلبه إلى الدراسة، ولا يصدر الجواب قبل أسبوعين.', 'Told of the study; the answer comes in not less than two weeks.', [control('H5', 'duty', 'told', { kept: 190, owed: 8 }), control('H5', 'clock', 'earliest', { kept: 166, overridden: 7 }), control('H5', 'clock', 'latest', { kept: 150, owed: 40, broken: 5, late: 9 }, { chosen: true })]),
    row('O7', 'يُقاس رضا المستفيدين ويُحسَّن الأداء به.', 'Satisfaction is measured.', [control('O7', 'measure', 'satisfaction', { not_measured: 1 })]),
    row('C6', 'البريد الإلكتروني قناة للتواصل.', 'E-mail is a channel.', [], { owed_by_policy: false, source: undefined }),
  ],
};
export const policy = { id: 'teryaq', name: t('سياسة تنظيم العلاقة مع المستفيدين', 'Policy on the relationship with beneficiaries'), digest: 'a3f9c2e1b7d84f60992c1b5e0a7d33f1a3f9c2e1b7d84f60992c1b5e0a7d33f1', in_force_since: date(-120), approval: { body: 'board', meeting: '11', term: '', date: '2025-06-01' }, review_due: date(245), clauses: report.items.map((one) => ({ id: one.clause, text: one.text, source: one.source, controls: one.controls })), kinds };
export const messages = Array.from({ length: 23 }, (_, n) => ({ id: uuid(400 + n), at: at(-n / 3), channel: n % 3 ? 'sms' : 'email', template: ['study_period', 'decision', 'submission'][n % 3], request: uuid((n % 6) + 1), state: ['sent', 'sent', 'waiting', 'failed', 'given_up'][n % 5], attempts: n % 5 === 4 ? 8 : (n % 5) % 3 + 1, ...(n % 5 > 2 && { code: 'smtp.refused' }) }));
export const audit = Array.from({ length: 60 }, (_, n) => ({ seq: 4021 - n, at: at(-n / 9), who_kind: n % 4 ? 'staff' : 'system', who: uuid(801), ...(n % 4 && { who_name: staff[n % 3].name, role: staff[n % 3].roles[0] }), action: ['request.verification', 'person.opened', 'request.decision', 'sign_in.ended'][n % 4], object: n % 4 === 1 ? uuid(101) : uuid(1), ...(n % 4 === 1 && { party: uuid(101) }), detail: n % 4 === 0 ? '{"item":"identity"}' : '' }));
export const calendar = { rest_days: [5, 6], hours: [{ from: '08:00', to: '16:00' }], ramadan_hours: [{ from: '10:00', to: '15:00' }], holidays: [{ date: '2027-02-22', title: t('يوم التأسيس', 'Founding Day') }, { date: '2027-03-09', title: t('عيد الفطر', 'Eid al-Fitr'), proposed: true }, { date: '2027-03-10', title: t('عيد الفطر، اليوم الثاني', 'Eid al-Fitr, second day'), proposed: true }, { date: '2026-09-23', title: t('اليوم الوطني', 'National Day') }] };
export const documents = [{ id: 'bylaw', title: t('اللائحة الأساسية', 'Bylaws') }, { id: 'research', title: t('دليل البحث الاجتماعي', 'Social-research guide') }, { id: 'support', title: t('دليل سياسة الدعم', 'Support policy guide') }];
