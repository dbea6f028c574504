import { escapeHtml } from '../content/escape.ts';

/** Mail programs whose habits the demo's messages have. */
export type MailProgram = 'outlook' | 'gmail' | 'apple';

/** Who writes a mail, and when. */
export interface Sender {
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly role: string;
}

/** A mail that an answer quotes. */
export interface Quoted {
  readonly sender: Sender;
  readonly at: Date;
  /** What it said, as a fragment of HTML. */
  readonly fragment: string;
}

/** A mail to dress. */
export interface Letter {
  readonly sender: Sender;
  readonly recipient: Sender;
  readonly subject: string;
  /** Paragraphs apart by an empty line; one that begins with `<` is a block of HTML. */
  readonly text: string;
  readonly quoted: Quoted | null;
}

/** The letter's paragraphs as an answer would quote them. */
export function fragmentOf(letter: Pick<Letter, 'text'>): string {
  return paragraphs(letter.text)
    .map((part) => (part.startsWith('<') ? part : `<div>${part}</div>`))
    .join('<div><br></div>');
}

/** The whole HTML of the letter, the way that program writes it. */
export function dress(program: MailProgram, letter: Letter): string {
  return { outlook, gmail, apple }[program](letter);
}

function outlook({ sender, recipient, subject, text, quoted }: Letter): string {
  const body = paragraphs(text).map((part) =>
    part.startsWith('<')
      ? part
      : `<p class="MsoNormal"><span lang="EN-GB" style="mso-fareast-language:EN-US">${part}<o:p></o:p></span></p>`,
  );
  const blank =
    '<p class="MsoNormal"><span lang="EN-GB" style="mso-fareast-language:EN-US"><o:p>&nbsp;</o:p></span></p>';
  const header =
    quoted &&
    `<div>
<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">
<p class="MsoNormal"><b><span lang="EN-US" style="mso-fareast-language:EN-GB">From:</span></b><span lang="EN-US" style="mso-fareast-language:EN-GB"> ${escapeHtml(quoted.sender.name)} &lt;${quoted.sender.email}&gt; <br>
<b>Sent:</b> ${outlookDate(quoted.at)}<br>
<b>To:</b> ${escapeHtml(sender.name)} &lt;${sender.email}&gt;<br>
<b>Subject:</b> ${escapeHtml(subject)}<o:p></o:p></span></p>
</div>
</div>
${blank}
${quoted.fragment}`;
  return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="Generator" content="Microsoft Word 15 (filtered medium)">
<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->
<style><!--
@font-face {font-family:Aptos;}
p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Aptos",sans-serif;}
a:link, span.MsoHyperlink {mso-style-priority:99; color:#467886; text-decoration:underline;}
div.WordSection1 {page:WordSection1;}
--></style><!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]-->
</head>
<body lang="EN-BE" link="#467886" vlink="#96607D" style="word-wrap:break-word">
<div class="WordSection1">
${body.join(`\n${blank}\n`)}
${blank}
<table class="MsoNormalTable" border="0" cellspacing="0" cellpadding="0" style="border-collapse:collapse;mso-yfti-tbllook:1184">
<tr><td width="64" valign="top" style="width:48.0pt;padding:0cm 5.4pt 0cm 0cm"><p class="MsoNormal"><!--[if gte vml 1]><v:shape id="Picture_1"/><![endif]--><![if !vml]><img width="48" height="48" style="width:.5in;height:.5in" src="cid:image001.png@01DC5B3A.7C2E9F10" alt="${escapeHtml(sender.company)}" v:shapes="Picture_1"><![endif]><o:p></o:p></p></td>
<td valign="top" style="padding:0cm 0cm 0cm 0cm"><p class="MsoNormal"><b><span style="font-size:10.0pt;color:#1F3B4D">${escapeHtml(sender.name)}</span></b><span style="font-size:10.0pt"><br>${escapeHtml(sender.role)}, ${escapeHtml(sender.company)}<br><a href="mailto:${sender.email}">${sender.email}</a><o:p></o:p></span></p></td></tr>
</table>
${header ?? ''}
</div>
<!-- to ${escapeHtml(recipient.name)} -->
</body>
</html>`;
}

function gmail({ sender, text, quoted }: Letter): string {
  const body = paragraphs(text).map((part) => (part.startsWith('<') ? part : `<div>${part}</div>`));
  const signature = `<br clear="all"></div><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr"><b>${escapeHtml(sender.name)}</b><div><font color="#666666" size="1">${escapeHtml(sender.role)} · ${escapeHtml(sender.company)}</font></div></div></div>`;
  const quote =
    quoted &&
    `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On ${gmailDate(quoted.at)} ${escapeHtml(quoted.sender.name)} &lt;<a href="mailto:${quoted.sender.email}" target="_blank">${quoted.sender.email}</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">${quoted.fragment}</div></blockquote></div>`;
  return `<div dir="ltr"><div dir="ltr">${body.join('<div><br></div>')}<div>${signature}</div>${quote ?? ''}`;
}

function apple({ sender, text, quoted }: Letter): string {
  const [first = '', ...rest] = paragraphs(text);
  const body = rest.map((part) => (part.startsWith('<') ? part : `<div>${part}</div>`));
  const quote =
    quoted &&
    `<div><br><blockquote type="cite"><div>On ${appleDate(quoted.at)}, ${escapeHtml(quoted.sender.name)} &lt;${quoted.sender.email}&gt; wrote:</div><br class="Apple-interchange-newline"><div><meta charset="UTF-8"><div style="caret-color: rgb(0, 0, 0); font-family: Helvetica; font-size: 12px; font-style: normal; orphans: auto; text-align: start; -webkit-text-stroke-width: 0px;">${quoted.fragment}</div></div></blockquote></div>`;
  return `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">${first}<div><br></div>${body.join('<div><br></div>')}<div><br></div><div>${escapeHtml(sender.name.split(' ')[0]!)}<br id="lineBreakAtBeginningOfSignature"><div><div>${escapeHtml(sender.company)}</div></div></div>${quote ?? ''}<br></body></html>`;
}

function paragraphs(text: string): string[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((part) => (part.startsWith('<') ? part : part.trim().replace(/\n/g, '<br>\n')));
}

const outlookDate = (at: Date): string =>
  format(at, { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const gmailDate = (at: Date): string =>
  `${new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric', timeZone: 'Europe/Brussels' }).format(at)} at ${new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Brussels' }).format(at)}`;
const appleDate = (at: Date): string =>
  `${format(at, { day: 'numeric', month: 'short', year: 'numeric' })}, at ${format(at, { hour: '2-digit', minute: '2-digit' })}`;

function format(at: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'Europe/Brussels' }).format(at);
}
