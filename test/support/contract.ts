import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { parse } from 'yaml';

interface MediaType {
  schema?: object;
}

interface Operation {
  operationId: string;
  responses: Record<string, { $ref?: string; headers?: Record<string, object>; content?: Record<string, MediaType> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
}

const document = parse(readFileSync(new URL('../../openapi/portal.yaml', import.meta.url), 'utf8')) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
ajvFormats.default(ajv);
ajv.addSchema(document, 'contract');

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete'];

const pointerPart = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.flatMap((method) => (item[method] ? [{ path, method, operation: item[method] }] : [])),
);

/** The contract's names for what can be asked. */
export const operationIds: string[] = operations.map(({ operation }) => operation.operationId);

/** The operation a request is, by its method and its path below the portal's API. */
export function operationOf(method: string, path: string): string | undefined {
  const parts = path.split('/');
  const found = operations.find(
    (known) =>
      known.method === method.toLowerCase() &&
      known.path.split('/').length === parts.length &&
      known.path.split('/').every((part, index) => part === parts[index] || part.startsWith('{')),
  );
  return found?.operation.operationId;
}

/** What is wrong with an answer in the contract's eyes; nothing, if it is as the contract says. */
export async function faults(operationId: string, answer: Response): Promise<string[]> {
  const found = operations.find(({ operation }) => operation.operationId === operationId);
  if (!found) return [`The contract has no ${operationId}`];
  const { path, method, operation } = found;
  const name = [`${answer.status}`, `${String(answer.status)[0]}XX`].find((known) => operation.responses[known]);
  if (!name) return [`${operationId} may not answer ${answer.status}`];
  let pointer = ['paths', path, method, 'responses', name].map(pointerPart).join('/');
  let response = operation.responses[name]!;
  if (response.$ref) {
    pointer = response.$ref.slice(2);
    response = pointer
      .split('/')
      .reduce((value: unknown, part) => (value as Record<string, unknown>)[part], document) as typeof response;
  }
  const wrong: string[] = [];
  // Sent sometimes: with a limit, and with a session that a cookie holds.
  const optional = ['Retry-After', 'Set-Cookie'];
  for (const header of Object.keys(response.headers ?? {}))
    if (!optional.includes(header) && !answer.headers.has(header)) wrong.push(`${operationId} ${name} lacks ${header}`);
  const type = answer.headers.get('Content-Type')?.split(';', 1)[0] ?? '';
  const types = Object.keys(response.content ?? {});
  if (!types.length || types.includes('*/*')) return wrong;
  // What comes by a stream, which does not end, and what is in a file are looked at where they are read.
  if (!/json$/.test(type) && types.includes(type)) return wrong;
  if (!types.includes(type))
    return [...wrong, `${operationId} ${name} is ${type || 'without a type'}, not ${types.join()}`];
  const validate = ajv.compile({ $ref: `contract#/${pointer}/content/${pointerPart(type)}/schema` });
  if (!validate(await answer.clone().json()))
    for (const { instancePath, message, params } of validate.errors ?? [])
      wrong.push(`${operationId} ${name}${instancePath} ${message} ${JSON.stringify(params)}`);
  return wrong;
}
