import { deriveSAMLIdentityProviderEntityID, discoverOIDCConfig } from '@better-auth/sso';
import type { Database } from '../../db/database.ts';
import type { AttributeNames, OidcSettings, Properties, Row, SamlSettings, Words } from '../../db/tables.ts';
import { newId } from '../../ids.ts';
import { StartError } from '../../start-error.ts';
import { deleteSessionsOffProviders, listIdentityProviders } from '../../stores/identity-providers.ts';
import { isSafeKeyAddress } from '../host-keys.ts';
import { seal } from '../seal.ts';

const METADATA_LENGTH = 500_000;
const MOST_PROPERTIES = 50;

/** How a provider is reached. */
export type ProviderSource =
  | { readonly kind: 'oidc'; readonly issuer: string; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'saml'; readonly metadata: string };

/** A provider and the portal that is to let people in by it. */
export interface NewProvider {
  readonly portal: string;
  /** Its name in addresses. */
  readonly slug: string;
  /** What its button says, by language. */
  readonly label: Words;
  readonly source: ProviderSource;
  readonly attributes: AttributeNames;
  /** Whether its word is enough for an e-mail address of its domains. */
  readonly trustsEmail: boolean;
  readonly emailDomains: readonly string[];
  /** Names of access lists; none lets everybody in whom it knows. */
  readonly lists: readonly string[];
}

/** Has a portal let people in by a provider; the one that had its name before is replaced, and its people stay who they are. */
export async function addProvider(db: Database, secret: string | null, provider: NewProvider): Promise<void> {
  if (secret === null)
    throw new StartError('Single sign-on needs PORTICO_SECRET, here and for the server: secrets are kept encrypted.');
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(provider.slug))
    throw new StartError(`--id ${provider.slug} cannot be used: small letters, digits and hyphens.`);
  const emailDomains = provider.emailDomains.map(domainOf);
  if (provider.trustsEmail && emailDomains.length === 0)
    throw new StartError('--trust-email needs the domains it is trusted with: --email-domain example.com.');
  checkProperties(provider.attributes);
  const portalId = await portalAt(db, provider.portal);
  const config =
    provider.source.kind === 'oidc' ? await settingsOfOidc(provider.source) : settingsOfSaml(provider.source);
  const row = {
    kind: provider.source.kind,
    label: JSON.stringify(provider.label),
    config: JSON.stringify(config),
    sealed_secret:
      provider.source.kind === 'oidc'
        ? seal(secret, secretContext(portalId, provider.slug), Buffer.from(provider.source.clientSecret))
        : null,
    attributes: JSON.stringify(provider.attributes),
    trusts_email: provider.trustsEmail,
    email_domains: emailDomains,
    access: provider.lists.length > 0 ? ('lists' as const) : ('all' as const),
    list_ids: await listsNamed(db, portalId, provider.lists),
  };
  await db.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('identity_providers')
      .where('portal_id', '=', portalId)
      .where('slug', '=', provider.slug)
      .select(['id', 'config'])
      .executeTakeFirst();
    // Another provider's subjects are other people.
    if (before && nameOf(before.config) !== nameOf(config))
      throw new StartError(
        `${provider.slug} is another provider, ${nameOf(before.config)}. Remove it first, or take another --id.`,
      );
    const known = transaction.selectFrom('identity_providers').where('portal_id', '=', portalId);
    const { count } = await known.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
    await transaction
      .insertInto('identity_providers')
      .values({ id: newId(), portal_id: portalId, slug: provider.slug, position: Number(count), ...row })
      .onConflict((conflict) => conflict.columns(['portal_id', 'slug']).doUpdateSet(row))
      .execute();
    // Its lists may be others now.
    await deleteSessionsOffProviders(transaction, portalId);
  });
}

/** Has a portal let nobody in any more by a provider; who they were there is forgotten. Sessions end in their own time. */
export async function removeProvider(db: Database, portal: string, slug: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('identity_providers')
    .where('portal_id', '=', await portalAt(db, portal))
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new StartError(`${portal} has no provider ${slug}.`);
}

/** The providers of a portal, a line each; nothing secret. */
export async function describeProviders(db: Database, portal: string): Promise<string[]> {
  const providers = await listIdentityProviders(db, await portalAt(db, portal));
  return providers.map(({ slug, kind, config, access, trusts_email, email_domains, attributes }) =>
    [
      slug,
      kind,
      nameOf(config),
      access === 'lists' ? 'lists' : 'everybody',
      ...(email_domains.length > 0 ? [`${trusts_email ? 'trusted with ' : ''}${email_domains.join(', ')}`] : []),
      ...mapped(attributes),
    ].join('  '),
  );
}

/** Which attribute fills what, as `--attribute` says it. */
function mapped({ contactProperties = {}, companyProperties = {}, ...names }: AttributeNames): string[] {
  const under = (whose: string, properties: Properties) =>
    Object.entries(properties).map(([name, theirs]) => [`${whose}.${name}`, theirs]);
  return [...Object.entries(names), ...under('contact', contactProperties), ...under('company', companyProperties)].map(
    ([ours, theirs]) => `${ours}=${theirs}`,
  );
}

/** Names are those of properties; a company has some only where the provider says which company it is. */
function checkProperties({ company, contactProperties = {}, companyProperties = {} }: AttributeNames): void {
  const ofCompany = Object.keys(companyProperties);
  const names = [...Object.keys(contactProperties), ...ofCompany];
  const wrong = names.find((name) => !/^[A-Za-z0-9_-]{1,64}$/.test(name));
  if (wrong !== undefined)
    throw new StartError(`${wrong} cannot be the name of a property: letters, digits, - and _, 64 at most.`);
  if (names.length > MOST_PROPERTIES) throw new StartError(`--attribute can fill ${MOST_PROPERTIES} properties.`);
  if (ofCompany.length > 0 && company === undefined)
    throw new StartError('--attribute company.… needs --attribute company=…, which says whose properties they are.');
}

/** What the secret of a provider is sealed for. */
export function secretContext(portalId: string, slug: string): string {
  return `identity provider\n${portalId}\n${slug}`;
}

function nameOf(config: Row<'identity_providers'>['config']): string {
  return 'clientId' in config ? config.issuer : config.entityId;
}

/** Where an OpenID provider answers, as it says itself. */
async function settingsOfOidc({ issuer, clientId }: ProviderSource & { kind: 'oidc' }): Promise<OidcSettings> {
  if (!isSafeKeyAddress(issuer))
    throw new StartError(`--issuer ${issuer} must begin with https:// (http:// for localhost only).`);
  // The operator names the provider; it may stand in the operator's own network.
  const found = await discoverOIDCConfig({ issuer, isTrustedOrigin: isSafeKeyAddress }).catch((error: unknown) => {
    throw new StartError(`${issuer} does not answer as an OpenID provider: ${(error as Error).message}`);
  });
  if (found.tokenEndpointAuthentication === 'private_key_jwt')
    throw new StartError(`${issuer} takes no client secret, which is what Portico has.`);
  return {
    issuer: found.issuer,
    clientId,
    authorizationEndpoint: found.authorizationEndpoint,
    tokenEndpoint: found.tokenEndpoint,
    tokenEndpointAuthentication: found.tokenEndpointAuthentication ?? 'client_secret_basic',
    jwksEndpoint: found.jwksEndpoint,
    userInfoEndpoint: found.userInfoEndpoint ?? null,
    scopes: ['openid', 'email', 'profile'],
  };
}

function settingsOfSaml({ metadata }: ProviderSource & { kind: 'saml' }): SamlSettings {
  if (metadata.length > METADATA_LENGTH) throw new StartError('--metadata is too long.');
  if (!/X509Certificate/.test(metadata)) throw new StartError('--metadata has no certificate.');
  try {
    const idpMetadata = { metadata };
    return { entityId: deriveSAMLIdentityProviderEntityID({ issuer: '', entryPoint: '', idpMetadata }), metadata };
  } catch {
    throw new StartError('--metadata is not the metadata of a SAML identity provider.');
  }
}

async function listsNamed(db: Database, portalId: string, names: readonly string[]): Promise<string[]> {
  const lists = await db.selectFrom('access_lists').where('portal_id', '=', portalId).select(['id', 'name']).execute();
  return names.map((name) => {
    const list = lists.find((one) => one.name === name);
    if (!list) throw new StartError(`The portal has no access list ${name}.`);
    return list.id;
  });
}

async function portalAt(db: Database, slug: string): Promise<string> {
  const portal = await db.selectFrom('portals').where('slug', '=', slug).select('id').executeTakeFirst();
  if (!portal) throw new StartError(`There is no portal at ${slug}.`);
  return portal.id;
}

function domainOf(text: string): string {
  const domain = text.normalize('NFKC').toLowerCase();
  if (!/^[^\s@/]+\.[^\s@/]+$/.test(domain)) throw new StartError(`--email-domain ${text} must be like example.com.`);
  return domain;
}
