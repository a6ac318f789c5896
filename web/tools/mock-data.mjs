// Invented answers in the shapes of the contract, for work on the pages without a server. Synthetic people only.
const text = (ar, en) => ({ ar, en });
const period = (amount, unit = 'calendar_days', chosen = false) => ({ amount, unit, chosen });
const field = (id, type, ar, en, more = {}) => ({ id, kind: 'field', type, title: text(ar, en), required: true, when: [], choices: [], ...more });

export const purposes = [
  { id: 'processing', text: text('أوافق على استعمال بياناتي لدراسة طلبي وتقديم الخدمة.', 'I agree that my data is used to study my request and to serve me.'), required: true },
  { id: 'surveys', text: text('أوافق على أن تسألوني عن رضاي بعد الخدمة.', 'You may ask me afterwards whether I was satisfied.'), required: false },
];
const notice = text(
  'نجمع من بياناتك ما يلزم لدراسة طلبك فقط. يطّلع عليها الموظفون المعنيون بطلبك، وكل اطلاع مسجل وتستطيع رؤيته. لك أن تصحح بياناتك أو تسحب موافقتك متى شئت.',
  'We collect only the data that studying your request needs. The staff concerned see it; every look is recorded and you can see who looked. You can correct your data or withdraw your consent at any time.',
);
const step = (id, kind, ar, en, who, more = {}) => ({ id, kind, title: text(ar, en), who, conditional: false, ...more });

export const assistance = {
  id: 'assistance', title: text('طلب مساعدة علاجية', 'Treatment assistance'),
  summary: text('مساعدة في تكاليف العلاج والأدوية والأجهزة الطبية لمن لا يقدر عليها.', 'Help with treatment, medicine and medical devices for those who cannot afford them.'),
  emergency: false, chosen: false, identity_required: true,
  conditions: [text('السكن في نطاق عمل الجمعية', 'Living in the area the association serves'), text('وجود تقرير طبي حديث', 'A recent medical report'), text('عدم القدرة على تحمل التكلفة', 'Being unable to bear the cost')],
  items: [
    field('full_name', 'text', 'الاسم الرباعي', 'Full name', { known_as: 'full_name', hint: text('كما هو في الهوية', 'As on the identity document'), min: 5, max: 120 }),
    field('birth_date', 'date', 'تاريخ الميلاد', 'Date of birth', { known_as: 'birth_date' }),
    field('need', 'choice', 'نوع المساعدة', 'Kind of help', { choices: [{ id: 'medicine', title: text('دواء', 'Medicine') }, { id: 'surgery', title: text('عملية جراحية', 'Surgery') }, { id: 'device', title: text('جهاز طبي', 'Medical device') }] }),
    field('medicine_name', 'text', 'اسم الدواء', 'Name of the medicine', { when: [{ fact: 'item.need', comparison: 'equals', value: 'medicine' }] }),
    field('cost', 'money', 'التكلفة التقديرية', 'Estimated cost', { hint: text('كما في عرض السعر', 'As in the quotation'), min: 10000, max: 50000000 }),
    field('household', 'number', 'عدد أفراد الأسرة', 'Members of the household', { min: 1, max: 30 }),
    field('region', 'region', 'المنطقة', 'Region'),
    field('phone2', 'phone', 'جوال آخر للتواصل', 'Another mobile number', { required: false }),
    field('insured', 'yes_no', 'هل لديك تأمين طبي؟', 'Do you have medical insurance?'),
    field('story', 'long_text', 'صف حالتك باختصار', 'Describe your situation briefly', { required: false, max: 1000, hint: text('لا تكتب أرقام بطاقات بنكية.', 'Write no bank card numbers.') }),
    { id: 'identity', kind: 'sighted', type: 'text', title: text('الهوية الوطنية أو الإقامة', 'National ID or residence permit'), required: true, when: [], choices: [], known_as: 'identity_number' },
    { id: 'guardian_evidence', kind: 'sighted', type: 'text', title: text('صك الولاية أو ما يثبتها', 'Deed of guardianship or proof of it'), required: true, when: [{ fact: 'applicant.capacity', comparison: 'equals', value: 'guardian' }], choices: [] },
    { id: 'report', kind: 'upload', type: 'text', title: text('التقرير الطبي', 'Medical report'), hint: text('صادر خلال ستة أشهر', 'Issued within six months'), required: true, when: [], choices: [] },
    { id: 'quotation', kind: 'upload', type: 'text', title: text('عرض السعر', 'Quotation'), required: false, when: [], choices: [] },
  ],
  declaration: { text: text('أقرّ بأن جميع ما قدّمته من بيانات ومستندات صحيح، وأنني مسؤول عنه مسؤولية مباشرة، وأوافق على التحقق منه.', 'I declare that all data and documents I have given are correct, that I am directly responsible for them, and that they may be verified.'), version: 2, signed_by: ['drawn', 'code', 'witness'] },
  privacy_notice: notice, privacy_notice_version: 3, purposes,
  steps: [
    step('receive', 'receive', 'استقبال الطلب', 'Reception', ['officer']),
    step('verify', 'verify', 'مطابقة البيانات', 'Verification', ['officer'], { within: period(3, 'working_days', true) }),
    step('inform', 'inform', 'إبلاغك بمدة الدراسة', 'Telling you how long it takes', ['officer', 'system'], { within: period(1, 'working_days', true) }),
    step('study', 'study', 'دراسة لجنة البحث', 'Study by the research committee', ['secretary'], { at_least: period(14), at_most: { ...period(30), chosen: true } }),
    step('deliver', 'deliver', 'تقديم الخدمة', 'Delivery', ['officer'], { within: period(10, 'working_days', true) }),
    step('evaluate', 'evaluate', 'تقييمك للخدمة', 'Your rating', ['applicant']),
  ],
  policy_version: 'p1',
};
const small = (id, ar, en, sumAr, sumEn, more = {}) => ({
  ...assistance, id, title: text(ar, en), summary: text(sumAr, sumEn), identity_required: false, conditions: [], declaration: undefined,
  items: [field('subject', 'text', 'الموضوع', 'Subject', { max: 120 }), field('details', 'long_text', 'التفاصيل', 'Details', { min: 10, max: 2000 })],
  steps: [step('receive', 'receive', 'استقبال', 'Reception', ['officer']), step('reply', 'reply', 'الرد عليك', 'Reply to you', ['officer'], { within: period(2, 'working_days', true) })],
  ...more,
});
export const kinds = [
  assistance,
  small('emergency', 'مساعدة عاجلة', 'Urgent help', 'لمن لا تحتمل حاجته الانتظار، كدواء منقذ للحياة.', 'For needs that cannot wait, such as life-saving medicine.', { emergency: true, identity_required: true, declaration: assistance.declaration, items: assistance.items.slice(0, 4) }),
  small('volunteering', 'التطوع معنا', 'Volunteer with us', 'شاركنا بوقتك وخبرتك في خدمة المستفيدين.', 'Share your time and skill in serving people.', { identity_required: true }),
  small('inquiry', 'استفسار', 'Inquiry', 'اسأل عن خدماتنا وشروطها، ونجيبك على القناة التي تختارها.', 'Ask about our services and their conditions.'),
  small('complaint', 'شكوى', 'Complaint', 'أخبرنا بما لم يرضك، وسنعالجه ونعود إليك.', 'Tell us what was not right; we deal with it and come back to you.'),
  small('suggestion', 'مقترح', 'Suggestion', 'رأيك يطوّر عملنا.', 'Your view improves our work.'),
];
const card = (kind) => ({ id: kind.id, title: kind.title, summary: kind.summary, emergency: kind.emergency, identity_required: kind.identity_required, item_count: kind.items.length, conditions: kind.conditions });

export const homes = {
  teryaq: { slug: 'teryaq', name: text('جمعية ترياق للخدمات الصحية', 'Teryaq Health Services Association'), neutral: false, licence: '5389', help: text('هاتف: 0112345678\nمن الأحد إلى الخميس، من 8 صباحًا إلى 3 عصرًا', 'Phone: 0112345678\nSunday to Thursday, 8 am to 3 pm'), channels: ['portal', 'phone', 'interview', 'letter', 'delegate', 'social_media'], kinds: kinds.map(card), mail_page: true },
  aoun: { slug: 'aoun', name: text('جمعية عون', 'Aoun'), neutral: true, neutral_name: text('خدمات المجتمع', 'Community services'), help: text('هاتف: 0112345679', 'Phone: 0112345679'), channels: ['portal', 'phone'], kinds: kinds.slice(0, 3).map(card), mail_page: true },
  empty: { slug: 'empty', name: text('جمعية البر الخيرية للخدمات الاجتماعية والصحية والتعليمية بمحافظة الأحساء والقرى التابعة لها', 'Al-Birr Charitable Association for Social, Health and Educational Services in Al-Ahsa Governorate'), neutral: false, help: text('اتصل بنا', 'Call us'), channels: ['phone'], kinds: [], mail_page: false },
};

const day = 86_400_000;
const at = (days) => new Date(Date.now() + days * day).toISOString();
const date = (days) => at(days).slice(0, 10);
const stepOf = (id, status, more = {}) => {
  const found = assistance.steps.find((one) => one.id === id);
  return { id, kind: found.kind, title: found.title, status, ...more };
};
const offer = (action, free, obstacles = []) => ({ action, free, obstacles, outcomes: [] });
const base = (id, reference, more) => ({
  id, reference, seq: 7, kind: 'assistance', kind_title: assistance.title, status: 'open', received_at: at(-6), submitted_at: at(-6), deliveries: [], actions: [], told: [],
  items: assistance.items.slice(0, 6).concat(assistance.items.filter((item) => item.id === 'identity' || item.id === 'report')).map((item) => ({ id: item.id, title: item.title, state: item.id === 'report' ? 'asked_again' : 'matched', value: item.kind === 'upload' ? { attachments: ['a1'] } : item.kind === 'sighted' ? { sighted: { type: 'NAT', number: '1500000003', expires_on: date(400), calendar: 'hijri' } } : item.type === 'date' ? { date: '1988-03-12', calendar: 'hijri' } : { text: item.id === 'cost' ? '1800000' : item.id === 'full_name' ? 'سارة محمد عبدالله العتيبي' : 'medicine' } })),
  ...more,
});
const told = [
  { what: 'submission', channel: 'sms', proof: 'gateway', at: at(-6), text: 'استلمنا طلبك رقم 26-000417-3. نبدأ بمطابقة البيانات.' },
  { what: 'study_period', channel: 'portal', proof: 'portal', at: at(-3), text: 'أُحيل طلبك إلى لجنة البحث، ولا يصدر الجواب قبل أسبوعين.' },
];
export const requests = () => [
  base('r1', '26-000417-3', {
    steps: [stepOf('receive', 'done', { done_at: at(-6) }), stepOf('verify', 'done', { done_at: at(-4) }), stepOf('inform', 'done', { done_at: at(-3) }), stepOf('study', 'open', { opened_at: at(-3), due: at(27), earliest: at(11) }), stepOf('deliver', 'waiting'), stepOf('evaluate', 'waiting')],
    questions: [{ id: 'q1', text: 'هل يشمل الطلب الأدوية المزمنة؟', asked_at: at(-6), answer: 'نعم، مدة ثلاثة أشهر قابلة للتجديد.', answered_at: at(-6) }],
    next: { step: 'study', who: ['secretary'], due: at(27), earliest: at(11) }, answer_not_before: date(11), answer_by: date(27), told,
    actions: [offer('withdraw', true), offer('appeal', false, [{ code: 'rights.role', field: '', clause: 'J2', parameters: {}, remedy: '' }])],
  }),
  base('r2', '26-000398-1', {
    status: 'returned', steps: [stepOf('receive', 'done', { done_at: at(-12) }), stepOf('verify', 'open', { opened_at: at(-11), due: at(2) }), stepOf('inform', 'waiting'), stepOf('study', 'waiting'), stepOf('deliver', 'waiting')],
    next: { step: 'verify', who: ['applicant'], due: at(9) }, told: told.slice(0, 1),
    returned: { items: ['report', 'cost'], reason: 'التقرير الطبي أقدم من ستة أشهر. نرجو إرفاق تقرير حديث، وتصحيح التكلفة كما في عرض السعر.', until: date(9) },
    actions: [offer('withdraw', true), offer('submit', true)],
  }),
  base('r3', '26-000251-8', {
    status: 'open', received_at: at(-60), submitted_at: at(-60),
    steps: [stepOf('receive', 'done', { done_at: at(-60) }), stepOf('verify', 'done', { done_at: at(-58) }), stepOf('study', 'done', { done_at: at(-30), outcome: 'accepted_in_part' }), stepOf('deliver', 'open', { opened_at: at(-20) }), stepOf('evaluate', 'waiting')],
    next: { step: 'deliver', who: ['applicant'] }, told, decision: { outcome: 'accepted_in_part', reasons: 'قُبل طلبك في حدود سقف المساعدة للأدوية المزمنة، ويغطي علاج ثلاثة أشهر.', decided_on: date(-30), amount_halalas: 1250050 },
    deliveries: [{ step: 'deliver', what: 'صُرف الدواء من صيدلية المستشفى، علاج ثلاثة أشهر', delivered_on: date(-2) }],
    rating: { invited_at: at(-1) }, actions: [offer('confirm_receipt', true), offer('rate', true), offer('appeal', true)],
  }),
  base('r4', '26-000102-5', {
    status: 'closed', outcome: 'refused', received_at: at(-120), submitted_at: at(-120), steps: [stepOf('receive', 'done', { done_at: at(-120) }), stepOf('verify', 'done', { done_at: at(-118) }), stepOf('study', 'done', { done_at: at(-90), outcome: 'refused' }), stepOf('deliver', 'skipped')],
    told, decision: { outcome: 'refused', reasons: 'السكن خارج نطاق عمل الجمعية. أحلناك إلى الجمعية الأقرب إليك.', decided_on: date(-90) }, actions: [offer('appeal', true)],
  }),
];
export const cardOf = (request) => ({
  id: request.id, reference: request.reference, kind: request.kind, kind_title: request.kind_title, status: request.status, outcome: request.outcome, stands: request.next?.step ?? 'closed',
  step: request.next?.step, step_title: request.steps.find((one) => one.id === request.next?.step)?.title, due: request.next?.due, received_at: request.received_at, unread: request.id === 'r1',
});
export const messages = () => [
  { id: 'm1', at: at(-3), subject: 'أُحيل طلبك إلى الدراسة', text: 'أُحيل طلبك رقم 26-000417-3 إلى لجنة البحث. لا يصدر الجواب قبل أسبوعين.', channel: 'sms', request: 'r1' },
  { id: 'm2', at: at(-6), subject: 'استلمنا طلبك', text: 'استلمنا طلبك رقم 26-000417-3. نبدأ بمطابقة البيانات.', channel: 'sms', read_at: at(-5), request: 'r1' },
];
export const openings = () => [
  { at: at(-1), who_role: 'secretary', what: 'request' },
  { at: at(-4), who_role: 'officer', branch: 'الرياض', what: 'attachment' },
  { at: at(-6), who_role: 'officer', branch: 'الرياض', what: 'file' },
];
