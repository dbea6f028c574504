/** Lints openapi/portal.yaml and holds every example against the schema it is an example of. Works without a network. */
import { readdirSync, readFileSync } from 'node:fs';
import { createConfig, lint } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { parse } from 'yaml';
import { fail, root } from './run.ts';

const CONTRACT = 'openapi/portal.yaml';
/** A verb and a noun: `listTickets`. */
const OPERATION_ID = /^[a-z]+([A-Z][a-z]+)+$/;
type Json = null | string | number | boolean | Json[] | { [key: string]: Json };
type JsonObject = Record<string, Json>;

/** What the linter says of the document. */
async function lintDocument(): Promise<string[]> {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      'operation-operationId': 'error',
      'operation-operationId-unique': 'error',
      'operation-4xx-response': 'error',
      'operation-summary': 'error',
      'no-unused-components': 'error',
      'no-invalid-schema-examples': 'error',
      'no-invalid-parameter-examples': 'error',
      'tag-description': 'error',
      'no-ambiguous-paths': 'error',
      // The example address is a developer's own machine on purpose.
      'no-server-example.com': 'off',
    },
  });
  const problems = await lint({ ref: `${root}${CONTRACT}`, config });
  return problems.map(
    ({ ruleId, message, location }) => `${CONTRACT}${location[0]?.pointer ?? ''} ${message} (${ruleId})`,
  );
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object of the document with the pointer to it. */
function* objects(value: Json, pointer = ''): Generator<[string, JsonObject]> {
  if (typeof value !== 'object' || value === null) return;
  if (isObject(value)) yield [pointer, value];
  for (const [key, child] of Object.entries(value)) {
    yield* objects(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

/** Named payloads against the schemas beside them. */
function checkExamples(document: JsonObject): { problems: string[]; checked: number } {
  const problems: string[] = [];
  const used = new Set<string>();
  let checked = 0;
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  ajvFormats.default(ajv);
  ajv.addSchema(document, 'contract');
  for (const [pointer, media] of objects(document)) {
    if (!('schema' in media) || !isObject(media.examples)) continue;
    const validate = ajv.compile({ $ref: `contract#${encodeURI(pointer)}/schema` });
    for (const [name, example] of Object.entries(media.examples)) {
      if (!isObject(example)) continue;
      let value = example.value;
      if (typeof example.externalValue === 'string') {
        used.add(example.externalValue);
        try {
          value = JSON.parse(readFileSync(`${root}openapi/${example.externalValue}`, 'utf8')) as Json;
        } catch (error) {
          problems.push(`openapi/${example.externalValue} ${(error as Error).message}`);
          continue;
        }
      }
      checked++;
      if (validate(value)) continue;
      for (const { instancePath, message, params } of validate.errors ?? []) {
        problems.push(
          `example ${name} (${typeof example.externalValue === 'string' ? example.externalValue : pointer})${instancePath} ${message} ${JSON.stringify(params)}`,
        );
      }
    }
  }
  for (const file of readdirSync(`${root}openapi/examples`)) {
    if (!used.has(`examples/${file}`)) problems.push(`openapi/examples/${file} is named nowhere in ${CONTRACT}`);
  }
  return { problems, checked };
}

/** One word names an operation everywhere, so it has to be a word that works everywhere. */
function checkNames(document: JsonObject): string[] {
  return [...objects(document)]
    .map(([, { operationId }]) => operationId)
    .filter((id): id is string => typeof id === 'string' && !OPERATION_ID.test(id))
    .map((id) => `operationId ${id} is not of the form verbNoun`);
}

async function check(): Promise<void> {
  const document = parse(readFileSync(`${root}${CONTRACT}`, 'utf8')) as JsonObject;
  const examples = checkExamples(document);
  const problems = [...(await lintDocument()), ...checkNames(document), ...examples.problems];
  problems.forEach((problem) => console.error(problem));
  if (!examples.checked) throw new Error('No example was checked.');
  if (problems.length) process.exitCode = 1;
  else console.log(`${CONTRACT} is sound; ${examples.checked} examples fit their schemas.`);
}

await check().catch(fail);
