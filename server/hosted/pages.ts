/** What the hosted page of a portal shows. */
interface PortalPage {
  readonly name: string;
  readonly language: string;
  /** The portal's public address. */
  readonly address: string;
  /** Whether staff come to see it as a customer does: such a session is kept apart from one of their own. */
  readonly forStaff?: boolean;
}

/** The portal on a page of its own. */
export function portalPage({ name, language, address, forStaff = false }: PortalPage): string {
  return layout(
    { title: name, language },
    `<script type="module" src="/assets/portico.js"></script>
</head>
<body>
<header><h1>${escapeText(name)}</h1></header>
<main>
<portico-portal src="${escapeText(address)}"${forStaff ? ' profile="staff"' : ''} heading=""></portico-portal>
<noscript><p>This page needs JavaScript.</p></noscript>
</main>`,
  );
}

// The words of pages that no element can show yet, until the portal's languages have their own.
const OFF: Record<string, string> = {
  en: 'This page is not available at the moment. Please come back later.',
  fi: 'Tämä sivu ei ole juuri nyt käytettävissä. Tule myöhemmin uudelleen.',
  sv: 'Den här sidan är inte tillgänglig just nu. Välkommen tillbaka senare.',
  de: 'Diese Seite ist gerade nicht verfügbar. Bitte kommen Sie später wieder.',
};

/** Instead of a portal that is switched off. */
export function portalOffPage({ name, language }: Pick<PortalPage, 'name' | 'language'>): string {
  const text = OFF[language.split('-', 1)[0] ?? ''] ?? OFF['en'] ?? '';
  return layout(
    { title: name, language },
    `</head>\n<body>\n<main class="notice"><h1>${escapeText(name)}</h1><p>${text}</p></main>`,
  );
}

/** Where nothing is. */
export function notFoundPage(): string {
  return layout(
    { title: 'Not found', language: 'en' },
    '</head>\n<body>\n<main class="notice"><h1>Not found</h1><p>There is nothing at this address.</p></main>',
  );
}

/** Instead of a file that cannot be read for the moment. */
export function storageAwayPage(): string {
  return layout(
    { title: 'Not available', language: 'en' },
    '</head>\n<body>\n<main class="notice"><h1>Not available</h1><p>This file cannot be read at the moment. Try again later.</p></main>',
  );
}

/** A page of this server: its head, and then the rest. */
export function layout({ title, language }: { title: string; language: string }, rest: string): string {
  return `<!doctype html>
<html lang="${escapeText(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<link rel="icon" href="/assets/hosted/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/hosted/page.css">
${rest}
</body>
</html>
`;
}

/** Text as HTML. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
