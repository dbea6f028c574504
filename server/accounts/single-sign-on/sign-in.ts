import type { Database } from '../../db/database.ts';
import type { Row } from '../../db/tables.ts';
import { Problem } from '../../problem.ts';
import { findIdentityProvider } from '../../stores/identity-providers.ts';
import { insertSignInAttempt, insertSignInCode, takeSignInAttempt, takeSignInCode } from '../../stores/sign-ins.ts';
import type { Entrant } from '../access.ts';
import { newToken } from '../one-use-tokens.ts';
import { sha256 } from '../proofs.ts';
import { unseal } from '../seal.ts';
import {
  ATTEMPT_MS,
  ProtocolEngine,
  type ProtocolProvider,
  type ProviderAddresses,
  type ProviderAnswer,
} from './engine.ts';
import { contactOfAssertion } from './identities.ts';
import { secretContext } from './providers.ts';

/** Milliseconds from the end of a sign-in until the page that began it has to have asked. */
const CODE_MS = 60_000;

/** Where a sign-in began, and what it is tied to. */
export interface Beginning {
  /** S256 of what only the page knows that begins. */
  readonly challenge: string;
  /** The page to go back to; checked. */
  readonly returnUrl: string;
  readonly display: 'popup' | 'page';
}

/** A sign-in that came back from its provider. */
export interface Ended extends Beginning {
  /** For the page that began; good once. */
  readonly code: string;
  /** Why nobody is signed in; null where somebody is. */
  readonly reason: string | null;
}

/** Single sign-on from the first address to the session's contact. There is none without a secret. */
export class SingleSignOn {
  readonly #db: Database;
  readonly #demo: boolean;
  readonly #secret: string | null;
  readonly #engine: ProtocolEngine | null;

  constructor({ db, demo, secret }: { db: Database; demo: boolean; secret: string | null }) {
    this.#db = db;
    this.#demo = demo;
    this.#secret = secret;
    this.#engine = secret === null ? null : new ProtocolEngine(db, secret);
  }

  /** Whether people can come in so. */
  get isReady(): boolean {
    return this.#engine !== null;
  }

  /** The provider of a portal at a slug. */
  async find(portalId: string, slug: string): Promise<Row<'identity_providers'>> {
    const provider = this.isReady ? await findIdentityProvider(this.#db, portalId, slug) : undefined;
    if (!provider) throw new Problem('not-found');
    return provider;
  }

  /** Where to send the browser, and with which cookies. */
  async begin(provider: Row<'identity_providers'>, addresses: ProviderAddresses, beginning: Beginning, now: Date) {
    const { url, state, cookies } = await this.#protocols.begin(this.#opened(provider), addresses);
    await insertSignInAttempt(this.#db, {
      state_hash: sha256(state),
      provider_id: provider.id,
      challenge: beginning.challenge,
      return_url: beginning.returnUrl,
      display: beginning.display,
      expires_at: new Date(now.getTime() + ATTEMPT_MS),
    });
    return { url, cookies };
  }

  /** Ends the sign-in that an answer belongs to; null where it belongs to none, or to one that has ended. */
  async end(
    provider: Row<'identity_providers'>,
    addresses: ProviderAddresses,
    answer: ProviderAnswer,
    { requestId, now }: { requestId: string; now: Date },
  ): Promise<Ended | null> {
    const state = provider.kind === 'oidc' ? answer.query['state'] : answer.form?.['RelayState'];
    if (state === undefined) return null;
    const attempt = await takeSignInAttempt(this.#db, { providerId: provider.id, stateHash: sha256(state), now });
    if (!attempt) return null;
    const { challenge, return_url: returnUrl, display } = attempt;
    const { contactId, problem, reason } = await this.#whoIs(provider, addresses, answer);
    const { token: code, tokenHash: codeHash } = newToken();
    await insertSignInCode(this.#db, {
      code_hash: codeHash,
      provider_id: provider.id,
      challenge,
      contact_id: contactId,
      problem,
      request_id: requestId,
      expires_at: new Date(now.getTime() + CODE_MS),
    });
    return { challenge, returnUrl, display, code, reason };
  }

  /** The contact of a code, for the page that began and no other. A code that was tried is used up. */
  async redeem(portalId: string, { code, verifier }: { code: string; verifier: string }, now: Date): Promise<Entrant> {
    const found = await takeSignInCode(this.#db, { portalId, codeHash: sha256(code), now });
    if (found?.challenge !== sha256(verifier).toString('base64url')) throw new Problem('sign-in-unverified');
    if (found.contact_id !== null) return { contactId: found.contact_id, providerId: found.provider_id };
    throw new Problem(refusals.find((code) => code === found.problem) ?? 'sign-in-unverified', {
      requestId: found.request_id,
    });
  }

  async #whoIs(provider: Row<'identity_providers'>, addresses: ProviderAddresses, answer: ProviderAnswer) {
    const nobody = (problem: (typeof refusals)[number], reason: string) => ({ contactId: null, problem, reason });
    const found = await this.#protocols.read(this.#opened(provider), addresses, answer);
    if ('cause' in found)
      return nobody(found.cause === 'cancelled' ? 'sign-in-cancelled' : 'sign-in-unverified', found.reason);
    const who = await contactOfAssertion({ db: this.#db, demo: this.#demo }, provider, found);
    return 'problem' in who
      ? nobody(who.problem, who.problem)
      : { contactId: who.contactId, problem: null, reason: null };
  }

  get #protocols(): ProtocolEngine {
    if (!this.#engine) throw new Problem('not-found');
    return this.#engine;
  }

  #opened({ id, portal_id, slug, config, sealed_secret }: Row<'identity_providers'>): ProtocolProvider {
    if (!('clientId' in config)) return { id, kind: 'saml', settings: config };
    const clientSecret =
      sealed_secret === null || this.#secret === null
        ? ''
        : Buffer.from(unseal(this.#secret, secretContext(portal_id, slug), sealed_secret)).toString();
    return { id, kind: 'oidc', settings: config, clientSecret };
  }
}

const refusals = ['access-denied', 'email-unverified', 'sign-in-cancelled', 'sign-in-unverified'] as const;
