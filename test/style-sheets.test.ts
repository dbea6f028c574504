import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import ts from 'typescript';

const root = new URL('../', import.meta.url).pathname;
const sources = globSync('src/**/*.ts', { cwd: root }).sort();

interface Sheet {
  readonly file: string;
  readonly text: string;
}

interface Found {
  /** Every style sheet that is written in a file. */
  readonly sheets: Sheet[];
  /** What is made a style sheet at run time, as it is written. */
  readonly made: { readonly file: string; readonly from: string; readonly isText: boolean }[];
}

/** What is tagged `css`, and what a function is handed that makes a sheet of it. */
function read(): Found {
  const found: Found = { sheets: [], made: [] };
  for (const file of sources) {
    const source = ts.createSourceFile(file, readFileSync(root + file, 'utf8'), ts.ScriptTarget.Latest, true);
    const take = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) found.sheets.push({ file, text: node.text.replaceAll(/\/\*[^]*?\*\//g, '') });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'css') take(node.template);
      if (ts.isVariableDeclaration(node) && node.name.getText() === 'styles' && node.initializer)
        take(node.initializer);
      if (ts.isCallExpression(node) && /(\.replaceSync|\bsheetOf)$/.test(node.expression.getText())) {
        const [text] = node.arguments;
        take(text!);
        found.made.push({ file, from: text!.getText(), isText: ts.isStringLiteralLike(text!) });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

const { sheets, made } = read();

/** The declarations of a sheet, each with the rule around it as far as it is in one line. */
const declarations = (text: string): string[] =>
  [...text.matchAll(/(?<=[;{}]|^)\s*([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g)].map(
    ([, name, value]) => `${name}: ${value!.trim().replaceAll(/\s+/g, ' ')}`,
  );

const conditions = (text: string): string[] => [...text.matchAll(/@media([^{]+)/g)].map(([, said]) => said!.trim());

/** What names a side or a direction of the screen where another script or direction would have another one. */
const physical = [
  /^(?:min-|max-)?(?:width|height)\b/,
  /^(?:top|right|bottom|left)\b/,
  /^(?:margin|padding|border|scroll-margin|scroll-padding)-(?:top|right|bottom|left)\b/,
  /^border-(?:top|bottom)-(?:left|right)-radius/,
  /^(?:overflow|overscroll-behavior)-[xy]: (?!auto$|contain$)/,
  /^(?:text-align|float|clear|caption-side): (?:left|right)/,
  /^border-radius: (?<start>\S+) (?!\k<start>)/,
  /^translate: (?!0)/,
  /^transform-origin: .*(?:left|right)/,
  // Of four values, left and right may not differ; of two and three they cannot.
  /^(?:margin|padding|inset|border-width): \S+ (?<right>\S+) \S+ (?!\k<right>$)\S+$/,
];

/** A declaration with every function as one word. */
const flat = (said: string): string => said.replaceAll(/[\w-]+\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, 'function');

/** What may be asked of the window, for it is asked of the person, of what is pointed with, or of the medium. */
const asked = /^\((?:prefers-[\w-]+|forced-colors|pointer)(?:: [\w-]+)?\)$|^print$/;

/** The exceptions, and why. */
const excepted: Record<string, string> = {
  'src/elements/launcher/panel.styles.ts: (max-width: 40em)': 'A modal dialog has nothing around it but the window.',
};

const wrongIn = (what: (text: string) => string[], isWrong: (said: string) => boolean): string[] =>
  sheets
    .flatMap(({ file, text }) =>
      what(text)
        .filter(isWrong)
        .map((said) => `${file}: ${said}`),
    )
    .filter((said) => !(said in excepted));

suite('the style sheets of the library', () => {
  test('are found', () => {
    assert.ok(sheets.length > 25, `${sheets.length} sheets`);
    const all = sheets.flatMap(({ text }) => declarations(text));
    assert.ok(all.length > 700, `${all.length} declarations`);
    for (const said of ['display: block', 'color: var(--_muted)']) assert.ok(all.includes(said), said);
  });

  test('are as important as their order and their selectors make them', () => {
    assert.deepEqual(
      wrongIn(declarations, (said) => said.includes('!important')),
      [],
    );
  });

  test('ask their container how wide it is, and never the window', () => {
    assert.deepEqual(
      wrongIn(conditions, (said) => !asked.test(said)),
      [],
    );
  });

  test('speak of inline and block, not of left and top', () => {
    assert.deepEqual(
      wrongIn(declarations, (said) => physical.some((name) => name.test(flat(said)))),
      [],
    );
  });

  test('need every exception that is made', () => {
    const all = sheets.flatMap(({ file, text }) =>
      [...declarations(text), ...conditions(text)].map((said) => `${file}: ${said}`),
    );
    assert.deepEqual(
      Object.keys(excepted).filter((said) => !all.includes(said)),
      [],
    );
  });

  test('are written, and not put together at run time', () => {
    // Another document takes a copy only of what is written.
    const copies = 'src/elements/adoption.ts';
    const texts = /^(?:cssText|text|styles|presets\[look\]\.styles\.cssText)$/;
    assert.deepEqual(
      made.filter(({ file, from, isText }) => !isText && !texts.test(from) && file !== copies),
      [],
    );
    const wrong = sources.filter((file) =>
      /\bcss`[^`]*\$\{|createElement\('style'\)|unsafeCSS|setAttribute\('style'|cssText\s*\+?=[^>]/.test(
        readFileSync(root + file, 'utf8'),
      ),
    );
    assert.deepEqual(wrong, []);
  });

  test('leave nothing to style attributes', () => {
    const found = sources.filter((file) => /\.style\b|\bstyle=/.test(readFileSync(root + file, 'utf8')));
    // A probe that is gone at once, for whoever makes a page.
    assert.deepEqual(found, ['src/elements/contrast.ts']);
  });

  test('say all the tokens that are documented, and no other', () => {
    const tokensIn = (text: string): string[] => [...new Set(text.match(/--portico-[a-z-]+\b/g))].sort();
    const said = tokensIn(sheets.map(({ text }) => text).join('\n'));
    assert.deepEqual(tokensIn(readFileSync(`${root}docs/theming.md`, 'utf8')), said, 'docs/theming.md');
    const { modules } = JSON.parse(readFileSync(`${root}custom-elements.json`, 'utf8')) as {
      modules: { declarations: { cssProperties?: { name: string }[] }[] }[];
    };
    const known = modules.flatMap(({ declarations }) =>
      declarations.flatMap(({ cssProperties = [] }) => cssProperties),
    );
    assert.deepEqual(tokensIn(known.map(({ name }) => name).join(' ')), said, 'custom-elements.json');
    const playground = readFileSync(`${root}demo/theming.js`, 'utf8');
    const isThere = (token: string): boolean => new RegExp(`[ '[]${token.slice(10)}(?:'|:)`).test(playground);
    assert.deepEqual(
      said.filter((token) => !isThere(token)),
      [],
      'demo/theming.js',
    );
  });
});
