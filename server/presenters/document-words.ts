import type { Channel, TicketStatus } from '../db/tables.ts';

/** What a downloaded ticket says, by language. A language that lacks a word does not compile. */
export interface DocumentWords {
  readonly direction: 'ltr' | 'rtl';
  readonly status: string;
  readonly statuses: Readonly<Record<TicketStatus, string>>;
  readonly requester: string;
  readonly organization: string;
  readonly created: string;
  readonly team: string;
  readonly files: string;
  readonly moved: (who: string, from: string, to: string) => string;
  /** Beside a file that is not in the zip. */
  readonly leftOut: string;
  readonly cut: string;
  readonly channels: Readonly<Record<Channel, string>>;
}

const en: DocumentWords = {
  direction: 'ltr',
  status: 'Status',
  statuses: { open: 'Open', closed: 'Closed' },
  requester: 'Requester',
  organization: 'Organisation',
  created: 'Created',
  team: 'Team',
  files: 'Files',
  moved: (who, from, to) => `${who}: ${from} → ${to}`,
  leftOut: 'not in this download',
  cut: 'Shortened: the whole message is among the files.',
  channels: {
    portal: 'Portal',
    email: 'E-mail',
    chat: 'Chat',
    messenger: 'Messenger',
    form: 'Form',
    phone: 'Phone',
  },
};

const fi: DocumentWords = {
  direction: 'ltr',
  status: 'Tila',
  statuses: { open: 'Avoin', closed: 'Suljettu' },
  requester: 'Pyytäjä',
  organization: 'Organisaatio',
  created: 'Luotu',
  team: 'Tiimi',
  files: 'Tiedostot',
  moved: en.moved,
  leftOut: 'ei tässä latauksessa',
  cut: 'Lyhennetty: koko viesti on tiedostojen joukossa.',
  channels: {
    portal: 'Portaali',
    email: 'Sähköposti',
    chat: 'Chat',
    messenger: 'Pikaviesti',
    form: 'Lomake',
    phone: 'Puhelin',
  },
};

const sv: DocumentWords = {
  direction: 'ltr',
  status: 'Status',
  statuses: { open: 'Öppet', closed: 'Stängt' },
  requester: 'Från',
  organization: 'Organisation',
  created: 'Skapat',
  team: 'Teamet',
  files: 'Filer',
  moved: en.moved,
  leftOut: 'inte med i denna nedladdning',
  cut: 'Förkortat: hela meddelandet finns bland filerna.',
  channels: {
    portal: 'Portal',
    email: 'E-post',
    chat: 'Chatt',
    messenger: 'Messenger',
    form: 'Formulär',
    phone: 'Telefon',
  },
};

const ar: DocumentWords = {
  direction: 'rtl',
  status: 'الحالة',
  statuses: { open: 'مفتوحة', closed: 'مغلقة' },
  requester: 'مقدّم الطلب',
  organization: 'المؤسسة',
  created: 'تاريخ الإنشاء',
  team: 'الفريق',
  files: 'الملفات',
  moved: (who, from, to) => `${who}: ${from} ← ${to}`,
  leftOut: 'غير مرفق بهذا التنزيل',
  cut: 'مختصر: الرسالة كاملة بين الملفات.',
  channels: {
    portal: 'البوابة',
    email: 'البريد الإلكتروني',
    chat: 'محادثة',
    messenger: 'تطبيق مراسلة',
    form: 'نموذج',
    phone: 'هاتف',
  },
};

const LANGUAGES: Record<string, DocumentWords> = { en, fi, sv, ar };

/** The words in the best language there is, and the tag that dates are written for. */
export function documentWords(languages: readonly string[]): { words: DocumentWords; tag: string } {
  for (const tag of languages) {
    const words = LANGUAGES[tag.split('-', 1)[0]?.toLowerCase() ?? ''];
    if (words) return { words, tag };
  }
  return { words: en, tag: 'en' };
}
