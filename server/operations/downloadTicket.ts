import type { Readable } from 'node:stream';
import type { DownloadTicketData, DownloadTicketResponses } from '../../src/api/schema.ts';
import type { DeskMessage, DeskTicketDetail } from '../desks/desk.ts';
import { contentDisposition } from '../files/disposition.ts';
import { FileMissing, FileNames, type ZipEntry, zipStream } from '../files/index.ts';
import { isCut } from '../message-html.ts';
import { type DocumentFile, TicketDocument } from '../presenters/ticket-document.ts';
import { Problem } from '../problem.ts';
import { findAttachment } from '../stores/attachments.ts';
import { selectMessageText } from '../stores/messages.ts';
import type { Call, Operation } from './operation.ts';

const PAGE = 100;
/** Bytes of files in one download; a zip of this kind ends at four gigabytes. */
const MOST_BYTES = 2 * 1024 ** 3;

/** The whole ticket as a zip: the conversation as HTML and as text, and every file of it. */
export const downloadTicket: Operation<DownloadTicketData, DownloadTicketResponses> = async (call) => {
  const { input, ports, person } = call;
  const ticket = await ports.desk.findTicket(person, input.path.ticketId);
  if (!ticket) throw new Problem('not-found');
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': contentDisposition(`ticket-${ticket.number}.zip`),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
    body: zipStream(entriesOf(call, ticket)),
  };
};

type DownloadCall = Call<DownloadTicketData>;
type Page = NonNullable<Awaited<ReturnType<DownloadCall['ports']['desk']['listMessages']>>>;

/** The files first, so that the documents can say which are there. */
async function* entriesOf(call: DownloadCall, ticket: DeskTicketDetail): AsyncGenerator<ZipEntry> {
  const { ports, person } = call;
  const folder = `ticket-${ticket.number}`;
  const names = new FileNames();
  const document = new TicketDocument(call);
  const written = [document.head(ticket)];
  let left = MOST_BYTES;
  for await (const page of pagesOf(call, ticket.id)) {
    written.push(...page.changes.filter(({ after }) => after === null).map((change) => document.change(change)));
    for (const message of page.messages) {
      const files: DocumentFile[] = [];
      for (const { id, name } of message.attachments) {
        const attachment = await findAttachment(person, ports.db, id);
        const isGood = attachment?.state === 'ready' && Number(attachment.size) <= left;
        const bytes = isGood && (await opened(call, attachment.storageKey));
        const path = bytes ? `files/${names.name(name)}` : null;
        files.push({ id, name, path });
        if (!bytes || path === null) continue;
        left -= Number(attachment.size);
        yield entry(`${folder}/${path}`, message.createdAt, bytes, attachment.mediaType.startsWith('text/'));
      }
      const cut = isCut(message.html);
      if (cut) yield* wholeMessage(call, message, `${folder}/files`, names);
      const words = (await selectMessageText(person, ports.db, message.id)) ?? '';
      written.push(document.message(message, words, files, cut));
      const after = page.changes.filter((change) => change.after === message.id);
      written.push(...after.map((change) => document.change(change)));
    }
  }
  written.push(document.end());
  yield textEntry(
    `${folder}/conversation.html`,
    call.now,
    written.map(({ html }) => html),
  );
  yield textEntry(
    `${folder}/conversation.txt`,
    call.now,
    written.map(({ text }) => text),
  );
}

/** The pages of the conversation, the oldest first. */
async function* pagesOf({ ports, person }: DownloadCall, ticketId: string): AsyncGenerator<Page> {
  // Places are remembered, not messages: a conversation may be long.
  const places: (number | null)[] = [null];
  for (let at = 0; at < places.length; at += 1) {
    const page = await ports.desk.listMessages(person, ticketId, { limit: PAGE, before: places[at] ?? null });
    if (page && page.earlier !== null) places.push(page.earlier);
  }
  for (const before of places.reverse()) {
    const page = await ports.desk.listMessages(person, ticketId, { limit: PAGE, before });
    if (page) yield page;
  }
}

async function* wholeMessage(call: DownloadCall, message: DeskMessage, folder: string, names: FileNames) {
  const source = await call.ports.desk.findSource(call.person, message.id);
  // Text, whatever it is: nothing in it runs when it is opened.
  if (source) yield textEntry(`${folder}/${names.name(`message-${message.id}.txt`)}`, message.createdAt, [source.text]);
}

/** The bytes of a file; undefined when they are lost, which must not cost the rest. */
async function opened({ ports }: DownloadCall, storageKey: string): Promise<Readable | undefined> {
  try {
    return await ports.files.get(storageKey);
  } catch (error) {
    if (error instanceof FileMissing) return undefined;
    throw error;
  }
}

function entry(name: string, at: Date, bytes: Readable, shrinks: boolean): ZipEntry {
  return { name, at, shrinks, bytes: () => Promise.resolve(bytes) };
}

function textEntry(name: string, at: Date, parts: readonly string[]): ZipEntry {
  const bytes = async function* () {
    for (const part of parts) yield Buffer.from(part);
  };
  return { name, at, shrinks: true, bytes: () => Promise.resolve(bytes()) };
}
