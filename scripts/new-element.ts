/**
 * Makes the files of a new element, each where it belongs.
 *
 * Usage: npm run new:element -- satisfaction     for <portico-satisfaction>
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from './run.ts';

function files(name: string): Record<string, string> {
  const words = name.split('-').map((word) => word[0]!.toUpperCase() + word.slice(1));
  const className = `Portico${words.join('')}`;
  const styles = `${words[0]!.toLowerCase()}${words.slice(1).join('')}Styles`;
  const tag = `portico-${name}`;
  return {
    [`src/elements/${name}/${name}.ts`]: `import { html, type TemplateResult } from 'lit';
import { shared } from '../../styles/shared.js';
import { PorticoElement } from '../portico-element.js';
import { ${styles} } from './${name}.styles.js';

/**
 * What it is, in a sentence or two.
 *
 * @summary What a person does with it.
 * @tag ${tag}
 * @csspart base - The element's own box.
 */
export class ${className} extends PorticoElement {
  static override styles = [shared, ${styles}];

  protected override view(): TemplateResult {
    return html\`<section part="base"></section>\`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    '${tag}': ${className};
  }
}
`,
    [`src/elements/${name}/${name}.styles.ts`]: `import { css } from 'lit';

export const ${styles} = css\`\`;
`,
    [`src/define/${name}.ts`]: `import { ${className} } from '../elements/${name}/${name}.js';
import { define } from './define.js';
import './login.js';

define('${tag}', ${className});
`,
    [`test/elements/${name}.test.ts`]: `import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define/${name}.js';
import { keepSignedIn, mockPortal } from '../support/portal.js';

describe('<${tag}>', () => {
  it('is accessible', async () => {
    const portal = mockPortal();
    await keepSignedIn(portal, 'mika');
    const element = await fixture(html\`<${tag} src=\${portal.src}></${tag}>\`);
    await expect(element).to.be.accessible();
  });
});
`,
    [`demo/elements/${tag}.html`]: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>&lt;${tag}&gt;</title>
    <link rel="stylesheet" href="elements.css" />
    <script type="module" src="elements.js"></script>
  </head>
  <body>
    <header>
      <h1><code>&lt;${tag}&gt;</code></h1>
      <p>What there is to see.</p>
      <nav aria-label="States"></nav>
    </header>
    <main>
      <${tag} src="/mock/help"></${tag}>
    </main>
  </body>
</html>
`,
  };
}

const name = process.argv[2]?.replace(/^portico-/, '');
if (!name || !/^[a-z]+(-[a-z]+)*$/.test(name)) {
  console.error('Say the name without its prefix, in kebab-case: npm run new:element -- satisfaction');
  process.exit(1);
}
const made = files(name);
const there = Object.keys(made).filter((file) => existsSync(root + file));
if (there.length) {
  console.error(`Nothing was written: ${there.join(', ')} exists already.`);
  process.exit(1);
}
for (const [file, text] of Object.entries(made)) {
  mkdirSync(dirname(root + file), { recursive: true });
  writeFileSync(root + file, text);
  console.log(file);
}
console.log(
  `Then export the class from src/index.ts, load its define file from src/define/all.ts, link the page from demo/elements/index.html, and run \`npm run generate\`.`,
);
