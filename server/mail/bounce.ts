import { simpleParser, type ParsedMail } from 'mailparser';

/**
 * The id of the mail of ours that a message says could not be delivered for good; null where it says anything else: that
 * it takes longer, that somebody is on holiday, or what people write.
 *
 * The parts decide, not the kind of the whole: OpenSMTPD sends its reports as `multipart/mixed`.
 */
export async function returnedMailId(source: Uint8Array, domain: string): Promise<string | null> {
  const mail = await simpleParser(Buffer.from(source), {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
  });
  const parts = mail.attachments.map(({ contentType, content }) => ({ contentType, text: content.toString('latin1') }));
  const status = parts.find(({ contentType }) => contentType === 'message/delivery-status')?.text;
  const isFinal =
    status === undefined ? isPlainReport(mail) : /^Action:\s*failed\b/im.test(status) && isFinalStatus(status);
  if (!isFinal) return null;
  // What came back has our Message-ID as a header; answers name it as what they answer.
  const text = [mail.text ?? '', ...parts.map((part) => part.text)].join('\n');
  const [, id, host] = /^\s*Message-ID:\s*<([\w-]{1,64})@([^>\s]+)>/im.exec(text) ?? [];
  return id !== undefined && host === domain ? id : null;
}

const isFinalStatus = (status: string) => /^Status:\s*5\.\d+\.\d+/im.test(status);

/** A report without parts for machines, as qmail and others write them. */
function isPlainReport({ from, headers, text = '' }: ParsedMail): boolean {
  const returnPath = headers.get('return-path');
  const isFromNobody = returnPath !== undefined && JSON.stringify(returnPath).includes('"address":""');
  const sender = from?.value[0]?.address ?? '';
  return (
    (isFromNobody || /^(mailer-daemon|postmaster)@/i.test(sender)) && /(^|[\s(])(5\d\d[\s-]|5\.\d+\.\d+\b)/m.test(text)
  );
}
