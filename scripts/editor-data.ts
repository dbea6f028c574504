/**
 * Makes from custom-elements.json what editors and frameworks know of the elements:
 *
 *   vscode.html-custom-data.json, vscode.css-custom-data.json      Visual Studio Code
 *   web-types.json                                                 JetBrains
 *   types/elements.d.ts, types/{react,vue,svelte}.d.ts             TypeScript in templates
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateJetBrainsWebTypes } from 'custom-element-jet-brains-integration';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';
import { root } from './run.ts';

interface Attribute {
  readonly name: string;
  /** The property that holds it. */
  readonly fieldName?: string;
  readonly description?: string;
}

interface Member extends Attribute {
  readonly kind: string;
  readonly static?: boolean;
  readonly privacy?: string;
}

interface Element {
  readonly name: string;
  readonly tagName: string;
  readonly summary?: string;
  readonly attributes?: readonly Attribute[];
  readonly members?: readonly Member[];
  readonly events?: readonly Attribute[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly (Element | { readonly tagName?: undefined })[] }[];
}

const union = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(' | ') || 'never';

/** A framework may set the property of an attribute's name, so where there is one its type counts too. */
function attributeType({ name, fieldName = name, description }: Attribute, element: Element): string {
  const fields = new Set([fieldName, name].filter((field) => element.members?.some((member) => member.name === field)));
  const types = [...fields].map((field) => `${element.name}['${field}']`);
  return `      /** ${description ?? ''} */\n      '${name}'?: ${types.join(' | ') || 'string | undefined'};`;
}

/** What can be set on an element, beside its attributes. */
function properties({ members = [], attributes = [] }: Element): string[] {
  return members
    .filter(({ kind, static: isStatic, privacy }) => kind === 'field' && !isStatic && privacy === 'public')
    .map(({ name }) => name)
    .filter((name) => !attributes.some((attribute) => attribute.name === name));
}

function elementType(element: Element): string {
  return `  /** ${element.summary ?? ''} */
  '${element.tagName}': {
    element: ${element.name};
    attributes: {
${(element.attributes ?? []).map((attribute) => attributeType(attribute, element)).join('\n')}
    };
    properties: ${union(properties(element))};
    events: ${union((element.events ?? []).map(({ name }) => name))};
  };`;
}

/** The elements by their tags: class, attributes, the names of what else can be set, the names of their events. */
function elementTypes(elements: readonly Element[]): string {
  const classes = elements.map(({ name }) => name).sort();
  return `import type { ${classes.join(', ')} } from '../esm/index.js';

/** The elements by their tags. */
export interface PorticoElements {
${elements.map(elementType).join('\n')}
}
`;
}

/** Writes all of it beside a custom-elements.json. */
export async function editorData(folder: string, version: string): Promise<void> {
  const text = await readFile(join(folder, 'custom-elements.json'), 'utf8');
  const elements = (JSON.parse(text) as Manifest).modules.flatMap(({ declarations = [] }) =>
    declarations.filter((declaration): declaration is Element => declaration.tagName !== undefined),
  );
  const options = { outdir: folder, hideLogs: true };
  generateVsCodeCustomElementData(JSON.parse(text) as Parameters<typeof generateVsCodeCustomElementData>[0], options);
  generateJetBrainsWebTypes(JSON.parse(text) as Parameters<typeof generateJetBrainsWebTypes>[0], {
    ...options,
    packageJson: false,
  });
  const webTypes = join(folder, 'web-types.json');
  const named = { ...(JSON.parse(await readFile(webTypes, 'utf8')) as object), name: 'portico', version };
  await writeFile(webTypes, `${JSON.stringify(named, null, 2)}\n`);
  await mkdir(join(folder, 'types'), { recursive: true });
  await cp(`${root}integrations/types`, join(folder, 'types'), { recursive: true });
  await writeFile(join(folder, 'types/elements.d.ts'), elementTypes(elements));
}
