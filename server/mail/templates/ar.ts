import type { MailWords } from './words.ts';

export const ar: MailWords = {
  direction: 'rtl',
  greeting: (name) => `مرحبًا ${name}،`,
  greetingAnyone: 'مرحبًا،',
  reason: (portal) => `تصلك هذه الرسالة لأن لديك حسابًا في ${portal}.`,
  reasonAnyone: (portal) => `تصلك هذه الرسالة لأن هذا العنوان أُدخل في ${portal}.`,
  device: (browser, system) => `${browser} على ${system}`,
  deviceUnknown: 'متصفح غير معروف',
  passwordReset: {
    subject: (portal) => `كلمة مرور جديدة في ${portal}`,
    lead: (portal) => `طلب أحدهم كلمة مرور جديدة لحسابك في ${portal}. يمكنك اختيارها عبر هذا الرابط:`,
    button: 'اختيار كلمة مرور جديدة',
    limits: 'يعمل الرابط مرة واحدة لمدة 30 دقيقة.',
    otherwise: 'إذا لم تطلب ذلك فلا داعي لفعل أي شيء، فكلمة مرورك لم تتغير.',
  },
  passwordChanged: {
    subject: (portal) => `تم تغيير كلمة مرورك في ${portal}`,
    lead: (portal) => `تم للتو تغيير كلمة مرور حسابك في ${portal}، وتم تسجيل خروجك من جميع الأجهزة.`,
    otherwise: 'إذا لم تفعل ذلك بنفسك فاختر كلمة مرور جديدة فورًا:',
    button: 'الانتقال إلى البوابة',
  },
  signInLink: {
    subject: (portal) => `رابط تسجيل دخولك إلى ${portal}`,
    lead: (portal, device) => `طلب أحدهم رابطًا لتسجيل الدخول إلى حسابك في ${portal} باستخدام ${device}. إليك الرابط:`,
    button: 'تسجيل الدخول',
    limits: 'يعمل الرابط مرة واحدة لمدة 15 دقيقة. إذا فتحته في متصفح غير الذي طلبته منه فسيعرض رمزًا تكتبه هناك.',
    otherwise: 'إذا لم تطلب ذلك فلا داعي لفعل أي شيء، ولا تعط الرمز لأحد.',
  },
  emailChange: {
    subject: (portal) => `تأكيد بريدك الإلكتروني الجديد في ${portal}`,
    leadOld: (portal, email) =>
      `سيصبح لحسابك في ${portal} بريد إلكتروني آخر: ${email}. أكِّد ذلك أو ارفضه عبر هذا الرابط:`,
    leadNew: (portal, email) =>
      `سيصبح هذا العنوان بريدًا إلكترونيًا لحساب في ${portal}: ${email}. أكِّد ذلك أو ارفضه عبر هذا الرابط:`,
    button: 'التأكيد أو الرفض',
    limits: 'لن يتغير شيء قبل أن يؤكد العنوانان، الحالي والجديد، خلال 24 ساعة.',
    otherwiseOld: 'إذا لم تفعل ذلك بنفسك فارفضه واختر كلمة مرور جديدة.',
    otherwiseNew: 'إذا لم تطلب ذلك فلا داعي لفعل أي شيء، ولن يتغير شيء.',
  },
  emailChanged: {
    subject: (portal) => `تم تغيير بريدك الإلكتروني في ${portal}`,
    lead: (portal, email) => `أصبح لحسابك في ${portal} بريد إلكتروني آخر: ${email}. تم تسجيل خروجك من أجهزتك الأخرى.`,
    otherwise: 'إذا لم تفعل ذلك بنفسك فأخبر فريق الدعم فورًا:',
    button: 'الانتقال إلى البوابة',
  },
  newSignIn: {
    subject: (portal) => `تسجيل دخول جديد إلى ${portal}`,
    lead: (portal, device, time) => `سجّل أحدهم الدخول إلى حسابك في ${portal} باستخدام ${device} في ${time}.`,
    otherwise: 'إذا كنت أنت من فعل ذلك فلا داعي لفعل أي شيء. وإلا فاختر كلمة مرور جديدة وسجّل الخروج من كل مكان:',
    button: 'الانتقال إلى البوابة',
  },
};
