import type { ArabicForms, Grammar } from '../ui/grammar';

// The file of a person: values added and verified again, and what they need.
export const personFile = ({ count }: Grammar<ArabicForms>) => ({
  add: 'أضف بيانًا', addTitle: 'إضافة بيان', which: 'أي بيان؟',
  dueAgain: (day: string) => `حان التحقق منه مجددًا منذ ${day}`, verifyAgain: (day: string) => `يُعاد التحقق منه ${day}`,
  verify: 'تحققت منها اليوم', verifyTitle: 'إعادة التحقق', verifyText: 'أكّد البيانات التي تحققت من صحتها كما هي. ما تغيّر منها صحّحه أولًا.', verifyHow: 'كيف تحققت؟', verifyNone: 'اختر بيانًا واحدًا على الأقل.', verified: 'سُجّل التحقق.',
  means: { visit: 'زيارة', interview: 'مقابلة', phone: 'مكالمة', documents: 'وثائق' } as Record<string, string>,
  dueTitle: 'بيانات يُعاد التحقق منها', dueLead: 'مرّ عام على التحقق من هذه البيانات؛ الأقدم أولًا.', dueLink: 'ما يُعاد التحقق منه', dueSince: (day: string) => `آخر تحقق ${day}`, dueEmpty: 'لا شيء حان التحقق منه', dueEmptyText: 'حين يمر عام على التحقق من بيان يتغير مع الزمن يظهر صاحبه هنا.', more: 'عرض المزيد',
  dueCount: count({ zero: 'لا أحد', one: 'شخص واحد', two: 'شخصان', few: '{n} أشخاص', many: '{n} شخصًا', other: '{n} شخص' }),
  needs: 'تقدير الاحتياج', noNeeds: 'لم يُقدَّر احتياجه بعد.', assess: 'تقدير جديد', assessTitle: 'تقدير الاحتياج', assessText: 'ما وجدته في ذلك اليوم. تدخل الأرقام ملفه محققةً، فلا يُسأل عنها من جديد.',
  on: 'يوم التقدير', how: 'كيف قُدّر؟', members: 'من يعيشون معًا', income: 'دخلهم في الشهر', obligations: 'التزاماتهم في الشهر', whatNeeded: 'ما يحتاجون إليه', priority: 'الأولوية', needNote: 'ملاحظة', addNeed: 'أضف احتياجًا', removeNeed: (need: string) => `احذف: ${need}`, summary: 'الخلاصة', saved: 'حُفظ التقدير.',
  perHead: (money: string) => `يبقى لكل فرد في الشهر ${money}`, againOn: (day: string) => `يُعاد تقديره ${day}`, againDue: (day: string) => `حان تقديره مجددًا منذ ${day}`, assessedOn: (day: string, how: string) => `${day} · ${how}`, by: (name: string) => `قدّره ${name}`,
  membersCount: count({ zero: 'لا أحد', one: 'فرد واحد', two: 'فردان', few: '{n} أفراد', many: '{n} فردًا', other: '{n} فرد' }),
  needNames: { food: 'غذاء', housing: 'سكن', health: 'صحة', education: 'تعليم', clothing: 'كسوة', transport: 'نقل', furniture: 'أثاث وأجهزة', debt: 'سداد دين', work: 'عمل', training: 'تدريب', support: 'دعم نفسي واجتماعي', other: 'غير ذلك' } as Record<string, string>,
  priorities: { urgent: 'عاجل', high: 'مهم', normal: 'عادي' } as Record<string, string>,
  former: count({ zero: 'لا تقديرات سابقة', one: 'تقدير سابق', two: 'تقديران سابقان', few: '{n} تقديرات سابقة', many: '{n} تقديرًا سابقًا', other: '{n} تقدير سابق' }),
  household: 'الأسرة', householdNone: 'لا أسرة مسجّلة.', addMember: 'أضف فردًا', addMemberTitle: 'إضافة فرد إلى الأسرة', addMemberText: 'يُضاف من له ملف؛ ومن لا ملف له يُسجَّل أولًا.', member: 'الفرد', relation: 'صلته برب الأسرة', relationOf: (name: string) => `صلة ${name} برب الأسرة`, changeRelation: (name: string) => `غيّر صلة ${name}`, relationTitle: 'الصلة برب الأسرة', leave: (name: string) => `أخرج ${name} من الأسرة`, leaveTitle: 'الخروج من الأسرة', leaveText: (name: string) => `لم يعد ${name} يعيش مع هذه الأسرة. يبقى ما كان مسجّلًا في السجل.`, leaveAct: 'أخرجه', pickMember: 'اختر شخصًا.', householdSaved: 'حُفظت الأسرة.', self: 'صاحب هذا الملف',
  relations: { head: 'رب الأسرة', spouse: 'زوج أو زوجة', child: 'ابن أو ابنة', parent: 'والد أو والدة', sibling: 'أخ أو أخت', relative: 'قريب', other: 'غير ذلك' } as Record<string, string>,
});
