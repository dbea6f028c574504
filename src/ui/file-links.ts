import type { NewAttachmentLink } from '../api/schema.js';
import type { SpokenFailure } from '../i18n/problems.js';

/** What a link is for. */
export type LinkPurpose = NewAttachmentLink['purpose'];

/** Asks the portal for an address of a file; it is good for a minute. Rejects with a Failure. */
export type GetLink = (attachmentId: string, purpose: LinkPurpose) => Promise<string>;

/** Has the browser save what is at an address: it names the file and stays where it is. */
export function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.rel = 'noreferrer';
  link.download = '';
  link.click();
}

/** A failure as it is told: what is none of the portal's is a part of the library or a picture that did not come. */
export function spoken(error: unknown): SpokenFailure {
  return isSpoken(error) ? error : { reason: navigator.onLine ? 'unreachable' : 'offline' };
}

const isSpoken = (error: unknown): error is SpokenFailure =>
  error instanceof Error &&
  (('code' in error && typeof error.code === 'string') || ('reason' in error && typeof error.reason === 'string'));
