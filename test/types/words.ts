/** Whatever can go wrong has its sentence in some group of words. See README.md beside this file. */
import type { ConnectionReason } from '../../src/api/problem.js';
import type { FieldErrorCode, ProblemCode } from '../../src/api/schema.js';
import type { Refusal } from '../../src/controllers/attachment-queue.js';
import type { ElementFault } from '../../src/i18n/problems.js';
import type { AccountWords } from '../../src/i18n/en/account.js';
import type { ArticleWords } from '../../src/i18n/en/articles.js';
import type { AttachedWords } from '../../src/i18n/en/attached.js';
import type { ComposerWords } from '../../src/i18n/en/composer.js';
import type { ConfirmWords } from '../../src/i18n/en/confirm.js';
import type { CoreWords } from '../../src/i18n/en/core.js';
import type { EntryWords } from '../../src/i18n/en/entry.js';
import type { FileWords } from '../../src/i18n/en/files.js';
import type { FormStateWords } from '../../src/i18n/en/form-states.js';
import type { LinkWords } from '../../src/i18n/en/link.js';
import type { ProblemWords } from '../../src/i18n/en/problems.js';
import type { ProviderWords } from '../../src/i18n/en/providers.js';
import type { RecoveryWords } from '../../src/i18n/en/recovery.js';
import type { StaffViewWords } from '../../src/i18n/en/staff-view.js';
import type { SupportFormWords } from '../../src/i18n/en/support-form.js';
import type { TicketWords } from '../../src/i18n/en/ticket.js';
import type { WritingWords } from '../../src/i18n/en/writing.js';

type Group =
  | AccountWords
  | ArticleWords
  | AttachedWords
  | ComposerWords
  | ConfirmWords
  | CoreWords
  | EntryWords
  | FileWords
  | FormStateWords
  | LinkWords
  | ProblemWords
  | ProviderWords
  | RecoveryWords
  | StaffViewWords
  | SupportFormWords
  | TicketWords
  | WritingWords;
type Told<G, Name extends string> = G extends Record<Name, infer Sentences> ? keyof Sentences : never;

/** Does not compile when the first type has something that the second lacks: the error names it. */
function none<_T extends never>(): void {}

none<Exclude<ProblemCode | ConnectionReason | ElementFault, Told<Group, 'problems'>>>();
none<Exclude<FieldErrorCode, Told<Group, 'fieldErrors'>>>();
none<Exclude<Refusal, keyof FileWords['refusals']>>();

// Nor is there a sentence for what never happens.
none<Exclude<Told<Group, 'problems'>, ProblemCode | ConnectionReason | ElementFault>>();
none<Exclude<Told<Group, 'fieldErrors'>, FieldErrorCode>>();
