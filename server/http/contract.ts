import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** What the binding needs to know of an operation beside its schemas. */
export interface ContractOperation {
  readonly operationId: string;
  /** As HTTP writes it. */
  readonly method: string;
  /** Whether it is for anybody. */
  readonly isPublic: boolean;
  /** Whether it takes a proof of possession although it needs no session. */
  readonly takesProof: boolean;
  /** Whether it makes something. */
  readonly creates: boolean;
  /** The names of its headers as the contract spells them. */
  readonly headers: readonly string[];
  readonly body: 'json' | 'bytes' | null;
}

/** `openapi/portal.yaml`, read for the server. */
export interface Contract {
  /** The document, made ready for the router. */
  readonly specification: object;
  readonly operations: ReadonlyMap<string, ContractOperation>;
}

interface Parameter {
  $ref?: string;
  name?: string;
  in?: string;
}

interface PathOperation {
  operationId: string;
  parameters?: Parameter[];
  security?: object[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Document {
  paths: Record<string, { parameters?: Parameter[] } & Record<string, PathOperation>>;
  components: { parameters: Record<string, Parameter> };
}

const FILE = new URL('../../openapi/portal.yaml', import.meta.url);
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'];

/** Reads the contract. */
export async function readContract(): Promise<Contract> {
  const document = parse(await readFile(FILE, 'utf8')) as Document;
  const operations = new Map<string, ContractOperation>();
  for (const path of Object.values(document.paths)) {
    const shared = path.parameters ?? [];
    // The router would forget a path's own parameters where an operation has some.
    delete path.parameters;
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      operation.parameters = [...shared, ...(operation.parameters ?? [])];
      const headers = operation.parameters
        .map((parameter) => resolve(document, parameter))
        .filter((p) => p.in === 'header');
      const names = headers.flatMap(({ name }) => name ?? []);
      const isPublic = operation.security?.length === 0;
      const types = Object.keys(operation.requestBody?.content ?? {});
      const body = types.length === 0 ? null : types.includes('application/json') ? 'json' : 'bytes';
      // Bytes are a stream, which no schema can look at.
      if (body === 'bytes') delete operation.requestBody;
      // Problems and files are not written through a schema.
      for (const [status, response] of Object.entries(operation.responses)) {
        if (!status.startsWith('2')) delete operation.responses[status];
        else if (response.content?.['application/json'] === undefined) delete response.content;
      }
      const { operationId } = operation;
      operations.set(operationId, {
        operationId,
        method: method.toUpperCase(),
        isPublic,
        takesProof: names.includes('DPoP'),
        creates: names.includes('Idempotency-Key'),
        headers: names,
        body,
      });
    }
  }
  return { specification: document, operations };
}

function resolve(document: Document, parameter: Parameter): Parameter {
  const name = parameter.$ref?.replace('#/components/parameters/', '');
  return name === undefined ? parameter : (document.components.parameters[name] ?? {});
}
