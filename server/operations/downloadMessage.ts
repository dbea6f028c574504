import { Readable } from 'node:stream';
import type { DownloadMessageData, DownloadMessageResponses } from '../../src/api/schema.ts';
import { contentDisposition } from '../files/disposition.ts';
import { Problem } from '../problem.ts';
import type { Operation } from './operation.ts';

const ENDINGS = { 'text/html': 'html', 'text/markdown': 'md', 'text/plain': 'txt' } as const;

/** Before what a stranger's mail program made: opened from the disk it loads nothing and runs nothing. */
const INERT =
  '<!doctype html><meta charset="utf-8">' +
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">\n`;

/** A message as it was written or received, the whole of it. */
export const downloadMessage: Operation<DownloadMessageData, DownloadMessageResponses> = async (call) => {
  const { input, ports, person } = call;
  const { ticketId, messageId } = input.path;
  const message = await ports.desk.findMessage(person, messageId);
  const source = message?.ticketId === ticketId ? await ports.desk.findSource(person, messageId) : null;
  if (!message || !source) throw new Problem('not-found');
  const { mediaType, text } = source;
  const bytes = Buffer.from(mediaType === 'text/html' ? INERT + text : text);
  const name = `${message.createdAt.toISOString().slice(0, 10)}-${message.id}.${ENDINGS[mediaType]}`;
  return {
    status: 200,
    headers: {
      'Content-Type': `${mediaType}; charset=utf-8`,
      'Content-Length': bytes.length,
      'Content-Disposition': contentDisposition(name),
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
    body: Readable.from([bytes]),
  };
};
