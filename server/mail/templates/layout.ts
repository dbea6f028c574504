/** A piece of a mail, from the top down. */
export type Block = { readonly text: string } | { readonly label: string; readonly href: string };

/** What a mail is laid out from. */
export interface Letter {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly portal: string;
  /** `#rrggbb` */
  readonly accent: string;
  readonly logo: { readonly href: string; readonly label: string } | null;
  readonly subject: string;
  readonly blocks: readonly Block[];
  readonly footer: string;
}

/** The letter as text: the same words in the same order. */
export function asText({ blocks, footer, portal }: Letter): string {
  const parts = blocks.map((block) => ('href' in block ? block.href : block.text));
  return `${[...parts, `-- \n${portal}\n${footer}`].join('\n\n')}\n`;
}

/** The letter as HTML. Tables and inline style, because mail programs know little else; nothing is loaded but the portal's logo. */
export function asHtml({ language, direction, portal, accent, logo, subject, blocks, footer }: Letter): string {
  const font = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif';
  const rows = blocks.map((block) =>
    'href' in block
      ? `<tr><td style="padding:8px 32px 20px">
<a href="${escape(block.href)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${accent};color:${inkOn(accent)};text-decoration:none;font-weight:600">${escape(block.label)}</a>
<p dir="ltr" style="margin:12px 0 0;font-size:13px;line-height:1.5;color:#5b6472;word-break:break-all">${escape(block.href)}</p>
</td></tr>`
      : `<tr><td style="padding:0 32px 16px">${escape(block.text)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="${escape(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${escape(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f6f7f9">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f6f7f9"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #dfe3ea;border-top:4px solid ${accent};border-radius:12px;${font};font-size:16px;line-height:1.5;color:#1c2330;text-align:start">
<tr><td style="padding:28px 32px 20px;font-size:18px;font-weight:600">${logo ? picture(logo) : ''}${escape(portal)}</td></tr>
${rows.join('\n')}
<tr><td style="padding:16px 32px 28px;border-top:1px solid #dfe3ea;font-size:13px;color:#5b6472">${escape(footer)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

/** No wider than the mail, and as high as a line or two; its words have the look of text where it is not shown. */
function picture({ href, label }: { readonly href: string; readonly label: string }): string {
  return `<img src="${escape(href)}" alt="${escape(label)}" height="48" style="display:block;max-height:48px;max-width:100%;height:auto;width:auto;margin:0 0 12px;border:0;font-size:13px;font-weight:400;color:#5b6472">`;
}

/** Black or white, whichever is easier to read on a colour (WCAG 2.2, relative luminance). */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.179 ? '#000000' : '#ffffff';
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
