import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { suite, test } from 'node:test';
import ts from 'typescript';

const root = new URL('../', import.meta.url).pathname;

/** What one row of the table in docs/architecture.md means to a machine. Names are folders, or packages as they are imported. */
interface Rule {
  /** The row's second and third cell, word for word: whoever changes the page meets this rule, and the other way round. */
  may: string;
  never: string;
  /** Loaded at run time. `lit` stands for lit and its own directives; a folder for everything below it. */
  runTime: string[];
  /** Imported as types only, which weigh nothing; what may be loaded may be named too. */
  types?: string[];
  /** Loaded by import() only. */
  lazily?: string[];
  /** Loaded at run time by the named file only. */
  onlyIn?: Record<string, string[]>;
}

const rules: Record<string, Rule> = {
  'src/api': {
    may: "its schema's types, the web platform, tus-js-client in uploads.ts",
    never: 'lit, session, anything above',
    runTime: ['src/api'],
    onlyIn: { 'src/api/uploads.ts': ['tus-js-client'] },
  },
  'src/session': {
    may: 'api; @lit/context in context.ts only',
    never: 'controllers, elements',
    runTime: ['src/session', 'src/api'],
    onlyIn: { 'src/session/context.ts': ['@lit/context'] },
  },
  'src/controllers': {
    may: 'session, api; types of lit; content/policy.ts by dynamic import; @cfworker/json-schema in form-conditions.ts',
    never: 'lit at run time, elements, ui, document',
    runTime: ['src/controllers', 'src/session', 'src/api'],
    types: ['lit'],
    lazily: ['src/content/policy.ts'],
    onlyIn: { 'src/controllers/form-conditions.ts': ['@cfworker/json-schema'] },
  },
  'src/content': {
    may: 'DOMPurify',
    never: 'api, session, controllers, elements',
    runTime: ['src/content', 'dompurify'],
  },
  'src/ui': {
    may: 'lit, styles, i18n; content by dynamic import; types',
    never: 'session, context, api at run time',
    runTime: ['src/ui', 'lit', 'src/styles', 'src/i18n'],
    types: ['src'],
    lazily: ['src/content'],
  },
  'src/elements': {
    may: 'lit, session/context, controllers, ui, events, i18n, styles',
    never: "api at run time, another element's folder, DOMPurify",
    runTime: [
      'lit',
      '@lit/context',
      'src/session',
      'src/controllers',
      'src/ui',
      'src/events',
      'src/i18n',
      'src/styles',
    ],
    types: ['src'],
    lazily: ['src/content'],
  },
  'src/index.ts': {
    may: 'elements, events, session, types',
    never: 'define',
    runTime: ['src/elements', 'src/events', 'src/session'],
    types: ['src'],
  },
  'src/define': {
    may: 'elements, ui',
    never: 'anything else; nothing imports it but rollup, demo, tests',
    runTime: ['src/define', 'src/elements', 'src/ui'],
    types: ['lit'],
  },
  'server/operations': {
    may: 'policies, stores, desks, presenters, accounts, forms, ports handed in',
    never: 'the HTTP framework, the database driver, process.env, another operation',
    runTime: [
      'server/policies',
      'server/stores',
      'server/desks',
      'server/presenters',
      'server/accounts',
      'server/forms',
      'server/content',
      'server/files',
      'node',
    ],
    types: ['server', 'src/api/schema.ts', 'zod'],
  },
  'server/policies, presenters': {
    may: 'types',
    never: 'everything else',
    runTime: ['server/policies', 'server/presenters'],
    types: ['server', 'src/api/schema.ts'],
  },
  'server/forms': {
    may: 'presenters, accounts, stores, content; @cfworker/json-schema in shown.ts, regexpp in patterns.ts',
    never: 'http, operations',
    runTime: [
      'server/forms',
      'server/presenters',
      'server/accounts',
      'server/stores',
      'server/content',
      'ajv',
      'kysely',
      'zod',
    ],
    types: ['server', 'src/api/schema.ts'],
    onlyIn: {
      'server/forms/shown.ts': ['@cfworker/json-schema'],
      'server/forms/patterns.ts': ['@eslint-community/regexpp', 'lru-cache'],
    },
  },
  'server/stores': {
    may: 'db',
    never: 'policies, presenters, http',
    runTime: ['server/stores', 'server/db', 'kysely', 'node'],
    types: ['server', 'src/api/schema.ts'],
  },
  'server/desks': {
    may: "their own help desk's client, stores (builtin only)",
    never: 'http, operations, another desk',
    runTime: ['node'],
    types: ['server', 'src/api/schema.ts'],
  },
  'server/main.ts': {
    may: 'everything in server',
    never: '',
    runTime: ['server', 'node', 'pino'],
    types: ['src/api/schema.ts'],
  },
};

/** The small files beside server/main.ts know nothing of the folders: ids, limits, cursors, the shape of a failure. */
const common = /^server\/(?!main\.ts$|app\.ts$)[^/]+\.ts$/;

interface Import {
  from: string;
  /** A file of ours by its path in the checkout, `node`, or a package's name. */
  to: string;
  kind: 'run-time' | 'types' | 'lazy';
}

const sources = globSync(['src/**/*.ts', 'server/**/*.ts'], {
  cwd: root,
  exclude: (name) => name.includes('node_modules'),
}).sort();

/** The file or package that a specifier means. */
function target(from: string, specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  if (!specifier.startsWith('.')) {
    const parts = specifier.split('/');
    return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  }
  const path = normalize(join(dirname(from), specifier));
  const source = path.replace(/\.js$/, '.ts');
  assert.ok(existsSync(root + source) || existsSync(root + path), `${from} imports ${specifier}, which is not there`);
  return existsSync(root + source) ? source : path;
}

/** Every import of a file, static and dynamic, for use and for types. */
function importsOf(from: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, kind: Import['kind']): void => {
    if (specifier && ts.isStringLiteralLike(specifier)) found.push({ from, to: target(from, specifier.text), kind });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const named =
        clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
      const typesOnly =
        clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
        (!clause?.name && named.length > 0 && named.every(({ isTypeOnly }) => isTypeOnly));
      add(node.moduleSpecifier, typesOnly ? 'types' : 'run-time');
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly ? 'types' : 'run-time');
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], 'lazy');
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, 'types');
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(from, readFileSync(root + from, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

const imports = sources.flatMap(importsOf);

/** The rows of the table: module, what it may import, what never. */
const table = readFileSync(`${root}docs/architecture.md`, 'utf8')
  .split('\n')
  .filter((line) => /^\| (src|server)\//.test(line))
  .map(
    (line) =>
      line
        .split('|')
        .slice(1, 4)
        .map((cell) => cell.trim()) as [string, string, string],
  );

/** The row that speaks of a file: `server/policies, presenters` speaks of two folders. */
function rowOf(file: string): string | undefined {
  return Object.keys(rules).find((name) => {
    const [first, ...others] = name.split(', ');
    const side = first!.split('/')[0]!;
    return [first!, ...others.map((other) => `${side}/${other}`)].some((place) => within(file, place));
  });
}

const within = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);
const withinAny = (file: string, places: string[] = []): boolean => places.some((place) => within(file, place));
const isOurs = (file: string): boolean => /^(src|server)\//.test(file);
const list = (items: string[]): string => items.map((item) => `\n  ${item}`).join('');

/** What is particular about the folders of src/elements and server/desks: each is a world of its own. */
function ownFolder(from: string, to: string): boolean {
  if (within(from, 'src/elements')) {
    const folder = (file: string): string | undefined => /^src\/elements\/([^/]+)\//.exec(file)?.[1];
    return within(to, 'src/elements') && (folder(to) === undefined || folder(to) === folder(from));
  }
  if (within(from, 'server/desks')) {
    const folder = (file: string): string | undefined => /^server\/desks\/([^/]+)\//.exec(file)?.[1];
    if (within(to, 'server/stores')) return folder(from) === 'builtin';
    return (
      within(to, 'server/desks') &&
      (folder(to) === undefined || folder(to) === folder(from) || folder(from) === undefined)
    );
  }
  // What operations share is the type of an operation, and helpers that are not named like one.
  if (within(from, 'server/operations') && within(to, 'server/operations')) return !operationIds.has(to);
  return false;
}

const operationIds = new Set(
  [...readFileSync(`${root}openapi/portal.yaml`, 'utf8').matchAll(/operationId: (\w+)/g)].map(
    ([, id]) => `server/operations/${id}.ts`,
  ),
);

function allowed({ from, to, kind }: Import, rule: Rule): boolean {
  if (ownFolder(from, to) || (within(from, 'server') && common.test(to))) return true;
  const places = [...rule.runTime, ...(rule.onlyIn?.[from] ?? [])];
  if (kind === 'types') places.push(...(rule.types ?? []), ...(rule.lazily ?? []));
  if (kind === 'lazy') places.push(...(rule.lazily ?? []));
  return withinAny(to, places);
}

suite('the architecture', () => {
  test('every row of the table in docs/architecture.md has its rule here, word for word, and every rule its row', () => {
    const said = Object.fromEntries(table.map(([name, may, never]) => [name, { may, never }]));
    const meant = Object.fromEntries(Object.entries(rules).map(([name, { may, never }]) => [name, { may, never }]));
    assert.deepEqual(said, meant);
  });

  test('there is something to look at', () => {
    assert.ok(sources.length > 20 && imports.length > 50);
    for (const name of Object.keys(rules)) {
      assert.ok(
        sources.some((file) => rowOf(file) === name),
        `no file is in ${name}`,
      );
    }
  });

  for (const [name, rule] of Object.entries(rules)) {
    test(`${name} imports ${rule.may}`, () => {
      const wrong = imports.filter((found) => rowOf(found.from) === name && !allowed(found, rule));
      const said = wrong.map(({ from, to, kind }) => `${from} imports ${to} (${kind})`);
      assert.deepEqual(
        said,
        [],
        `${name} may import ${rule.may}${rule.never ? `; never ${rule.never}` : ''}.${list(said)}`,
      );
    });
  }

  test('the browser library knows neither Node nor the server', () => {
    const wrong = imports.filter(({ from, to }) => within(from, 'src') && (to === 'node' || within(to, 'server')));
    assert.deepEqual(wrong, []);
  });

  test('the server knows the types of the contract and nothing else of the browser library', () => {
    const wrong = imports.filter(
      ({ from, to, kind }) =>
        within(from, 'server') && within(to, 'src') && !(to === 'src/api/schema.ts' && kind === 'types'),
    );
    assert.deepEqual(wrong, []);
  });

  test('nothing imports src/define but the bundle, the demo and the tests', () => {
    const wrong = imports.filter(({ from, to }) => within(to, 'src/define') && !within(from, 'src/define'));
    assert.deepEqual(wrong, []);
  });

  test('what has one owner is used by that one alone', () => {
    const owners: [what: RegExp, owner: RegExp][] = [
      [/customElements\s*\.define\(/, /^src\/define\//],
      [/process\.env\b/, /^server\/(config|bin)\//],
      [/from 'dompurify'/, /^src\/content\//],
      [/from 'fastify'/, /^server\/(http|app\.ts|hosted|files|main\.ts)/],
    ];
    const wrong = sources.flatMap((file) => {
      const code = readFileSync(root + file, 'utf8').replace(/^\s*(\/?\*|\/\/).*$/gm, '');
      return owners
        .filter(([what, owner]) => what.test(code) && !owner.test(file))
        .map(([what]) => `${file}: ${what.source}`);
    });
    assert.deepEqual(wrong, []);
  });

  test('whoever asks is the first parameter', () => {
    const wrong = sources
      .filter((file) => file.startsWith('server/'))
      .flatMap((file) => {
        const code = readFileSync(root + file, 'utf8');
        const parameters = [...code.matchAll(/function (\w+)\(\s*(\w+)[^)]*?\brequester: Requester/g)];
        return parameters.filter(([, , first]) => first !== 'requester').map(([, name]) => `${file}: ${name}`);
      });
    assert.deepEqual(wrong, []);
  });

  test('each operation of the contract has its file', () => {
    const missing = [...operationIds].filter((file) => !existsSync(root + file));
    assert.deepEqual(missing, []);
  });

  test('no import goes round in a circle', () => {
    const graph = Map.groupBy(
      imports.filter(({ to, kind }) => isOurs(to) && kind === 'run-time'),
      ({ from }) => from,
    );
    const done = new Set<string>();
    const walk = (file: string, path: string[]): void => {
      const back = path.indexOf(file);
      assert.equal(back, -1, `a circle: ${[...path.slice(back), file].join(' -> ')}`);
      if (done.has(file)) return;
      graph.get(file)?.forEach(({ to }) => walk(to, [...path, file]));
      done.add(file);
    };
    sources.forEach((file) => walk(file, []));
  });
});
