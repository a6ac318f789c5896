import type { ArabicForms, Grammar } from '../ui/grammar';

// The editor of a draft of the policy. Arabic is the shape; desk.editor.en.ts must match it.
export const editor = ({ count }: Grammar<ArabicForms>) => ({
  lead: 'ملفات السياسة كما تُكتب، وبجانبها السياسة كما سيقرؤها الناس. المسودة لا تلزم أحدًا حتى تُعتمد.',
  files: 'ملفات المسودة',
  shared: 'الملفات المشتركة',
  sharedCount: count({ zero: 'لا ملفات', one: 'ملف واحد', two: 'ملفان', few: '{n} ملفات', many: '{n} ملفًا', other: '{n} ملف' }),
  at: (file: string, line: string) => `${file}، السطر ${line}`,
  fileNamed: (name: string) => `نص الملف ${name}`,
  text: 'النص',
  preview: 'كما ستُقرأ',
  panes: 'ما يُعرض',
  mistakes: count({ zero: 'لا أخطاء', one: 'خطأ واحد', two: 'خطآن', few: '{n} أخطاء', many: '{n} خطأً', other: '{n} خطأ' }),
  unsaved: 'فيه تعديل لم يُحفظ',
  save: 'احفظ المسودة',
  saved: 'حُفظت المسودة',
  allSaved: 'كل شيء محفوظ',
  keys: 'اضغط Ctrl مع المسافة لعرض ما يمكن كتابته ومعناه، وTab للخروج من المحرر.',
  closed: 'هذه المسودة مغلقة، فهي للقراءة وحدها.',
  conflict: 'حفظ غيرك هذه المسودة',
  conflictText: 'لم يضع شيء مما كتبته. خذ نسخته واترك تعديلك، أو ضع الملفات التي عدّلتها فوق نسخته ثم احفظ.',
  takeTheirs: 'خذ نسخته',
  keepMine: 'أبقِ تعديلي فوق نسخته',
  previewStands: 'ما تراه هنا آخر نص خلا من الأخطاء.',
  previewWaits: 'صحّح الأخطاء لترى السياسة كما ستُقرأ.',
  previewComes: 'تُعدّ السياسة للقراءة…',
});
