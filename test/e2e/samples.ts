import { deflateSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Database } from '../../server/db/database.ts';

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A picture any viewer opens: a grey gradient of the given size in pixels. */
export function png(width = 64, height = 64): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = (x * 4 + y) & 0xff;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A document of one page with one line of text. */
export function pdf(line: string): Buffer {
  const text = `BT /F1 24 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.indexOf('xref\n')}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

const words =
  'The meters of the second recorder stood still again after the battery was changed and the card was full. ';

/** Mails as programs write them: quoted tables, styles in styles, the marks of Outlook, long plain text with addresses. */
export function uglyMails(count: number): { source: string; isHtml: boolean }[] {
  const kinds = [outlook, newsletter, quoted, plain];
  return Array.from({ length: count }, (_, n) => {
    const kind = kinds[n % kinds.length]!;
    return { source: kind(n), isHtml: kind !== plain };
  });
}

function outlook(n: number): string {
  const line = `<p class="MsoNormal" style="margin:0cm;mso-line-height-rule:exactly"><span lang="EN-GB" style="font-size:11.0pt;mso-fareast-language:EN-US">${words}<o:p>&nbsp;</o:p></span></p>`;
  const cell = `<td width="64" valign="top" style="width:48.0pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt">${line}</td>`;
  return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm}</style>
    <!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body><div class="WordSection1">
    <p class="MsoNormal">Ugly ${n}</p>${line.repeat(8)}<table class="MsoNormalTable" border="0">${`<tr>${cell.repeat(4)}</tr>`.repeat(6)}</table>
    <div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Tom</p></div>${line.repeat(12)}</div></body></html>`;
}

function newsletter(n: number): string {
  const inner = `<table width="600" cellpadding="0" bgcolor="#fff"><tr><td style="font:14px Arial"><font color="#333"><p>${words}</p></font>
    <img src="https://news.example/${n}.png" width="300" height="80" alt="A picture"><a href="https://news.example/r?u=${n}">www.news.example</a></td></tr></table>`;
  const nested = Array.from({ length: 14 }).reduce<string>(
    (inside) => `<table role="presentation"><tr><td align="center" style="padding:4px">${inside}</td></tr></table>`,
    inner.repeat(12),
  );
  return `<style>td{padding:0!important}${'.a{color:red}'.repeat(100)}</style><p>Ugly ${n}</p>${nested}`;
}

function quoted(n: number): string {
  const rows = `<tr>${'<td>−12 dB</td><td>ok</td><td><b>7</b></td>'.repeat(3)}</tr>`.repeat(25);
  const quote = Array.from({ length: 9 }).reduce<string>(
    (inside) =>
      `<blockquote type="cite" style="border-left:1px solid #ccc"><div dir="ltr">${words}</div>${inside}</blockquote>`,
    `<table>${rows}</table>`,
  );
  return `<div dir="ltr">Ugly ${n}</div>${`<div><span style="color:#1f497d"><span style="font-size:11pt">${words}</span></span><br></div>`.repeat(15)}${quote}`;
}

function plain(n: number): string {
  const line = `${words}See https://help.example/articles/${n}?from=mail&id=${n}, or write to desk@help.example.\n`;
  return `Ugly ${n}\n\n${`${line}${line}\n> ${line}>> ${line}\n`.repeat(14)}`;
}

/** So many more tickets of Mika's, called “Rehearsal 1, and what to check before it” and so on, each a minute older. */
export async function addTickets(db: Database, count: number): Promise<void> {
  await sql`insert into tickets (id, portal_id, number, subject, contact_id, company_id, inbox_id, stage_id, status,
      created_at, last_activity_at)
    select 'tk_many_' || n, portal_id, 5000 + n, 'Rehearsal ' || n || ', and what to check before it', contact_id,
      company_id, inbox_id, stage_id, status, created_at, last_activity_at - n * interval '1 minute'
    from tickets, generate_series(1, ${count}::int) n where number = 1059`.execute(db);
}
