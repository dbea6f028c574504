import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * One zone of docs/architecture.md: what this folder must not load at run time. Types may cross, for they weigh nothing.
 * test/architecture.test.ts holds every import against the whole table; these zones say it while somebody types.
 */
function zone(files, forbidden, message, extra = []) {
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex: `(^|/)(${forbidden})(/|\\.|$)`, message, allowTypeImports: true }, ...extra] },
      ],
    },
  };
}

const noServer = { regex: '(^|/)server/|^node:', message: 'The browser library knows neither Node nor the server.' };

export default defineConfig(
  globalIgnores([
    '**/dist/',
    'data/',
    'demo/frameworks/',
    'integrations/types/',
    'test/visual/hosts/',
    'coverage/',
    'src/api/schema.ts',
    'demo/**/mockServiceWorker.js',
  ]),
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]',
          message: 'Strings become HTML in src/content only, and there as a fragment.',
        },
        { selector: 'TSEnumDeclaration', message: 'A union of strings costs nothing at run time.' },
      ],
      'object-shorthand': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Control characters are what our expressions look for.
      'no-control-regex': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true, boolean: true } }],
      '@typescript-eslint/prefer-optional-chain': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // An event listener may be async: what it throws is reported all the same.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [lit.configs['flat/recommended'], litA11y.configs.recommended, wc['flat/best-practice']],
    languageOptions: { globals: globals.browser },
    settings: { litHtmlSources: true },
    rules: {
      // A table whose rows are laid out by CSS needs its roles said aloud.
      'lit-a11y/no-redundant-role': 'off',
      'lit/no-legacy-template-syntax': 'error',
      'lit/no-template-map': 'off',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/no-value-attribute': 'error',
      'lit/quoted-expressions': ['error', 'never'],
      'lit/lifecycle-super': 'error',
      'wc/guard-super-call': 'off',
      // Members of a class come in the order a reader asks for them, and tags are defined in src/define only.
      'wc/define-tag-after-class-definition': 'off',
      'wc/file-name-matches-element': 'off',
      'no-restricted-globals': ['error', 'localStorage', 'sessionStorage', 'alert', 'confirm', 'prompt'],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [noServer] }] },
  },
  zone(
    ['src/api/**'],
    'session|controllers|content|ui|elements|events|i18n|lit',
    'src/api knows the contract and the web platform only.',
    [noServer],
  ),
  zone(['src/session/**'], 'controllers|content|ui|elements|i18n', 'src/session knows src/api only.', [noServer]),
  zone(['src/controllers/**'], 'lit|elements|ui|content', 'A controller has no template: Lit by type only.', [
    noServer,
  ]),
  zone(
    ['src/content/**'],
    'api|session|controllers|elements|lit',
    'src/content turns untrusted text into a fragment and knows nothing else.',
    [noServer],
  ),
  zone(
    ['src/ui/**'],
    'session|context|api|elements|controllers|dompurify',
    'A building block knows no session and no fetch.',
    [noServer],
  ),
  zone(['src/elements/**'], 'api|dompurify|define', 'An element speaks to the portal through its controller.', [
    noServer,
  ]),
  {
    files: ['server/**/*.ts'],
    languageOptions: { globals: globals.node },
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only server/config reads the environment.' },
      ],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/src/(?!api/schema\\.ts$)',
              message: 'The server knows the generated types of src/api/schema.ts only.',
            },
          ],
        },
      ],
    },
  },
  { files: ['server/hosted/assets/**/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['server/config/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  zone(
    ['server/operations/**'],
    'fastify|http|pg|kysely|db|main|app',
    'An operation knows neither the web framework nor the database driver.',
  ),
  zone(
    ['server/policies/**', 'server/presenters/**'],
    'accounts|config|content|db|desks|files|http|operations|stores|node:.*|kysely|fastify',
    'Policies and presenters are pure: types only.',
  ),
  zone(['server/stores/**'], 'policies|presenters|http|operations', 'A store is SQL and nothing else.'),
  zone(['server/desks/**'], 'http|operations', 'A desk speaks to its help desk only.'),
  {
    // Programs for a terminal.
    files: ['scripts/**/*.ts', 'server/bin/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  {
    // What whoever makes a page got wrong is told there.
    files: ['src/styles/**/*.ts', 'src/elements/contrast.ts'],
    rules: { 'no-console': ['error', { allow: ['warn'] }] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Chai asserts by property, node:test returns promises nobody awaits, and a test may hold a value loosely.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            // A plugin of @open-wc/testing says that `equal` answers a promise, for comparing snapshots.
            'Equal',
            {
              from: 'package',
              package: 'node:test',
              name: ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach', 'afterEach'],
            },
          ],
        },
      ],
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name=/^(only|skip|todo)$/][callee.object.name=/^(it|test|describe|suite)$/]',
          message: 'A test that does not run is a wish: mend it or take it away.',
        },
      ],
    },
  },
  // Only compiled, never run: values stand there for their types.
  { files: ['test/types/**/*.ts'], rules: { '@typescript-eslint/no-unused-vars': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'no-console': 'off' },
  },
  { files: ['demo/**/*.js', 'demo/**/*.ts', 'integrations/**/*.js'], languageOptions: { globals: globals.browser } },
);
