import { renderMail, renderMarkdown } from '../../../server/content/index.ts';
import type { Channel } from '../../../server/db/tables.ts';
import {
  deleteAsTeam,
  handOverAsTeam,
  moveAsTeam,
  noteAsTeam,
  replyAsTeam,
  writeAsTeam,
  type NewOwner,
  type StoredFile,
} from '../../../server/desks/builtin/team.ts';
import { findOrMakeTeamMember } from '../../../server/stores/team.ts';
import { testDatabase } from './database.ts';
import type { MadePortal } from './makers.ts';

/** Somebody of a portal's team, who does what the team does. */
export async function teamOf(portal: MadePortal, name = 'Aino of the team') {
  const { db } = await testDatabase();
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@team.example`;
  const member = await findOrMakeTeamMember(db, { slug: portal.slug, email, name });
  if (!member) throw new Error('There is no such portal');
  return {
    member,
    /** Answers in Markdown, or in HTML as a mail program writes it. */
    reply: (
      ticketId: string,
      source: string,
      { html = false, channel = 'email', at = new Date(), files = [] }: ReplyChanges = {},
    ) =>
      replyAsTeam(member, db, ticketId, {
        source,
        sourceType: html ? 'text/html' : 'text/markdown',
        ...(html ? renderMail(source) : renderMarkdown(source)),
        channel,
        at,
        files,
      }),
    note: (ticketId: string, text: string) => noteAsTeam(member, db, ticketId, { text, at: new Date() }),
    move: (ticketId: string, stage: string) => moveAsTeam(member, db, ticketId, stage),
    handOver: (ticketId: string, to: NewOwner) => handOverAsTeam(member, db, ticketId, to),
    delete: (ticketId: string) => deleteAsTeam(member, db, ticketId),
    writing: (ticketId: string) => writeAsTeam(member, db, ticketId),
  };
}

interface ReplyChanges {
  html?: boolean;
  channel?: Channel;
  at?: Date;
  files?: readonly StoredFile[];
}
