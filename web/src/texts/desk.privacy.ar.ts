import type { ArabicForms, Grammar } from '../ui/grammar';

// What people ask of their own data, on the desk; and the death of a person.
export const privacy = ({ count }: Grammar<ArabicForms>) => ({
  title: 'طلبات البيانات', lead: 'ما يطلبه أصحاب الملفات بشأن بياناتهم: تصحيحها، أو نسخة منها، أو إتلافها. يُجاب عنها خلال ثلاثين يومًا.',
  waiting: count({ zero: 'لا طلبات هنا', one: 'طلب واحد', two: 'طلبان', few: '{n} طلبات', many: '{n} طلبًا', other: '{n} طلب' }),
  tabs: { open: 'تنتظر الجواب', granted: 'أُجيب إليها', refused: 'لم تُقبل', done: 'نُفّذت' } as Record<string, string>, state: 'الحالة',
  emptyTitle: 'لا طلبات هنا', emptyText: 'حين يطلب أحد تصحيح بياناته أو إتلافها يظهر طلبه هنا مع موعده.', more: 'عرض المزيد',
  kinds: { correction: 'تصحيح بيان', erasure: 'إتلاف البيانات', copy: 'نسخة من البيانات' } as Record<string, string>,
  states: { open: 'ينتظر الجواب', granted: 'أُجيب إليه', refused: 'لم يُقبل', withdrawn: 'سحبه صاحبه', done: 'نُفّذ' } as Record<string, string>,
  somebody: 'شخص لا يظهر اسمه لك', gone: 'أُتلفت بياناته', asked: (day: string) => `طُلب ${day}`, inPortal: 'من البوابة', atDesk: 'في المكتب', by: (name: string) => `كتبه ${name}`,
  answerBy: (day: string) => `آخر موعد للجواب ${day}`, late: 'متأخر', current: 'المسجّل الآن', wanted: 'ما يطلبه', nothing: 'لا شيء مسجّل', reason: 'السبب', extension: 'سبب التمديد', answer: 'الجواب',
  answeredBy: (name: string, day: string) => `أجاب ${name} ${day}`, carryOut: (moment: string) => `تُتلف البيانات ${moment}، وإلى ذلك الحين يمكن الرجوع عنه.`,
  grant: { correction: 'اعتمد التصحيح', erasure: 'وافق على الإتلاف', copy: 'سُلّمت النسخة' } as Record<string, string>, refuse: 'لا يُقبل', extend: 'تمديد المهلة',
  grantText: {
    correction: 'تدخل القيمة الجديدة الملف، وتبقى السابقة في تاريخه، ويُخبر صاحبه.', erasure: 'بعد ثلاثة أيام تُتلف بيانات هذا الشخص فلا يقرؤها أحد ولا تعود، ويبقى السجل سليمًا. يُخبر الآن، وله أن يرجع.', copy: 'نزّل النسخة من صفحة الشخص وسلّمها إليه، ثم أكّد.',
  } as Record<string, string>,
  refuseText: 'يقرأ صاحب الطلب هذا السبب. الرفض حق للجمعية حين يُلزمها نظام بالحفظ، أو تكرر الطلب بلا وجه.', refuseReason: 'سبب عدم القبول', note: 'ملاحظة لصاحب الطلب', sighted: 'اطّلعت على ما يثبت القيمة الجديدة',
  extendText: 'ثلاثون يومًا أخرى، مرة واحدة وقبل انقضاء المهلة. يُخبر صاحب الطلب بالسبب.', extendReason: 'سبب التمديد', saved: 'حُفظ، وأُخبر صاحب الطلب.', blocked: 'يمنع ذلك الآن',
  section: 'حقوقه في بياناته', none: 'لم يطلب شيئًا بشأن بياناته.', write: 'سجّل ما طلبه', writeTitle: 'طلب بشأن البيانات', writeText: 'ما طُلب شفهيًا أو بالهاتف أو بخطاب يُسجَّل هنا، وله الموعد نفسه.', kind: 'ماذا طلب؟', which: 'أي بيان؟', value: 'القيمة التي يطلبها', written: 'سُجّل الطلب، وبدأت مهلته.',
  copyPaper: 'نسخة من بياناته (PDF)', copyData: 'نسخة للنقل (JSON)',
  died: 'سُجّلت وفاة صاحب هذا الملف', diedText: 'الملف مغلق: لا يُعدَّل، ولا يُفتح به طلب، ولا تُرسل إليه رسالة. أغلق ما بقي من طلباته.',
  noteDeath: 'تسجيل الوفاة', noteDeathText: 'يُغلق الملف وتتوقف رسائله، ولا يُفتح بهاتفه.', deathDay: 'تاريخ الوفاة', deathSighted: 'اطّلعت على شهادة الوفاة', deathSightedNeeded: 'لا تُسجّل الوفاة إلا بعد الاطلاع على شهادتها.', deathNote: 'ملاحظة', deathSaved: 'سُجّلت الوفاة وأُغلق الملف.',
  undoDeath: 'التراجع عن تسجيل الوفاة', undoDeathText: 'يُفتح الملف من جديد، ويبقى ما جرى في تاريخه.', undoDeathReason: 'لماذا سُجّلت خطأ؟', undone: 'فُتح الملف من جديد.',
});
