import type { CaughtMail } from '../mail/caught-mails.ts';
import { escapeText, layout } from './pages.ts';

const HEADER = '<header><h1>Mails of this demo</h1></header>';

/** The mails a demo caught. */
export function mailListPage(mails: readonly CaughtMail[]): string {
  const rows = mails.map(
    ({ number, subject, to, at }) =>
      `<li><a href="/_demo/mail/${number}">${escapeText(subject)}</a><p>${escapeText(to.address)} · ${time(at)}</p></li>`,
  );
  const list = rows.length
    ? `<ul class="mails">${rows.join('\n')}</ul>`
    : '<p>No mails yet. Ask for a new password, for one, and look again.</p>';
  return page(
    'Mails',
    `<p>Nothing leaves this machine: the mails of the demo end here. The newest is the first.</p>\n${list}`,
  );
}

/** One mail: as a mail program shows it, in a frame that can run nothing, and as text. */
export function mailPage({ number, subject, to, fromName, at, text }: CaughtMail): string {
  return page(
    subject,
    `<p><a href="/_demo/mail">All mails</a></p>
<h2>${escapeText(subject)}</h2>
<p>From ${escapeText(fromName)} to ${escapeText(to.name)}, ${escapeText(to.address)} · ${time(at)}</p>
<iframe class="mail" src="/_demo/mail/${number}/html" title="The mail as HTML" sandbox="allow-top-navigation-by-user-activation"></iframe>
<h2>As text</h2>
<pre class="mail" dir="auto">${linked(text)}</pre>`,
  );
}

/** The mail's HTML for the frame; its links lead the whole page there. */
export function mailFrame(html: string): string {
  return html.replace('<head>', '<head>\n<base target="_top">');
}

function page(title: string, content: string): string {
  return layout({ title, language: 'en' }, `</head>\n<body>\n${HEADER}\n<main>\n${content}\n</main>`);
}

function linked(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 ? `<a href="${escapeText(part)}">${escapeText(part)}</a>` : escapeText(part)))
    .join('');
}

function time(at: Date): string {
  return `<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time>`;
}
