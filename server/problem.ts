import type { FieldError, ProblemCode } from '../src/api/schema.ts';

/** The status and the developers' title of each code of the contract. */
export const PROBLEMS: Record<ProblemCode, { status: number; title: string }> = {
  'invalid-request': { status: 400, title: 'The request cannot be read' },
  'credentials-wrong': { status: 401, title: 'E-mail and password do not belong together' },
  'session-required': { status: 401, title: 'A session is required' },
  'session-expired': { status: 401, title: 'The session has ended' },
  'proof-invalid': { status: 401, title: 'The proof of possession is not good' },
  'proof-expired': { status: 401, title: 'The time of the proof is off' },
  'host-token-invalid': { status: 401, title: 'The token of the host is not good' },
  'host-token-expired': { status: 401, title: 'The time of the token of the host is off' },
  'sign-in-unverified': { status: 401, title: 'The sign-in cannot be verified' },
  'sign-in-cancelled': { status: 401, title: 'The sign-in was given up' },
  'email-unverified': { status: 403, title: 'The e-mail address is not verified' },
  'access-denied': { status: 403, title: 'This person may not come in' },
  'read-only': { status: 403, title: 'This session reads and changes nothing' },
  'link-other-browser': { status: 403, title: 'The link belongs to the browser that asked for it' },
  'consent-required': { status: 403, title: 'Something has to be agreed to first' },
  'origin-refused': { status: 403, title: 'This portal may not be used from that web site' },
  'not-found': { status: 404, title: 'Not found' },
  'link-expired': { status: 410, title: 'The link is not, or no longer, good' },
  'action-refused': { status: 409, title: 'The ticket does not allow that now' },
  'form-changed': { status: 409, title: 'The form is another by now' },
  'email-taken': { status: 409, title: 'Somebody else has that e-mail address' },
  'upload-conflict': { status: 409, title: 'The piece does not begin where the upload ends' },
  'file-unchecked': { status: 409, title: 'The file has not been checked yet' },
  'too-large': { status: 413, title: 'The request is too long' },
  'file-too-large': { status: 413, title: 'The file is too large' },
  'file-empty': { status: 422, title: 'The file is empty' },
  'file-type-refused': { status: 422, title: 'Files of this kind are refused' },
  'file-type-mismatch': { status: 422, title: 'The name says one kind of file, the bytes another' },
  'file-harmful': { status: 422, title: 'The file may be harmful' },
  'file-uncheckable': { status: 422, title: 'The file cannot be checked' },
  'validation-failed': { status: 422, title: 'Some fields are not valid' },
  'too-soon': { status: 422, title: 'Nobody fills in a form so quickly' },
  'work-refused': { status: 422, title: 'The work is wrong, too old or used' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for something else' },
  'too-many-attempts': { status: 429, title: 'Too many attempts to sign in' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'The server failed' },
  unavailable: { status: 503, title: 'Not available for the moment' },
  'storage-unavailable': { status: 503, title: 'Files cannot be stored or read for the moment' },
  'portal-off': { status: 503, title: 'The portal is switched off' },
};

/** What a problem may say beside its code. */
export interface ProblemDetails {
  /** English, for developers; never anything of a person. */
  detail?: string;
  /** Of an earlier request, in which it failed. */
  requestId?: string;
  /** Seconds; also sent as `Retry-After`. */
  retryAfter?: number;
  serverTime?: string;
  errors?: FieldError[];
  /** Sent with the answer, `WWW-Authenticate` for one. */
  headers?: Record<string, string>;
}

/** A failure that has a name in the contract. Whatever else is thrown is answered as `internal`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(PROBLEMS[code].title);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** The fields that are not valid, as one failure. */
export function validationFailed(errors: FieldError[]): Problem {
  return new Problem('validation-failed', { errors });
}
