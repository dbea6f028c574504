import { Readable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import glue, { type FastifyOpenapiGlueOptions } from 'fastify-openapi-glue';
import { authenticate, authenticateKey } from '../accounts/sessions.ts';
import { networkOf } from '../accounts/networks.ts';
import { recordRead } from '../accounts/staff-view.ts';
import { JSON_BODY_BYTES } from '../limits.ts';
import type { Answer, Call } from '../operations/operation.ts';
import { isBackground } from '../policies/background.ts';
import { mayReadOnly } from '../policies/read-only.ts';
import { Problem } from '../problem.ts';
import { findPortal } from '../stores/portals.ts';
import { countUse } from '../stores/rate-limits.ts';
import type { AppOptions } from '../app.ts';
import type { Contract, ContractOperation } from './contract.ts';
import { sessionCookie } from './cookies.ts';
import { operations } from './operations.ts';
import { bindOrigins } from './origins.ts';
import { answerProblem } from './problems.ts';
import { preferredLanguages, publicOrigin } from './request.ts';

/** Things a person may create in a minute: far more than anybody types, far fewer than a loop sends. */
const CREATIONS = { points: 120, seconds: 60 };

/** What the binding uses of an operation: any data in, any answer out. */
type AnyOperation = (call: Call<object>) => Promise<Answer<Record<number, object>>>;

/** The API of every portal, under `/:slug/api/v1`: the contract's operations and nothing else. */
export async function bindApi(api: FastifyInstance, options: AppOptions, contract: Contract): Promise<void> {
  const { ports, clock, publicUrl } = options;
  api.decorateRequest('portal', null);
  api.decorateRequest('person', null);
  api.decorateRequest('keyThumbprint', null);
  api.decorateRequest('sessionCookie', null);
  api.setErrorHandler(answerProblem);
  api.setNotFoundHandler((request, reply) => answerProblem(new Problem('not-found'), request, reply));

  api.addHook('onRequest', async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    const { slug = '' } = request.params as { slug?: string };
    request.portal = (await findPortal(ports.db, slug, ports.demo)) ?? null;
    if (!request.portal) throw new Problem('not-found');
  });
  await bindOrigins(api, publicUrl);
  await limitAddresses(api, options.requestsPerMinute);
  api.addHook('onRequest', async ({ portal }) => {
    if (portal?.is_on !== true) throw new Problem('portal-off');
  });

  readBodies(api);
  api.setValidatorCompiler(validators());

  const presented = (request: FastifyRequest, operation: ContractOperation) => ({
    isBackground: isBackground(operation, request.headers['portico-background'] !== undefined),
    authorization: request.headers.authorization,
    proof: request.headers['dpop'] as string | undefined,
    cookie: request.sessionCookie,
    method: request.method,
    url: publicOrigin(request, publicUrl) + request.url,
  });

  const identify = (operation: ContractOperation) => async (request: FastifyRequest) => {
    const { portal } = request;
    if (!portal) throw new Problem('not-found');
    if (operation.isPublic && !operation.takesProof) return;
    request.sessionCookie = sessionCookie(request, portal, publicUrl);
    if (operation.isPublic) {
      if (!request.sessionCookie)
        request.keyThumbprint = await authenticateKey(ports.db, presented(request, operation), clock());
      return;
    }
    const { person, keyThumbprint } = await authenticate(ports, portal, presented(request, operation), clock());
    // The one place that holds staff to reading: what the contract does not call safe is refused, whatever it is.
    if (person.readOnly && !mayReadOnly(operation)) throw new Problem('read-only');
    Object.assign(request, { person, keyThumbprint });
    if (!operation.creates) return;
    const retryAfter = await countUse(ports.db, `creations:${person.contactId}`, CREATIONS, clock());
    if (retryAfter !== null) throw new Problem('rate-limited', { retryAfter });
  };

  const callOf = (request: FastifyRequest, operation: ContractOperation): Call<object> => {
    const portal = request.portal!;
    const { slug: _, ...path } = request.params as Record<string, string>;
    return {
      input: {
        path,
        query: request.query as object,
        headers: Object.fromEntries(operation.headers.map((name) => [name, request.headers[name.toLowerCase()]])),
        body: request.body as undefined,
      },
      ports,
      portal,
      // An operation for anybody does not look at it; the others never get here without.
      person: request.person!,
      keyThumbprint: request.keyThumbprint,
      cookie: request.sessionCookie,
      languages: preferredLanguages(portal.languages, request.headers['accept-language']),
      now: clock(),
      apiUrl: `${publicOrigin(request, publicUrl)}/${portal.slug}/api/v1`,
      remoteAddress: request.ip,
      userAgent: request.headers['user-agent'],
    };
  };

  // Before the answer leaves: what cannot be written down is not shown.
  const recordIds = async ({ input, person, now }: Call<object>, { operationId }: ContractOperation) => {
    const ids: Readonly<Record<string, string>> = input.path ?? {};
    if (Object.keys(ids).length > 0) await recordRead(ports.db, person, operationId, ids, now);
  };

  const handle =
    (operation: ContractOperation, run: AnyOperation) => async (request: FastifyRequest, reply: FastifyReply) => {
      // The framework validates no body that it was not sent.
      if (operation.body !== null && request.body == null)
        throw new Problem('invalid-request', { detail: 'The body is missing.' });
      const call = callOf(request, operation);
      const { status, headers, body } = await run(call);
      if (request.person?.readOnly === true) await recordIds(call, operation);
      return reply
        .code(status)
        .headers(headers ?? {})
        .send(body);
    };

  // The options of a route; its method and path come from the contract, which the plugin's type does not know.
  const resolve = (operationId: string) => {
    const operation = contract.operations.get(operationId);
    const run = (operations as Record<string, unknown>)[operationId] as AnyOperation | undefined;
    if (!operation || !run) throw new Error(`The contract's operation ${operationId} is not there`);
    return {
      config: { operation: operationId },
      onRequest: identify(operation),
      preValidation: refuseOtherBodies(operation),
      handler: handle(operation, run),
    };
  };
  const operationResolver = resolve as unknown as NonNullable<FastifyOpenapiGlueOptions['operationResolver']>;
  await api.register(glue, { specification: contract.specification, operationResolver });
}

/** JSON up to the limit and pieces of files as they come; no other body is read. */
function readBodies(api: FastifyInstance): void {
  api.removeAllContentTypeParsers();
  const options = { parseAs: 'string', bodyLimit: JSON_BODY_BYTES } as const;
  api.addContentTypeParser('application/json', options, api.getDefaultJsonParser('error', 'error'));
  api.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) => done(null, payload));
}

/** A file where JSON belongs, or JSON where a file does. */
function refuseOtherBodies({ body }: ContractOperation) {
  return async (request: FastifyRequest) => {
    if (body === null || request.body == null) return;
    if (request.body instanceof Readable !== (body === 'bytes'))
      throw new Problem('invalid-request', { detail: 'The Content-Type is not that of this operation.' });
  };
}

async function limitAddresses(api: FastifyInstance, max: number): Promise<void> {
  await api.register(rateLimit, { global: false });
  const check = api.createRateLimit({ max, timeWindow: 60_000, keyGenerator: ({ ip }) => networkOf(ip) });
  api.addHook('onRequest', async (request) => {
    const limit = await check(request);
    if (!limit.isAllowed && limit.isExceeded)
      throw new Problem('rate-limited', { retryAfter: Math.max(1, limit.ttlInSeconds) });
  });
}

/** JSON is taken as it is written; parameters and headers are text that may stand for a number. */
function validators() {
  const shared = { strict: false, allErrors: false, useDefaults: true } as const;
  const ofBodies = new Ajv2020({ ...shared, coerceTypes: false });
  const ofText = new Ajv2020({ ...shared, coerceTypes: 'array' });
  for (const ajv of [ofBodies, ofText]) addFormats.default(ajv);
  return ({ schema, httpPart }: { schema: unknown; httpPart?: string }) => {
    const parameters = schema as { properties: Record<string, object>; required?: string[] };
    switch (httpPart) {
      case 'body':
        return ofBodies.compile(parameters);
      case 'querystring':
        // A filter with a wrong name would show more than was asked for.
        return ofText.compile({ ...parameters, additionalProperties: false });
      case 'headers':
        return ofText.compile(withLowerCaseNames(parameters));
      default:
        return ofText.compile(parameters);
    }
  };
}

/** Header names as Node spells them. */
function withLowerCaseNames(schema: { properties: Record<string, object>; required?: string[] }): object {
  const lower = (name: string) => name.toLowerCase();
  const properties = Object.fromEntries(Object.entries(schema.properties).map(([name, value]) => [lower(name), value]));
  return { ...schema, properties, required: (schema.required ?? []).map(lower) };
}
