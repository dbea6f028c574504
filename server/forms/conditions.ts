import { Ajv2020 } from 'ajv/dist/2020.js';
import type { StoredCondition } from '../db/tables.ts';
import { validatorOf } from './shown.ts';

/** What is left out of JSON Schema: what the two readers could understand differently, or be kept busy by. */
const REFUSED = new Set([
  'pattern',
  'patternProperties',
  'format',
  '$id',
  '$schema',
  '$anchor',
  '$dynamicRef',
  '$dynamicAnchor',
  '$recursiveRef',
  '$recursiveAnchor',
  'multipleOf',
  'unevaluatedProperties',
  'unevaluatedItems',
]);
/** Keywords whose value is not a schema, or schemas by names that are no keywords. */
const VALUES = new Set(['const', 'enum', 'required', 'dependentRequired', 'default', 'examples']);
const NAMED = new Set(['properties', '$defs', 'dependentSchemas']);
const CONDITION_LENGTH = 20_000;

const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** Why a condition cannot be used; null where it can. */
export function conditionFault(condition: StoredCondition): string | null {
  if (JSON.stringify(condition).length > CONDITION_LENGTH) return `is longer than ${CONDITION_LENGTH} characters`;
  if (!ajv.validateSchema(condition)) return `is not JSON Schema 2020-12: ${ajv.errorsText(ajv.errors?.slice(0, 1))}`;
  return refusedIn(condition) ?? referenceFault(condition);
}

function refusedIn(schema: unknown): string | null {
  if (Array.isArray(schema)) return first(schema, refusedIn);
  if (!isObject(schema)) return null;
  for (const [keyword, value] of Object.entries(schema)) {
    if (REFUSED.has(keyword)) return `may not say ${keyword}`;
    if (keyword === '$ref' && (typeof value !== 'string' || !value.startsWith('#')))
      return 'refers to another schema; references are within it (#/…)';
    if (VALUES.has(keyword)) continue;
    const fault = NAMED.has(keyword) ? first(Object.values(isObject(value) ? value : {}), refusedIn) : refusedIn(value);
    if (fault !== null) return fault;
  }
  return null;
}

/** References that lead nowhere, or round in a circle, show when somebody asks. */
function referenceFault(condition: StoredCondition): string | null {
  try {
    for (const [, schema] of schemasIn(condition, condition, [], [])) {
      if (typeof schema['$ref'] === 'string') resolve(condition, schema['$ref']);
    }
    validatorOf(condition).validate({ subject: 's', text: 't', properties: {}, contact: {} });
    return null;
  } catch (error) {
    return error instanceof RangeError ? 'refers to itself' : 'has a reference that leads nowhere';
  }
}

/**
 * The pointers of the fields that a condition asks for, wherever it does: `/subject`, `/text`, `/properties/<name>` and
 * `/contact/<name>`.
 */
export function fieldsAskedBy(condition: StoredCondition): Set<string> {
  const pointers = new Set<string>();
  const note = (path: readonly string[]) => {
    const [group = '', name] = path;
    if (path.length === 1 && (group === 'subject' || group === 'text')) pointers.add(`/${group}`);
    if (path.length === 2 && (group === 'properties' || group === 'contact')) pointers.add(`/${group}/${name}`);
    if (path.length === 1 && !['subject', 'text', 'properties', 'contact'].includes(group)) pointers.add(`/${group}`);
  };
  for (const [path, schema] of schemasIn(condition, condition, [], [])) {
    note(path);
    const { required, dependentRequired } = schema;
    const names = isObject(dependentRequired)
      ? [required, Object.keys(dependentRequired), ...Object.values(dependentRequired)].flat()
      : [required].flat();
    for (const name of names) if (typeof name === 'string') note([...path, name]);
  }
  return pointers;
}

/** Every schema in a condition with the place in what was filled in that it looks at. */
function* schemasIn(
  root: StoredCondition,
  schema: unknown,
  path: readonly string[],
  followed: readonly string[],
): Generator<[readonly string[], Record<string, unknown>]> {
  if (!isObject(schema)) return;
  yield [path, schema];
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const several = schema[keyword];
    for (const part of Array.isArray(several) ? several : []) yield* schemasIn(root, part, path, followed);
  }
  for (const keyword of ['not', 'if', 'then', 'else']) yield* schemasIn(root, schema[keyword], path, followed);
  const { properties, dependentSchemas, $ref } = schema;
  for (const [name, part] of Object.entries(isObject(properties) ? properties : {}))
    yield* schemasIn(root, part, [...path, name], followed);
  for (const [name, part] of Object.entries(isObject(dependentSchemas) ? dependentSchemas : {})) {
    yield [[...path, name], {}];
    yield* schemasIn(root, part, path, followed);
  }
  if (typeof $ref === 'string' && !followed.includes($ref))
    yield* schemasIn(root, resolve(root, $ref), path, [...followed, $ref]);
}

function resolve(root: StoredCondition, reference: string): unknown {
  if (reference === '#') return root;
  const steps = decodeURIComponent(reference).slice(2).split('/');
  let schema: unknown = root;
  for (const step of steps) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof schema !== 'object' || schema === null || !Object.hasOwn(schema, name)) throw new Error('nowhere');
    schema = Object.entries(schema).find(([key]) => key === name)?.[1];
  }
  return schema;
}

function first<T>(items: readonly T[], faultOf: (item: T) => string | null): string | null {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== null) return fault;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
