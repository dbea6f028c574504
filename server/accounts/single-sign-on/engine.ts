import { createHash, hkdfSync } from 'node:crypto';
import { sso, type SSOOptions } from '@better-auth/sso';
import { betterAuth } from 'better-auth/minimal';
import type { Database } from '../../db/database.ts';
import type { OidcSettings, SamlSettings } from '../../db/tables.ts';
import { protocolValues } from './protocol-values.ts';

/** Milliseconds a provider's clock may be off. */
const SKEW_MS = 60_000;
/** Milliseconds somebody may take at the provider. */
export const ATTEMPT_MS = 600_000;

const UNTOLD = 'identity_noted';

/** A provider as the protocols need it. */
export type ProtocolProvider =
  | { readonly id: string; readonly kind: 'oidc'; readonly settings: OidcSettings; readonly clientSecret: string }
  | { readonly id: string; readonly kind: 'saml'; readonly settings: SamlSettings };

/** Our own addresses at a provider. */
export interface ProviderAddresses {
  readonly origin: string;
  /** Where the provider sends people back to; also the path of what the browser keeps meanwhile. */
  readonly callback: string;
  /** The name of this service provider in SAML. */
  readonly entityId: string;
}

/** Somebody whom a provider vouches for: signed, fresh, meant for us and not seen before. */
export interface Assertion {
  readonly issuer: string;
  readonly subject: string;
  /** As the provider claims it. */
  readonly email: string | null;
  /** Whether an OpenID provider says so itself. */
  readonly emailVerified: boolean;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** Why there is nobody. */
export interface NoAssertion {
  readonly cause: 'cancelled' | 'failed';
  /** For the log. */
  readonly reason: string;
}

/** What came back from a provider through the browser. */
export interface ProviderAnswer {
  readonly query: Readonly<Record<string, string>>;
  /** The fields of a form; null where it was no POST. */
  readonly form: Readonly<Record<string, string>> | null;
  readonly cookie: string | undefined;
}

/**
 * OpenID Connect and SAML, by better-auth. It is called in process and has no address of its own; whom a provider vouches for is
 * read in `resolveUser`, which then turns everybody away, so that better-auth never comes to making a user, an account or a session.
 */
export class ProtocolEngine {
  readonly #db: Database;
  readonly #secret: string;

  constructor(db: Database, secret: string) {
    this.#db = db;
    this.#secret = Buffer.from(hkdfSync('sha256', secret, '', 'portico single sign-on', 32)).toString('base64url');
  }

  /** Where to send the browser, the state that will come back, and the cookies that tie it to this browser. */
  async begin(provider: ProtocolProvider, addresses: ProviderAddresses) {
    const { api } = this.#open(provider, addresses, () => {});
    const body = { providerId: provider.id, callbackURL: `${addresses.callback}/done` };
    const answer = await api.signInSSO({ body, asResponse: true });
    if (!answer.ok) throw new Error(`The provider cannot be asked: ${await reasonOf(answer)}`);
    const { url } = (await answer.json()) as { url: string };
    const query = new URL(url).searchParams;
    const state = query.get('state') ?? query.get('RelayState');
    if (state === null) throw new Error('The address of the provider has no state');
    // Browsers keep them as long as the attempt lasts, which is longer than better-auth says.
    const cookies = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.replace(/Max-Age=\d+/, `Max-Age=${ATTEMPT_MS / 1000}`));
    return { url, state, cookies: provider.kind === 'oidc' ? cookies : [] };
  }

  /** Whom the answer of a provider vouches for. */
  async read(
    provider: ProtocolProvider,
    addresses: ProviderAddresses,
    { query, form, cookie }: ProviderAnswer,
  ): Promise<Assertion | NoAssertion> {
    // Outside of what is signed; a document type could make the text behind it another, or endless.
    if (/<!(doctype|entity)/i.test(Buffer.from(form?.['SAMLResponse'] ?? '', 'base64').toString()))
      return { cause: 'failed', reason: 'the answer has a document type' };
    let assertion: Assertion | undefined;
    const { api } = this.#open(provider, addresses, (found) => (assertion = found));
    const headers = new Headers(cookie === undefined ? {} : { cookie });
    const params = { providerId: provider.id };
    const answer =
      provider.kind === 'oidc'
        ? await api.callbackSSO({ params, query, headers, asResponse: true })
        : await api.acsEndpoint({
            method: 'POST',
            params,
            body: { SAMLResponse: form?.['SAMLResponse'] ?? '', RelayState: form?.['RelayState'] },
            headers,
            asResponse: true,
          });
    const reason = await reasonOf(answer);
    // It may have read somebody and refused the answer afterwards.
    if (assertion && reason.startsWith(UNTOLD)) return assertion;
    return { cause: query['error'] === 'access_denied' ? 'cancelled' : 'failed', reason };
  }

  #open(provider: ProtocolProvider, addresses: ProviderAddresses, note: (assertion: Assertion) => void) {
    const options: SSOOptions = {
      defaultSSO: [{ domain: '', providerId: provider.id, ...configOf(provider, addresses) }],
      providersLimit: 0,
      redirectURI: addresses.callback,
      resolveUser: (input) => {
        const claims =
          input.protocol === 'oidc'
            ? { ...input.providerClaims, ...input.verifiedIdTokenClaims }
            : input.providerAttributes;
        note({
          issuer: input.accountKey.issuer,
          subject: input.accountKey.accountId,
          email: input.protocol === 'oidc' ? input.providerUser.email : null,
          // Of the same claims as the address; some send it as text.
          emailVerified: input.protocol === 'oidc' && String(input.providerClaims['email_verified']) === 'true',
          attributes: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, textsOf(value)])),
        });
        return { action: 'reject', code: UNTOLD };
      },
      saml: {
        enableInResponseToValidation: true,
        allowIdpInitiated: false,
        requireTimestamps: true,
        requestTTL: ATTEMPT_MS,
        clockSkew: SKEW_MS,
        algorithms: { onDeprecated: 'reject' },
      },
    };
    return betterAuth({
      appName: 'Portico',
      baseURL: addresses.origin,
      basePath: new URL(addresses.callback).pathname,
      secret: this.#secret,
      database: protocolValues(this.#db),
      trustedOrigins: [addresses.origin, ...originsOf(provider)],
      verification: { storeIdentifier: 'hashed', disableCleanup: true },
      onAPIError: { errorURL: `${addresses.callback}/failed` },
      rateLimit: { enabled: false },
      telemetry: { enabled: false },
      // It would log addresses and claims; how it ended is told to the caller.
      logger: { disabled: true },
      advanced: {
        cookiePrefix: `portico-${createHash('sha256').update(provider.id).digest('hex').slice(0, 12)}`,
        defaultCookieAttributes: { path: new URL(addresses.callback).pathname },
      },
      plugins: [sso(options)],
    });
  }
}

/** How an answer of better-auth ended: in the address it leads to, or in words. */
async function reasonOf(answer: Response): Promise<string> {
  const location = answer.headers.get('location');
  if (location !== null) {
    const query = new URL(location, 'http://localhost').searchParams;
    return [query.get('error') ?? 'no error', query.get('error_description')].filter(Boolean).join(': ');
  }
  const { code, message } = (await answer.json().catch(() => ({}))) as { code?: string; message?: string };
  return [answer.status, code, message].filter(Boolean).join(': ');
}

function configOf(provider: ProtocolProvider, { callback, entityId }: ProviderAddresses) {
  if (provider.kind === 'saml') {
    return {
      samlConfig: {
        issuer: entityId,
        entryPoint: '',
        callbackUrl: `${callback}/done`,
        idpMetadata: { metadata: provider.settings.metadata },
        spMetadata: { metadata: serviceProviderMetadata({ callback, entityId }) },
        wantAssertionsSigned: true,
      },
    };
  }
  const { userInfoEndpoint, ...settings } = provider.settings;
  return {
    oidcConfig: {
      ...settings,
      ...(userInfoEndpoint !== null && { userInfoEndpoint }),
      discoveryEndpoint: `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientSecret: provider.clientSecret,
      pkce: true,
    },
  };
}

/** Where the operator told the server to ask. */
function originsOf(provider: ProtocolProvider): string[] {
  if (provider.kind === 'saml') return [];
  const { tokenEndpoint, jwksEndpoint, userInfoEndpoint } = provider.settings;
  return [tokenEndpoint, jwksEndpoint, userInfoEndpoint].flatMap((url) => (url === null ? [] : [new URL(url).origin]));
}

/** What a SAML provider has to know of us. */
export function serviceProviderMetadata({
  callback,
  entityId,
}: Pick<ProviderAddresses, 'callback' | 'entityId'>): string {
  return `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escapeXml(entityId)}">
  <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${escapeXml(callback)}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) =>
    typeof one === 'string' ? [one] : typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  );
}
