import type { MailWords } from './words.ts';

export const ar: MailWords = {
  direction: 'rtl',
  greeting: (name) => `مرحبًا ${name}،`,
  reason: (portal) => `تصلك هذه الرسالة لأن لديك حسابًا في ${portal}.`,
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
};
