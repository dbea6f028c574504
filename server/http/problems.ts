import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError, FieldErrorCode, Problem as ProblemDocument } from '../../src/api/schema.ts';
import { StorageUnavailable } from '../files/storage.ts';
import { Problem, PROBLEMS, validationFailed } from '../problem.ts';

/** Answers a failure as a problem document. What has no name in the contract is `internal`, and says nothing of its cause. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = asProblem(error);
  const { code, status, details } = problem;
  if (status >= 500 && code !== 'portal-off') request.log.error({ error: describe(error) }, 'failed');
  if (details.retryAfter !== undefined) reply.header('Retry-After', details.retryAfter);
  const document: ProblemDocument = {
    type: 'about:blank',
    title: PROBLEMS[code].title,
    status,
    code,
    ...(details.detail !== undefined && { detail: details.detail }),
    requestId: details.requestId ?? request.id,
    ...(details.retryAfter !== undefined && { retryAfter: details.retryAfter }),
    ...(details.serverTime !== undefined && { serverTime: details.serverTime }),
    ...(details.errors !== undefined && { errors: details.errors }),
  };
  return reply
    .code(status)
    .headers(details.headers ?? {})
    .removeHeader('Content-Disposition')
    .header('Content-Type', 'application/problem+json')
    .header('Cache-Control', 'no-store')
    .header('Request-Id', request.id)
    .serializer(String)
    .send(JSON.stringify(document));
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return new Problem('internal');
  if (error instanceof StorageUnavailable) return new Problem('storage-unavailable', { retryAfter: 30 });
  const { code, statusCode, validation, validationContext } = error as FastifyError;
  if (validation) return fromValidation(validation, validationContext ?? '');
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('too-large');
  if (typeof code === 'string' && isUnavailable(code)) return new Problem('unavailable', { retryAfter: 5 });
  if (error.message === 'timeout exceeded when trying to connect') return new Problem('unavailable', { retryAfter: 5 });
  // A character the database has no place for.
  if (code === '22021') return new Problem('invalid-request');
  if (statusCode === 404) return new Problem('not-found');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Problem('invalid-request');
  return new Problem('internal');
}

/** Whether an error says that the database is away: refused, shutting down, starting, or out of connections. */
function isUnavailable(code: string): boolean {
  return /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|08\w{3}|57P0[123]|53300)$/.test(code);
}

type SchemaError = NonNullable<FastifyError['validation']>[number];

function fromValidation(errors: readonly SchemaError[], context: string): Problem {
  errors = ofOneType(ofOneBranch(errors));
  const [first] = errors;
  if (context === 'body' && first && !(first.instancePath === '' && first.keyword === 'type')) {
    return validationFailed(errors.map(fieldError));
  }
  return new Problem('invalid-request', {
    detail: first ? `${context}${first.instancePath} ${first.message ?? ''}` : context,
  });
}

/** Where a body may be one of several: what is wrong with the one whose fields it has, else with the first. */
function ofOneBranch(errors: readonly SchemaError[]): readonly SchemaError[] {
  if (!errors.some(({ keyword, instancePath }) => keyword === 'oneOf' && instancePath === '')) return errors;
  const branches = errors.filter(({ schemaPath }) => /\/oneOf\/\d+\//.test(schemaPath));
  const nearest = branches.find(({ instancePath }) => instancePath !== '') ?? branches[0];
  return nearest ? [nearest] : errors;
}

/** Where a value may be of several types: what is wrong with it as the one that it is. */
function ofOneType(errors: readonly SchemaError[]): readonly SchemaError[] {
  if (!errors.some(({ keyword }) => keyword === 'anyOf')) return errors;
  return [errors.find(({ keyword }) => keyword !== 'type' && keyword !== 'anyOf') ?? errors[0]!];
}

const CODES: Record<string, FieldErrorCode> = {
  required: 'required',
  minLength: 'required',
  maxLength: 'too-long',
  maxItems: 'too-many',
  maxProperties: 'too-many',
  enum: 'unknown-value',
  additionalProperties: 'unknown-value',
  unevaluatedProperties: 'unknown-value',
};

function fieldError({ keyword, instancePath, params }: SchemaError): FieldError {
  const code = CODES[keyword] ?? 'invalid';
  const name = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  const pointer =
    typeof name === 'string' ? `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` : instancePath;
  const limit = params['limit'];
  return (code === 'too-long' || code === 'too-many') && typeof limit === 'number'
    ? { pointer, code, limit }
    : { pointer, code };
}

/** What a log may hold of an error: never the values a database error quotes. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack } = error;
  const { code, table, constraint, routine } = error as Error & Record<string, unknown>;
  const frames = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  const isOfDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  return isOfDatabase ? { name, code, table, constraint, routine, frames } : { name, code, message, frames };
}
