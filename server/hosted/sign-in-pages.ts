import { escapeText, layout } from './pages.ts';

/** What the last page of a sign-in tells its script. */
interface SignedIn {
  readonly name: string;
  readonly language: string;
  readonly code: string;
  readonly challenge: string;
  readonly returnUrl: string;
  readonly display: 'popup' | 'page';
}

interface Words {
  readonly back: string;
  readonly title: string;
  readonly failed: string;
  readonly reference: (id: string) => string;
}

const EN: Words = {
  back: 'Go on to the portal',
  title: 'Sign-in failed',
  failed: 'This sign-in could not be verified. Close this window, or go back to where you came from, and try again.',
  reference: (id) => `Reference: ${id}`,
};

// The words of pages that no element can show, for they stand in a window of their own.
const WORDS: Record<string, Words> = {
  en: EN,
  fi: {
    back: 'Jatka portaaliin',
    title: 'Kirjautuminen epäonnistui',
    failed: 'Kirjautumista ei voitu varmistaa. Sulje tämä ikkuna tai palaa sinne, mistä tulit, ja yritä uudelleen.',
    reference: (id) => `Viite: ${id}`,
  },
  sv: {
    back: 'Fortsätt till portalen',
    title: 'Inloggningen misslyckades',
    failed: 'Inloggningen kunde inte verifieras. Stäng fönstret eller gå tillbaka dit du kom ifrån och försök igen.',
    reference: (id) => `Referens: ${id}`,
  },
  ar: {
    back: 'المتابعة إلى البوابة',
    title: 'فشل تسجيل الدخول',
    failed: 'تعذر التحقق من تسجيل الدخول. أغلق هذه النافذة أو عد إلى الصفحة التي جئت منها وحاول مرة أخرى.',
    reference: (id) => `المرجع: ${id}`,
  },
};

const wordsOf = (language: string): Words => WORDS[language.split('-', 1)[0] ?? ''] ?? EN;

/** Hands the code to the page that began, or goes back to it; its script does that, and a link where it cannot. */
export function signedInPage({ name, language, code, challenge, returnUrl, display }: SignedIn): string {
  const back = `${returnUrl}#/signed-in/${code}/${challenge}`;
  const data = display === 'popup' ? ` data-code="${escapeText(code)}" data-challenge="${escapeText(challenge)}"` : '';
  return layout(
    { title: name, language },
    `<script type="module" src="/assets/hosted/sign-in.js"></script>
</head>
<body>
<main class="notice"><h1>${escapeText(name)}</h1><p><a id="back" href="${escapeText(back)}"${data}>${wordsOf(language).back}</a></p></main>`,
  );
}

/** A sign-in that belongs to nothing: begun elsewhere, ended before, or too old. */
export function signInFailedPage({ language, requestId }: { language: string; requestId: string }): string {
  const words = wordsOf(language);
  return layout(
    { title: words.title, language },
    `</head>
<body>
<main class="notice"><h1>${words.title}</h1><p>${words.failed}</p><p><small>${words.reference(escapeText(requestId))}</small></p></main>`,
  );
}
