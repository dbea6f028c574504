import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a link is good: enough to follow it at once, not to pass it on. */
export const LINK_SECONDS = 60;

/** `view`: shown where browsers do so safely. `thumbnail`: a small picture of it. `download`: saved. */
export type LinkPurpose = 'view' | 'thumbnail' | 'download';

/** What a link is good for. */
export interface LinkGrant {
  readonly attachmentId: string;
  /** The session that asked for it; when that ends, so does the link. */
  readonly sessionId: string;
  readonly purpose: LinkPurpose;
  readonly expiresAt: Date;
}

const LETTERS: Record<LinkPurpose, string> = { view: 'v', thumbnail: 't', download: 'd' };
const PURPOSES = new Map(Object.entries(LETTERS).map(([purpose, letter]) => [letter, purpose as LinkPurpose]));

/** Signs the links by which files are read without a header. Servers behind one address need one secret. */
export class FileLinks {
  readonly #key: Uint8Array;

  constructor(secret: string | null) {
    this.#key =
      secret === null ? randomBytes(32) : new Uint8Array(hkdfSync('sha256', secret, '', 'portico links of files', 32));
  }

  /** What stands in a link for the grant, beside the attachment's id. */
  sign({ attachmentId, sessionId, purpose, expiresAt }: LinkGrant): string {
    const told = `${sessionId}.${Math.floor(expiresAt.getTime() / 1000).toString(36)}.${LETTERS[purpose]}`;
    return `${told}.${this.#mac(attachmentId, told).toString('base64url')}`;
  }

  /** What a link grants; null when it was altered, made elsewhere, or has had its time. */
  verify(attachmentId: string, text: string, now: Date): LinkGrant | null {
    const [, told = '', sessionId = '', seconds = '', letter, mac = ''] =
      /^(([A-Za-z0-9_-]{1,64})\.([a-z0-9]{1,8})\.([vtd]))\.([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
    const given = Buffer.from(mac, 'base64url');
    const own = this.#mac(attachmentId, told);
    if (given.length !== own.length || !timingSafeEqual(given, own)) return null;
    const purpose = PURPOSES.get(letter ?? '');
    const expiresAt = new Date(Number.parseInt(seconds, 36) * 1000);
    return purpose && expiresAt > now ? { attachmentId, sessionId, purpose, expiresAt } : null;
  }

  #mac(attachmentId: string, told: string): Buffer {
    return createHmac('sha256', this.#key).update(`${attachmentId}\n${told}`).digest();
  }
}
