import type { ArabicForms, Grammar } from '../ui/grammar';

// What both faces say. Arabic is the shape; common.en.ts must match it.
export const common = ({ count }: Grammar<ArabicForms>) => ({
  language: { name: 'العربية', other: 'English', otherShort: 'En', switchTo: 'Switch to English', digits: 'شكل الأرقام' },
  actions: {
    save: 'حفظ', cancel: 'إلغاء', close: 'إغلاق', back: 'رجوع', next: 'التالي', previous: 'السابق', retry: 'إعادة المحاولة',
    remove: 'إزالة', change: 'تغيير', edit: 'تعديل', send: 'إرسال', confirm: 'تأكيد', add: 'إضافة', search: 'بحث', clear: 'مسح',
    show: 'عرض', hide: 'إخفاء', more: 'عرض المزيد', download: 'تنزيل', copy: 'نسخ', copied: 'نُسخ', undo: 'تراجع',
    signOut: 'تسجيل الخروج', skipToContent: 'انتقل إلى المحتوى', dismiss: 'إخفاء التنبيه', menu: 'القائمة',
  },
  yesNo: { yes: 'نعم', no: 'لا' },
  states: {
    loading: 'جارٍ التحميل', saving: 'جارٍ الحفظ', sending: 'جارٍ الإرسال', saved: 'حُفظ', none: 'لا يوجد', unknown: 'غير معروف',
    required: 'مطلوب', optional: 'اختياري',
  },
  fields: {
    requiredMissing: 'هذا الحقل مطلوب.',
    chooseOne: 'اختر من القائمة',
    show: 'إظهار كلمة المرور',
    hide: 'إخفاء كلمة المرور',
    tooShort: count({
      zero: 'النص قصير.', one: 'اكتب حرفًا واحدًا على الأقل.', two: 'اكتب حرفين على الأقل.', few: 'اكتب {n} أحرف على الأقل.',
      many: 'اكتب {n} حرفًا على الأقل.', other: 'اكتب {n} حرف على الأقل.',
    }),
    tooLong: count({
      zero: 'النص طويل.', one: 'يُسمح بحرف واحد.', two: 'يُسمح بحرفين.', few: 'يُسمح بـ{n} أحرف على الأكثر.',
      many: 'يُسمح بـ{n} حرفًا على الأكثر.', other: 'يُسمح بـ{n} حرف على الأكثر.',
    }),
    charactersLeft: count({
      zero: 'بلغت الحد الأقصى.', one: 'بقي حرف واحد', two: 'بقي حرفان', few: 'بقي {n} أحرف', many: 'بقي {n} حرفًا', other: 'بقي {n} حرف',
    }),
    notNumber: 'اكتب رقمًا صحيحًا.',
    notMoney: 'اكتب المبلغ بالريال، مثل 1500 أو 1500.50',
    tooSmall: (least: string) => `أقل قيمة مقبولة ${least}.`,
    tooLarge: (most: string) => `أعلى قيمة مقبولة ${most}.`,
    notPhone: 'اكتب رقم جوال سعودي، مثل 0512345678',
    notEmail: 'اكتب بريدًا إلكترونيًا صحيحًا، مثل name@example.com',
    notIdentity: 'رقم الهوية 10 أرقام، ويبدأ بـ1 للمواطن أو بـ2 للمقيم. تحقّق من الأرقام.',
    notIban: 'رقم الآيبان يبدأ بـSA ويليه 22 رقمًا. تحقّق من الأرقام.',
    notShortAddress: 'العنوان المختصر 4 أحرف إنجليزية ثم 4 أرقام، مثل RAAA2919',
    notDate: 'اكتب تاريخًا كاملًا وصحيحًا.',
    summary: count({
      zero: 'راجع الحقول', one: 'حقل واحد يحتاج إلى مراجعة', two: 'حقلان يحتاجان إلى مراجعة', few: '{n} حقول تحتاج إلى مراجعة',
      many: '{n} حقلًا يحتاج إلى مراجعة', other: '{n} حقل يحتاج إلى مراجعة',
    }),
  },
  dates: {
    hijri: 'هجري', gregorian: 'ميلادي', calendar: 'نوع التقويم', open: 'افتح التقويم', choose: 'اختر التاريخ',
    corresponding: 'الموافق', correspondsTo: (day: string) => `الموافق ${day}`,
    dayAtTime: (day: string, time: string) => `${day}، ${time}`,
    today: 'اليوم', tomorrow: 'غدًا', yesterday: 'أمس', month: 'الشهر', year: 'السنة',
    previousMonth: 'الشهر السابق', nextMonth: 'الشهر التالي',
    daysLeft: count({
      zero: 'اليوم آخر موعد', one: 'بقي يوم واحد', two: 'بقي يومان', few: 'بقي {n} أيام', many: 'بقي {n} يومًا', other: 'بقي {n} يوم',
    }),
    daysLate: count({
      zero: 'في موعده', one: 'متأخر يومًا واحدًا', two: 'متأخر يومين', few: 'متأخر {n} أيام', many: 'متأخر {n} يومًا', other: 'متأخر {n} يوم',
    }),
  },
  // Said after a preposition: خلال، قبل، عن.
  periods: {
    calendar_days: count({
      zero: 'اليوم نفسه', one: 'يوم واحد', two: 'يومين', few: '{n} أيام', many: '{n} يومًا', other: '{n} يوم',
    }),
    working_days: count({
      zero: 'يوم العمل نفسه', one: 'يوم عمل واحد', two: 'يومي عمل', few: '{n} أيام عمل', many: '{n} يوم عمل', other: '{n} يوم عمل',
    }),
    hours: count({ zero: 'الحال', one: 'ساعة واحدة', two: 'ساعتين', few: '{n} ساعات', many: '{n} ساعة', other: '{n} ساعة' }),
  },
  money: { riyals: (amount: string) => `${amount} ر.س`, unit: 'ر.س', unitName: 'ريال سعودي' },
  units: { kilobytes: (amount: string) => `${amount} ك.ب`, megabytes: (amount: string) => `${amount} م.ب` },
  files: {
    choose: 'اختر ملفًا', takePhoto: 'صوّر أو اختر ملفًا', dropHere: 'أو أسقط الملف هنا',
    limits: (size: string) => `صورة واضحة أو ملف PDF، حتى ${size}.`,
    uploading: (percent: string) => `جارٍ الرفع ${percent}٪`, uploaded: 'رُفع', failed: 'تعذّر الرفع',
    tooLarge: (size: string) => `الملف أكبر من ${size}. صغّره أو صوّره من جديد.`,
    wrongType: 'هذا النوع غير مقبول. أرفق صورة (JPG أو PNG) أو ملف PDF.',
    empty: 'الملف فارغ. اختر ملفًا آخر.',
    remove: (name: string) => `إزالة ${name}`, progress: (name: string) => `رفع ${name}`,
  },
  signature: {
    label: 'التوقيع', hint: 'وقّع هنا بإصبعك', empty: 'مساحة التوقيع، فارغة', drawn: 'توقيع مرسوم', clear: 'مسح التوقيع',
    missing: 'ارسم توقيعك في المساحة، أو اختر طريقة أخرى.',
  },
  errors: {
    title: 'تعذّر إتمام العملية', loadTitle: 'تعذّر عرض الصفحة',
    offline: 'لا يوجد اتصال بالإنترنت. تحقّق من الاتصال ثم أعد المحاولة.',
    timeout: 'تأخّر الرد. لم يضِع شيء مما كتبته، فأعد المحاولة.',
    server: 'حدث خطأ عندنا وسُجّل. لم يضِع شيء مما كتبته، فأعد المحاولة بعد قليل.',
    busy: 'الخدمة مزدحمة الآن. انتظر قليلًا ثم أعد المحاولة.',
    notFound: 'لم نجد ما طلبته. ربما تغيّر الرابط أو لم يعد متاحًا.',
    forbidden: 'ليست لديك صلاحية هذا الإجراء.',
    signedOut: 'انتهت مدة دخولك. سجّل الدخول من جديد لتكمل.',
    changed: 'تغيّر الطلب منذ فتحته. حدّث الصفحة لترى آخر ما جرى ثم أعد المحاولة.',
    tooMany: 'محاولات كثيرة. انتظر قليلًا ثم أعد المحاولة.',
    refused: 'لا يمكن إتمام هذا الآن',
    reference: 'الرقم المرجعي للخطأ', clause: (id: string) => `البند ${id}`, remedy: 'ما الحل',
    crashed: 'حدث خطأ غير متوقع في الصفحة', reload: 'تحديث الصفحة',
  },
  network: {
    offline: 'لا يوجد اتصال بالإنترنت', offlineHint: 'ما تكتبه محفوظ على جهازك.', online: 'عاد الاتصال بالإنترنت', sendNow: 'أرسل الآن',
    waiting: count({
      zero: 'لا شيء بانتظار الإرسال', one: 'إجراء واحد محفوظ على جهازك وسيُرسل عند عودة الاتصال',
      two: 'إجراءان محفوظان على جهازك وسيُرسلان عند عودة الاتصال', few: '{n} إجراءات محفوظة على جهازك وستُرسل عند عودة الاتصال',
      many: '{n} إجراءً محفوظًا على جهازك وسيُرسل عند عودة الاتصال', other: '{n} إجراء محفوظ على جهازك وسيُرسل عند عودة الاتصال',
    }),
    newVersion: 'صدر تحديث للصفحة', update: 'تحديث',
  },
  navigation: { breadcrumb: 'مسار الصفحة', main: 'القائمة الرئيسية', pages: 'الصفحات' },
  steps: {
    progress: (current: string, all: string) => `الخطوة ${current} من ${all}`, label: 'خطوات الطلب', done: 'اكتملت', current: 'الحالية',
  },
  // Codes of the server, in words.
  statuses: { open: 'قيد الإجراء', returned: 'بانتظار استكمالك', held: 'متوقف مؤقتًا', closed: 'منتهٍ' } as Record<string, string>,
  stepStatuses: { waiting: 'لم تبدأ', open: 'جارية', done: 'اكتملت', skipped: 'لا تلزم', voided: 'أُعيدت' } as Record<string, string>,
  outcomes: {
    accepted: 'مقبول', accepted_in_part: 'مقبول جزئيًا', refused: 'غير مقبول', deferred: 'مؤجّل', answered: 'أُجيب عنه', withdrawn: 'سُحب',
    lapsed: 'انقضت مهلته', merged: 'دُمج', upheld: 'التظلّم في محله', upheld_in_part: 'التظلّم في محله جزئيًا', not_upheld: 'التظلّم في غير محله', granted: 'صدر', arrived: 'وصل',
    delivered: 'قُدّمت', done: 'تم', completed: 'اكتمل', reached: 'تحقق', not_reached: 'لم يتحقق', given_up: 'تُرك', paid: 'سُدد', waived: 'أُعفي',
    met: 'مستوفٍ', met_in_part: 'مستوفٍ جزئيًا', not_met: 'غير مستوفٍ', passed: 'اجتاز', not_passed: 'لم يجتز', not_held: 'لم تُعقد', confirmed: 'تأكد', not_confirmed: 'لم يتأكد',
    not_made: 'لم تتم', registered: 'سُجّل', waiting: 'في قائمة الانتظار', not_completed: 'لم يكتمل', handed_over: 'سُلّم', resolved: 'عولج', not_resolved: 'لم يُعالج', adopted: 'اعتُمد',
    not_adopted: 'لم يُعتمد', offered: 'عُرض', closed: 'أُغلق', received: 'استُلم', complete: 'مكتمل', verified: 'طوبق', clarified: 'أُوضح', signed: 'وُقّع', told: 'أُبلغ',
  } as Record<string, string>,
  channels: {
    portal: 'البوابة', website: 'الموقع الإلكتروني', interview: 'مقابلة', phone: 'هاتف', social_media: 'وسائل التواصل', letter: 'خطاب',
    email: 'البريد الإلكتروني', branch: 'الفرع', sms: 'رسالة نصية', volunteering: 'خدمة التطوع', delegate: 'مندوب الفرع', visit: 'زيارة',
    officer: 'موظف العلاقات', in_person: 'حضوريًا', assistance_service: 'خدمة طلب المساعدة', volunteering_service: 'خدمة التطوع', circle_service: 'خدمة فتح الحلقات', gateway: 'رسالة',
  } as Record<string, string>,
  roles: {
    officer: 'موظف علاقات المستفيدين', researcher: 'الباحث الاجتماعي', secretary: 'أمين اللجنة', committee_member: 'عضو اللجنة',
    supervisor: 'المشرف', delegate: 'مندوب الفرع', quality_manager: 'مدير الجودة', director: 'المدير التنفيذي', board_member: 'عضو مجلس الإدارة',
    administrator: 'مدير النظام', applicant: 'مقدّم الطلب', system: 'النظام', beneficiary: 'المستفيد', staff: 'الموظفون',
  } as Record<string, string>,
  stepKinds: {
    receive: 'الاستقبال', complete: 'الاستكمال', verify: 'المطابقة', clarify: 'الإيضاح', declare: 'الإقرار', inform: 'الإبلاغ', assess: 'التقييم',
    interview: 'المقابلة', visit: 'الزيارة', study: 'الدراسة', permit: 'التصريح', register: 'التسجيل', enroll: 'التسجيل', pay: 'السداد',
    attend: 'الحضور', deliver: 'تقديم الخدمة', refer: 'الإحالة', arrive: 'الوصول', reply: 'الرد', judge: 'الفصل', evaluate: 'التقييم', close: 'الإغلاق',
  } as Record<string, string>,
  relations: { father: 'أب', mother: 'أم', brother: 'أخ', sister: 'أخت', son: 'ابن', daughter: 'ابنة', spouse: 'زوج أو زوجة', guardian: 'وليّ شرعي', agent: 'وكيل', other: 'صلة أخرى' } as Record<string, string>,
  identityTypes: {
    NAT: 'هوية وطنية', IQA: 'إقامة', GCC: 'هوية خليجية', PAS: 'جواز سفر', border: 'رقم حدود', none: 'لا توجد وثيقة', other: 'وثيقة أخرى',
  } as Record<string, string>,
  capacities: { self: 'عن نفسي', guardian: 'وليّ', agent: 'وكيل' } as Record<string, string>,
  signMethods: { drawn: 'بالرسم على الشاشة', code: 'برمز يصل إلى جوالك', witness: 'بحضور شاهد' } as Record<string, string>,
  tellingSubjects: {
    study_period: 'مدة الدراسة', decision: 'القرار', outcome: 'النتيجة', submission: 'وصول طلبك', registration: 'التسجيل', delivery: 'تقديم الخدمة', permit: 'التصريح',
    referral: 'الإحالة',
  } as Record<string, string>,
  proofs: { gateway: 'أُرسلت رسالة', portal: 'قُرئ في البوابة', officer: 'أبلغك موظف' } as Record<string, string>,
});

export type Common = ReturnType<typeof common>;
