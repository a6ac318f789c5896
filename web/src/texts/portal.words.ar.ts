import type { ArabicForms, Grammar } from '../ui/grammar';

// The portal, outside the form. Arabic is the shape; portal.words.en.ts must match it.
export const words = ({ count }: Grammar<ArabicForms>) => ({
  shell: {
    portal: 'بوابة المستفيد', portalNeutral: 'بوابة الخدمات', home: 'الخدمات', requests: 'طلباتي', messages: 'رسائلي', account: 'حسابي',
    signIn: 'تسجيل الدخول', quickExit: 'خروج سريع', quickExitHint: 'يغلق الصفحة ويمسح ما كُتب من هذا الجهاز',
    licence: (number: string) => `ترخيص رقم ${number}`, privacy: 'الخصوصية', arabic: 'العربية', english: 'English', digitsLatin: '123', digitsArabic: '١٢٣', settings: 'العرض',
    unread: count({
      zero: 'لا رسائل جديدة', one: 'رسالة جديدة', two: 'رسالتان جديدتان', few: '{n} رسائل جديدة', many: '{n} رسالة جديدة', other: '{n} رسالة جديدة',
    }),
    mailPage: 'بريد التجربة',
  },
  home: {
    welcome: 'أهلًا بك',
    lead: 'اختر الخدمة التي تحتاجها، وقدّم طلبك من جوالك، وتابعه خطوة بخطوة حتى ينتهي.',
    services: 'الخدمات المتاحة', emergency: 'حالات عاجلة', noServices: 'لا توجد خدمات مفتوحة للتقديم الآن',
    noServicesHint: 'يمكنك التواصل معنا عبر القنوات أدناه، وسنرد على سؤالك.',
    track: 'تابع طلباتك', trackHint: 'أين وصل طلبك؟ ومن عليه الإجراء؟ ومتى؟', trackAction: 'عرض طلباتي',
    continueDraft: 'لديك طلب لم يكتمل', continueDraftHint: (title: string, day: string) => `${title} — حُفظ على هذا الجهاز ${day}`, continueAction: 'أكمل الطلب',
    help: 'تحتاج إلى مساعدة؟', channels: 'يمكنك أيضًا التواصل معنا عبر', details: 'الشروط والتقديم',
    items: count({
      zero: 'لا تُطلب أي بيانات', one: 'بند واحد مطلوب', two: 'بندان مطلوبان', few: '{n} بنود مطلوبة', many: '{n} بندًا مطلوبًا', other: '{n} بند مطلوب',
    }),
    noIdentity: 'لا يُطلب رقم الهوية', urgent: 'عاجل',
  },
  kind: {
    apply: 'قدّم الطلب', applyHint: 'ستدخل برقم جوالك ورمز يصلك عليه. تُحفظ إجاباتك على جهازك أولًا بأول.',
    conditions: 'الشروط', noConditions: 'لا شروط مسبقة لهذه الخدمة.', papers: 'ما ستحتاجه', data: 'بيانات تكتبها', uploads: 'مستندات ترفقها',
    sighted: 'وثائق تكتب بياناتها', sightedHint: 'لا نطلب صورة من الوثيقة. تكتب رقمها وتاريخ انتهائها، ويطّلع عليها الموظف.',
    when: 'قد يُطلب بحسب إجابتك', happens: 'ماذا يحدث بعد التقديم', whoActs: (who: string) => `يتولاه: ${who}`,
    within: (period: string) => `خلال ${period}`, atLeast: (period: string) => `لا يصدر الجواب قبل ${period}`, atMost: (period: string) => `ولا يتأخر عن ${period}`,
    atMostOnly: (period: string) => `خلال ${period} على الأكثر`, chosen: 'مدة حددتها الجمعية', policyNote: 'المدد والخطوات بحسب السياسة المعتمدة.',
    you: 'أنت', emergencyNote: 'هذه الخدمة للحالات العاجلة فقط. إن كان هناك خطر على الحياة فاتصل بالإسعاف 997 فورًا.',
    optional: 'اختياري', noPapers: 'لا تُطلب مستندات لهذه الخدمة.',
  },
  signIn: {
    title: 'الدخول برقم الجوال', lead: 'نرسل إليك رمزًا في رسالة نصية. لا تحتاج إلى كلمة مرور.', phone: 'رقم الجوال', phoneHint: 'مثل 0512345678',
    sendCode: 'أرسل الرمز', codeTitle: 'اكتب الرمز', codeLead: 'أرسلنا رمزًا من 6 أرقام إلى', code: 'الرمز',
    codeHint: 'قد تتأخر الرسالة دقيقة. لا تُخبر أحدًا بالرمز، ولا يطلبه منك موظفونا.', enter: 'دخول', resend: 'أعد إرسال الرمز',
    resendIn: count({
      zero: 'يمكنك إعادة الإرسال الآن', one: 'إعادة الإرسال بعد ثانية', two: 'إعادة الإرسال بعد ثانيتين', few: 'إعادة الإرسال بعد {n} ثوانٍ',
      many: 'إعادة الإرسال بعد {n} ثانية', other: 'إعادة الإرسال بعد {n} ثانية',
    }),
    otherPhone: 'تغيير الرقم', resent: 'أرسلنا رمزًا جديدًا', codeShort: 'الرمز 6 أرقام.', expired: 'انتهت صلاحية الرمز. اطلب رمزًا جديدًا.',
    chooseTitle: 'عمّن تتصرف اليوم؟', chooseLead: 'رقم جوالك مسجل لأكثر من شخص. اختر من تريد متابعة طلباته.', chooseAction: 'متابعة',
    claim: 'لم تُطابق هويته بعد', party: 'مسجل لدينا', endedTitle: 'انتهت مدة دخولك', endedText: 'ما كتبته محفوظ في هذه الصفحة. ادخل من جديد لتكمل من حيث توقفت.', why: 'لماذا أدخل؟', whyText: 'حتى لا يرى طلبك أحد غيرك، ولنخبرك بما يجري فيه.',
  },
  requests: {
    title: 'طلباتي', emptyTitle: 'لا طلبات لديك بعد', emptyHint: 'حين تقدّم طلبًا سيظهر هنا، مع مكانه ومن عليه الإجراء.', emptyAction: 'تصفّح الخدمات',
    open: 'الجارية', closed: 'المنتهية', reference: 'رقم الطلب', received: (day: string) => `استُلم ${day}`, due: (day: string) => `الموعد ${day}`, unread: 'جديد',
    waitingForYou: 'بانتظارك',
    count: count({ zero: 'لا طلبات', one: 'طلب واحد', two: 'طلبان', few: '{n} طلبات', many: '{n} طلبًا', other: '{n} طلب' }),
  },
  standing: {
    stands: 'أين وصل الطلب', nextWho: 'من عليه الإجراء الآن', nextBy: 'الموعد', nextStep: 'الخطوة الحالية', notBefore: 'لا يصدر الجواب قبل', answerBy: 'ولا يتأخر عن',
    notBeforeWhy: 'هذه أقل مدة للدراسة في السياسة، حتى يأخذ طلبك حقه من النظر.', late: 'تأخرنا عن الموعد، ونعتذر إليك.',
    closed: 'انتهى هذا الطلب', nobody: 'لا إجراء مطلوب الآن', path: 'مسار الطلب', told: 'ما أُبلغتَ به', notTold: 'لم نبلغك بشيء بعد.',
    messages: count({
      zero: 'لا رسائل عن هذا الطلب', one: 'رسالة واحدة عن هذا الطلب', two: 'رسالتان عن هذا الطلب', few: '{n} رسائل عن هذا الطلب', many: '{n} رسالة عن هذا الطلب', other: '{n} رسالة عن هذا الطلب',
    }),
    replies: 'الرد عليك', questions: 'أسئلتك', notAnswered: 'لم تُجب بعد', tellingFailed: 'لم تصل، وسنعيد إبلاغك',
    fee: 'الرسم',
    items: 'ما قدّمته', itemStates: { given: 'قُدّم', missing: 'ناقص', matched: 'طوبق', not_valid: 'غير صالح', asked_again: 'مطلوب من جديد' } as Record<string, string>,
    returnedTitle: 'نحتاج منك إلى استكمال', returnedUntil: (day: string) => `أكمله قبل ${day} حتى لا يتوقف طلبك.`, complete: 'أكمل المطلوب',
    heldTitle: 'الطلب متوقف مؤقتًا', decision: 'القرار', decidedOn: (day: string) => `صدر ${day}`, reasons: 'الأسباب', amount: 'المبلغ المقرر',
    delivery: 'الخدمة المقدمة', deliveredOn: (day: string) => `قُدّمت ${day}`, confirmed: (day: string) => `أكدتَ الاستلام ${day}`, confirm: 'استلمت الخدمة',
    confirmTitle: 'تأكيد الاستلام', confirmText: 'بتأكيدك تقرّ بأن الخدمة وصلتك. إن لم تصلك فلا تؤكد، وتواصل معنا.', confirmDone: 'سجّلنا تأكيدك، شكرًا لك.',
    rate: 'قيّم الخدمة', rateLead: 'رأيك يساعدنا على التحسين. لا يُعرض اسمك على من خدمك.', rateScores: ['ضعيفة جدًا', 'ضعيفة', 'مقبولة', 'جيدة', 'ممتازة'] as readonly string[],
    rateQuestion: 'كيف كانت تجربتك؟', rateComment: 'ما الذي نحسّنه؟', rateSend: 'أرسل التقييم', rateThanks: 'وصلنا تقييمك، شكرًا لك.', rated: 'قيّمت هذه الخدمة، شكرًا لك.',
    withdraw: 'اسحب الطلب', withdrawTitle: 'سحب الطلب', withdrawText: 'يتوقف العمل على طلبك نهائيًا. يمكنك تقديم طلب جديد متى شئت.', withdrawReason: 'سبب السحب', withdrawn: 'سُحب طلبك.',
    ask: 'اسأل عن طلبك', askTitle: 'سؤال عن طلبك', askText: 'اكتب ما لم يتضح لك، فيجيبك المختص، وتجد جوابه في هذه الصفحة.', askLabel: 'سؤالك', askSend: 'أرسل السؤال', asked: 'وصلنا سؤالك.',
    appeal: 'تظلّم من القرار', appealTitle: 'تقديم تظلّم', appealText: 'ينظر في تظلّمك من لم يشارك في القرار، ونخبرك بالنتيجة.', appealReason: 'لماذا ترى أن القرار يحتاج إلى مراجعة؟', appealed: 'استلمنا تظلّمك.',
    appealOpen: (reference: string) => `تظلّمك من هذا القرار: الطلب ${reference}`, actions: 'ما يمكنك فعله', blocked: 'غير متاح الآن', keep: 'تراجع', queued: 'حُفظ على جهازك، وسيُرسل حين يعود الاتصال.',
    submitted: (day: string) => `قُدّم ${day}`, openedAt: (moment: string) => `بدأت ${moment}`, doneAt: (moment: string) => `اكتملت ${moment}`,
    yourTurn: 'الدور عليك', copyReference: 'نسخ رقم الطلب', file: count({ zero: 'لا ملفات', one: 'ملف واحد', two: 'ملفان', few: '{n} ملفات', many: '{n} ملفًا', other: '{n} ملف' }),
    expires: (day: string) => `تنتهي ${day}`, refresh: 'تحديث', printed: 'طباعة',
  },
  messages: {
    title: 'رسائلي', emptyTitle: 'لا رسائل بعد', emptyHint: 'كل ما نخبرك به عن طلباتك تجده هنا، حتى لو لم تصلك الرسالة النصية.', unread: 'غير مقروءة', openRequest: 'فتح الطلب',
  },
  openings: {
    title: 'من اطّلع على ملفي', lead: 'يُسجَّل كل اطلاع على بياناتك، ومن حقك أن تعرف من اطّلع ومتى.', emptyTitle: 'لم يطّلع أحد على ملفك بعد', branch: (name: string) => `فرع ${name}`,
    emptyHint: 'حين يفتح موظف ملفك يُسجَّل ذلك ويظهر هنا.',
    what: {
      file: 'ملفك', request: 'طلبك', attachment: 'مستند أرفقته', person: 'ملفك', document: 'وثيقة', export: 'تصدير بياناتك', break_glass: 'فتح استثنائي مسبَّب', party: 'ملفك', attachments: 'مستنداتك',
    } as Record<string, string>,
  },
  account: {
    title: 'حسابي', phone: 'رقم الجوال', actingFor: 'تتصرف عن', changeParty: 'تغيير', consents: 'موافقاتي', consentsLead: 'أنت من يقرر. ما كان ضروريًا للخدمة موضّح، وما عداه لك أن تسحب موافقتك عليه متى شئت.',
    consentGiven: (day: string) => `وافقت ${day}`, consentWithdrawn: (day: string) => `سحبت موافقتك ${day}`, consentNever: 'لم توافق', consentSaved: 'حُفظ اختيارك', required: 'ضروري للخدمة',
    give: 'أوافق', withdrawConsent: 'سحب الموافقة', noConsents: 'لم نسألك عن موافقات بعد.', openings: 'من اطّلع على ملفي', openingsHint: 'سجل كل اطلاع على بياناتك',
    device: 'هذا الجهاز', deviceText: 'عند تسجيل الخروج نمسح من هذا الجهاز كل ما يخصك: المسودات وما ينتظر الإرسال.', language: 'اللغة', digits: 'شكل الأرقام',
    signOutTitle: 'تسجيل الخروج', signOutDrafts: 'لديك مسودة لم تُرسل. إذا خرجت تُمسح من هذا الجهاز.', signedOut: 'سُجّل خروجك، ومُسحت بياناتك من هذا الجهاز.',
  },
  mail: {
    title: 'بريد التجربة', lead: 'هذه الصفحة للتجربة على هذا الجهاز فقط: تعرض ما أرسله النظام من رسائل نصية وبريد، ومنها رموز الدخول.', emptyTitle: 'لم تُرسل أي رسالة بعد',
    emptyHint: 'اطلب رمز الدخول من البوابة ثم عد إلى هنا.', to: 'إلى', filter: 'المستلم', filterHint: 'رقم جوال أو بريد، كله أو بعضه', noneTo: 'لا رسائل إلى هذا المستلم', copyCode: (code: string) => `نسخ الرمز ${code}`, toPortal: 'إلى البوابة', refreshed: 'تُحدَّث تلقائيًا',
  },
  start: { title: 'صِلة', lead: 'اختر الجمعية التي تتعامل معها.', portal: 'بوابة المستفيد', desk: 'مكتب الموظفين', emptyTitle: 'لا توجد جمعيات بعد', emptyText: 'تُنشأ الجمعية بأمر واحد من سطر الأوامر.' },
  missing: { title: 'الصفحة غير موجودة', text: 'ربما تغيّر الرابط. تجد الخدمات كلها في الصفحة الرئيسية.', action: 'إلى الخدمات', association: 'لم نجد هذه الجمعية', associationText: 'تحقّق من الرابط الذي وصلك.' },
});
