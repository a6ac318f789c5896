import type { ArabicForms, Grammar } from '../ui/grammar';
import { period } from './period.ar';

// How long what is known of people is kept, and what is kept from destruction.
export const retention = (grammar: Grammar<ArabicForms>) => {
  const { count } = grammar;
  return {
    title: 'مدد الحفظ', lead: 'كم تُحفظ بيانات الناس، وما يُتلف منها حين تنتهي مدته، وما أُوقف إتلافه.',
    tabs: { schedule: 'جدول المدد', files: 'ملفات تنتهي مدتها', holds: 'ملفات موقوف إتلافها' } as Record<string, string>, tab: 'ماذا تعرض الصفحة',
    period: period(grammar),
    law: 'يوجب نظام حماية البيانات الشخصية إتلافها متى انتهى الغرض منها، ما لم يُلزم نظام بحفظها أو تكن قضية قائمة. لا يُتلف شيء قبل أن تُعتمد مدته هنا.',
    categories: {
      served_file: 'ملف من قُدّم له طلب', unserved_file: 'ملف من لم يُقدَّم له طلب', circumstances: 'أحوال المستفيد ودخله وتقدير حاجته', documents: 'مرفقات الطلبات', former_values: 'القيم السابقة', messages: 'نصوص الرسائل',
    } as Record<string, string>,
    since: {
      served_file: 'الملف كله، بعد آخر ما جرى عليه.', unserved_file: 'الملف كله، بعد آخر ما جرى عليه.', circumstances: 'بعد إغلاق آخر طلب وآخر تحديث لها.', documents: 'بعد إغلاق آخر طلب لصاحبها.', former_values: 'بعد أن حلّت محلها قيم أحدث.', messages: 'بعد إرسالها. يبقى أنها أُرسلت ومتى.',
    } as Record<string, string>,
    notSet: 'لم تُعتمد مدة', proposed: (period: string) => `المقترح ${period}`, basis: 'السند', setBy: (name: string, day: string) => `اعتمدها ${name} ${day}`, setOn: (day: string) => `اعتُمدت ${day}`,
    worksFrom: (day: string) => `يبدأ العمل بها ${day}`, passed: (day: string) => `آخر فحص ${day}`,
    destroyed: count({ zero: 'لم يُتلف بها شيء بعد', one: 'أُتلف بها واحد', two: 'أُتلف بها اثنان', few: 'أُتلف بها {n}', many: 'أُتلف بها {n}', other: 'أُتلف بها {n}' }),
    set: 'اعتماد المدة', change: 'تعديل المدة', of: (what: string) => `مدة الحفظ: ${what}`, end: 'إنهاء العمل بالمدة', monthsLabel: 'كم شهرًا؟', range: (from: string, to: string) => `من ${from} إلى ${to}`,
    basisLabel: 'السند', basisHint: 'النظام أو قرار المجلس أو سياسة الاحتفاظ بالوثائق.', foresee: 'كم تنتهي مدته اليوم؟',
    foreseen: count({ zero: 'لا شيء تنتهي مدته اليوم.', one: 'واحد تنتهي مدته اليوم.', two: 'اثنان تنتهي مدتهما اليوم.', few: '{n} تنتهي مدتها اليوم.', many: '{n} تنتهي مدتها اليوم.', other: '{n} تنتهي مدتها اليوم.' }), foreseenMore: (number: string) => `أكثر من ${number} تنتهي مدتها اليوم.`,
    wholeText: 'يُعلن عن كل ملف قبل إتلافه بثلاثين يومًا، ويبقى إن جدّ عليه شيء أو أُوقف إتلافه. ما يُتلف لا يعود.', partText: 'يبدأ الإتلاف بعد ثلاثين يومًا من اعتماد المدة. ما يُتلف لا يعود.', saved: 'اعتُمدت المدة.', ended: 'لن يُتلف شيء من هذه الفئة بسبب مدته.',
    noFiles: 'لا ملفات تنتهي مدتها', noFilesText: 'حين تنتهي مدة ملف يظهر هنا قبل إتلافه بثلاثين يومًا.', destroyOn: (day: string) => `يُتلف ${day}`, noted: (day: string) => `أُعلن عنه ${day}`, held: 'موقوف إتلافه', somebody: 'شخص لا يظهر اسمه لك',
    noHolds: 'لا ملفات موقوف إتلافها', noHoldsText: 'يُوقف إتلاف الملف من صفحة الشخص، أو من قائمة الملفات التي تنتهي مدتها.', placed: (name: string, day: string) => `أوقفه ${name} ${day}`, placedOn: (day: string) => `أُوقف ${day}`, review: (day: string) => `يُراجع ${day}`, reviewDue: 'حان وقت مراجعته',
    hold: 'أوقف إتلافه', holdTitle: 'وقف إتلاف الملف', holdText: 'لا يُتلف الملف ولا شيء منه، ولو طلب صاحبه، حتى يُرفع الوقف. يُراجع في يومه، ولا يسقط من نفسه.', reason: 'السبب', reasonHint: 'قضية منظورة، أو شكوى، أو تفتيش.', reviewOn: 'يُراجع في', holdSaved: 'أُوقف إتلاف الملف.',
    lift: 'ارفع الوقف', liftTitle: 'رفع وقف الإتلاف', liftText: 'تعود على الملف مدته، ولصاحبه أن يطلب إتلافه.', lifted: 'رُفع الوقف.',
    section: 'حفظ الملف', sectionNone: 'لا شيء يوقف إتلاف هذا الملف.', announced: (day: string) => `انتهت مدة هذا الملف، ويُتلف ${day} ما لم يجدّ عليه شيء.`, more: 'عرض المزيد', gone: 'أُتلف حين انتهت مدة حفظه',
  };
};
