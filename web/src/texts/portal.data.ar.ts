import type { ArabicForms, Grammar } from '../ui/grammar';
import { file } from './file.ar';
import { period } from './period.ar';

// «My data» in the portal. Arabic is the shape; portal.data.en.ts must match it.
export const data = (grammar: Grammar<ArabicForms>) => ({
  title: 'بياناتي',
  hint: 'ما نعرفه عنك، ونسخة منه لك، وتصحيحه أو إتلافه',
  lead: 'هذا ما تحفظه الجمعية عنك ومن أين جاء. من حقك تصحيحه، وأخذ نسخة منه، وطلب إتلافه. نجيبك خلال ثلاثين يومًا.',
  nobody: 'لا ملف لك هنا بعد', nobodyHint: 'حين تقدّم طلبًا يظهر هنا ما كتبته فيه عن نفسك.',
  claim: 'لم تُطابق هويتك بعد، فلا يظهر هنا إلا ما كتبته بنفسك.',
  values: 'ما نعرفه عنك', noValues: 'لا بيانات محفوظة بعد.', ...file,
  sources: { portal: 'كتبتَه بنفسك', desk: 'سجّله موظف', request: 'من طلب قدّمته', document: 'من وثيقة اطُّلع عليها', import: 'من قائمة سابقة للجمعية' } as Record<string, string>,
  verified: (day: string) => `تُحقق منه ${day}`, unverified: 'لم يُتحقق منه بعد',
  identities: 'وثائق الهوية', expires: (day: string) => `تنتهي ${day}`, sighted: (day: string) => `اطُّلع على أصلها ${day}`, notSighted: 'لم يُطّلع على أصلها',
  phones: 'الهواتف', bound: 'الهوية والهاتف يُغيَّران في الجمعية ومعك الأصل.',
  correct: 'طلب تصحيح', correctOf: (what: string) => `طلب تصحيح: ${what}`, correctText: 'اكتب القيمة الصحيحة. يراجعها موظف، ولا تتغير قبل جوابه.',
  add: 'إضافة بيان ناقص', which: 'أي بيان؟', newValue: 'القيمة الصحيحة', reason: 'السبب أو ما يثبته', send: 'أرسل الطلب', asked: 'وصلنا طلبك، ونجيبك في موعده.',
  copy: 'نسخة من بياناتي', copyText: 'كل ما نحفظه عنك في ملف واحد: بياناتك، وطلباتك، ورسائلك، ومن اطّلع عليها.', copyPaper: 'للقراءة والطباعة (PDF)', copyData: 'لنقلها إلى جهة أخرى (JSON)',
  erase: 'طلب إتلاف بياناتي', eraseText: 'تُتلف بياناتك فلا يقرؤها أحد ولا تعود. لا نستطيع خدمتك بعدها إلا بملف جديد. ننظر في طلبك ونجيبك خلال ثلاثين يومًا، ولك أن تسحبه حتى يُنفّذ.', eraseSend: 'أطلب إتلاف بياناتي',
  history: 'ما طلبته بشأن بياناتك', kinds: { correction: 'تصحيح', erasure: 'إتلاف البيانات', copy: 'نسخة من البيانات' } as Record<string, string>,
  states: { open: 'قيد النظر', granted: 'أُجيب إليه', refused: 'لم يُقبل', withdrawn: 'سحبتَه', done: 'نُفّذ' } as Record<string, string>,
  answerBy: (day: string) => `نجيبك قبل نهاية ${day}`, askedOn: (day: string) => `طُلب ${day}`, extended: (reason: string) => `احتجنا إلى مهلة أطول: ${reason}`, answer: (text: string) => `الجواب: ${text}`,
  carryOut: (moment: string) => `تُتلف بياناتك ${moment}. حتى ذلك الحين لك أن تسحب طلبك.`, withdraw: 'اسحب الطلب', withdrawn: 'سُحب طلبك.',
  kept: 'كم نحفظ بياناتك', keptText: 'حين تنتهي المدة تُتلف فلا يقرؤها أحد، ما لم تكن قضية قائمة أو يُلزم نظام بحفظها.', period: period(grammar),
  keptOf: { served_file: 'ملفك، بعد آخر ما جرى عليه', unserved_file: 'ملفك إن لم تقدّم طلبًا', circumstances: 'أحوالك ودخلك وتقدير حاجتك، بعد آخر طلب', documents: 'ما أرفقته بطلباتك، بعد إغلاقها', former_values: 'ما حلّت محله بيانات أحدث', messages: 'نصوص ما أرسلناه إليك' } as Record<string, string>,
});
export type DataTexts = ReturnType<typeof data>;
