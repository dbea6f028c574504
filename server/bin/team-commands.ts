import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { renderMail, renderMarkdown } from '../content/index.ts';
import type { Database } from '../db/database.ts';
import type { Channel } from '../db/tables.ts';
import {
  deleteAsTeam,
  handOverAsTeam,
  moveAsTeam,
  noteAsTeam,
  replyAsTeam,
  TeamError,
  type TeamMember,
  writeAsTeam,
} from '../desks/builtin/team.ts';
import { keepFile, type FileStorage } from '../files/index.ts';
import { Problem } from '../problem.ts';
import { StartError } from '../start-error.ts';
import { findOrMakeTeamMember, findTeamContext, findTicketByNumber } from '../stores/team.ts';

/** What a command of the team was given. */
export interface TeamOptions {
  readonly portal: string;
  /** The agent's e-mail address. */
  readonly agent: string;
  /** What the agent is called, where they are new. */
  readonly name: string | undefined;
  /** The ticket's number. */
  readonly ticket: string;
  /** What was written, from standard input. */
  readonly text: string;
  readonly html: boolean;
  readonly channel: string | undefined;
  readonly files: readonly string[];
  readonly stage: string | undefined;
  readonly email: string | undefined;
  readonly company: string | undefined;
}

/** What commands of the team reach the world through. */
export interface TeamPorts {
  readonly db: Database;
  readonly files: FileStorage;
}

type TeamCommand = (member: TeamMember, ports: TeamPorts, ticketId: string, options: TeamOptions) => Promise<unknown>;

const CHANNELS: readonly Channel[] = ['portal', 'email', 'chat', 'messenger', 'form', 'phone'];

/** The commands by name. */
export const TEAM_COMMANDS: ReadonlyMap<string, TeamCommand> = new Map<string, TeamCommand>([
  ['team-reply', reply],
  [
    'team-note',
    (member, { db }, ticketId, options) => noteAsTeam(member, db, ticketId, { text: written(options), at: new Date() }),
  ],
  [
    'team-move',
    (member, { db }, ticketId, { stage }) => {
      if (!stage) throw new StartError('--stage is missing. See --help.');
      return moveAsTeam(member, db, ticketId, stage);
    },
  ],
  ['team-hand-over', (member, { db }, ticketId, options) => handOverAsTeam(member, db, ticketId, newOwner(options))],
  ['team-delete', remove],
  ['team-context', printContext],
  ['team-writing', (member, { db }, ticketId) => writeAsTeam(member, db, ticketId)],
]);

/** Whether a command of the team reads what is said from standard input. */
export function takesText(command: string): boolean {
  return command === 'team-reply' || command === 'team-note';
}

/** Does what somebody of the team does. */
export async function runTeamCommand(command: string, ports: TeamPorts, options: TeamOptions): Promise<void> {
  const run = TEAM_COMMANDS.get(command);
  if (!run) throw new StartError(`Unknown command ${command}. See --help.`);
  const email = options.agent.trim().toLowerCase();
  const name = options.name?.trim() ?? email.replace(/@.*/, '');
  const member = await findOrMakeTeamMember(ports.db, { slug: options.portal, email, name });
  if (!member) throw new StartError(`There is no portal at ${options.portal}.`);
  const number = Number(options.ticket);
  const id = Number.isSafeInteger(number) ? await findTicketByNumber(member, ports.db, number) : undefined;
  if (id === undefined) throw new StartError(`${options.portal} has no ticket ${options.ticket}.`);
  try {
    await run(member, ports, id, options);
  } catch (error) {
    throw error instanceof TeamError ? new StartError(REASONS[error.reason]) : error;
  }
}

const REASONS: Record<TeamError['reason'], string> = {
  'no-ticket': 'The ticket is not there any more.',
  'no-stage': "--stage is none of the ticket's pipeline.",
  'no-contact': 'There is no contact with that e-mail address.',
  'no-company': 'There is no company of that name.',
};

async function reply(
  member: TeamMember,
  { db, files }: TeamPorts,
  ticketId: string,
  options: TeamOptions,
): Promise<void> {
  const source = written(options);
  const channel = CHANNELS.find((name) => name === (options.channel ?? 'email'));
  if (!channel) throw new StartError(`--channel is one of ${CHANNELS.join(', ')}.`);
  const kept = [];
  for (const path of options.files) kept.push(await keep(files, path));
  const rendered = options.html ? renderMail(source) : renderMarkdown(source);
  const sourceType = options.html ? 'text/html' : 'text/markdown';
  await replyAsTeam(member, db, ticketId, { source, sourceType, ...rendered, channel, at: new Date(), files: kept });
}

async function keep(files: FileStorage, path: string) {
  try {
    return await keepFile(files, basename(path), new Uint8Array(await readFile(path)));
  } catch (error) {
    const reason = error instanceof Problem ? error.code : 'it cannot be read';
    throw new StartError(`--file ${path}: ${reason}.`);
  }
}

async function remove(member: TeamMember, { db, files }: TeamPorts, ticketId: string): Promise<void> {
  // The rows first: whoever is asking for a file at this moment finds it or finds nothing.
  for (const key of await deleteAsTeam(member, db, ticketId)) await files.delete(key);
}

async function printContext(member: TeamMember, { db }: TeamPorts, ticketId: string): Promise<void> {
  process.stdout.write(`${JSON.stringify(await findTeamContext(member, db, ticketId), null, 2)}\n`);
}

function newOwner({ email, company }: TeamOptions) {
  if ((email === undefined) === (company === undefined))
    throw new StartError('One of --email and --company is needed. See --help.');
  return company === undefined ? { email: (email ?? '').trim().toLowerCase() } : { company };
}

function written({ text }: TeamOptions): string {
  const said = text.replaceAll('\0', '').toWellFormed().trim();
  if (said === '') throw new StartError('Nothing was written on standard input.');
  return said;
}
