import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { canRunWordPress } from '../../scripts/ensure-wordpress.ts';
import { PEOPLE, WordPressPeer } from '../peers/wordpress.ts';
import { DemoServer, openBrowser, Person } from './support.ts';

const TICKET = 'Card B stays empty after a hot swap';
const SETTINGS = '/wp-admin/options-general.php?page=portico';
/** The accent of Twenty Twenty-Three. */
const THEME_ACCENT = 'rgb(157, 255, 32)';

const needsWordPress = canRunWordPress() ? {} : { skip: 'Needs WordPress as Debian has it.' };

/** What a theme makes pages of, with something of ours in the middle. */
const article = (ours: string): string => `<!-- wp:heading --><h2>When you are stuck</h2><!-- /wp:heading -->
<!-- wp:paragraph --><p>Read the <a href="/manual/">manual</a> <strong>first</strong>, or <code>help</code>.</p><!-- /wp:paragraph -->
${ours}
<!-- wp:buttons --><div class="wp-block-buttons"><!-- wp:button --><div class="wp-block-button"><a class="wp-block-button__link wp-element-button" href="/shop/">Shop</a></div><!-- /wp:button --></div><!-- /wp:buttons -->
<!-- wp:list --><ul><!-- wp:list-item --><li>One</li><!-- /wp:list-item --></ul><!-- /wp:list -->
<!-- wp:table --><figure class="wp-block-table"><table><tbody><tr><td>1</td></tr></tbody></table></figure><!-- /wp:table -->
<!-- wp:search {"label":"Search"} /-->`;

/** How the theme's own elements look, apart from their place and their size. Runs in the page. */
function themeLooks(): string[] {
  const geometry = /(^|-)(width|height|size|top|right|bottom|left|inset|origin|perspective)(-|$)/;
  return [document.documentElement, ...document.querySelectorAll('body, .wp-site-blocks, .wp-site-blocks *')]
    .filter((element) => !element.localName.startsWith('portico-'))
    .flatMap((element, index) => {
      const style = getComputedStyle(element);
      const asked = [...style].filter((name) => !geometry.test(name) || /^(font-size|border-.*-width)$/.test(name));
      return asked.sort().map((name) => `${index} ${element.localName} ${name}: ${style.getPropertyValue(name)}`);
    });
}

/** How what is inside the portal looks, of what does not come from the page around. Runs in the page. */
function innerLooks(): string[] {
  const asked = ['display', 'padding', 'borderRadius', 'minBlockSize', 'gap', 'cursor', 'fontWeight'] as const;
  const inside = (root: ParentNode): string[] =>
    [...root.querySelectorAll('*')].flatMap((element) => {
      const style = getComputedStyle(element);
      const own = `${element.localName} ${asked.map((name) => style[name]).join(' | ')}`;
      return [own, ...(element.shadowRoot ? inside(element.shadowRoot) : [])];
    });
  return inside(document.querySelector('portico-portal')!.shadowRoot!);
}

/** Takes the theme's rules away, but for its custom properties, which presets read, what every element inherits, and the room it has. Runs in the page. */
function undress(): void {
  const portal = document.querySelector<HTMLElement>('portico-portal')!;
  const style = getComputedStyle(portal);
  const { font, color, letterSpacing, inlineSize } = style;
  for (const name of style)
    if (name.startsWith('--wp-')) document.body.style.setProperty(name, style.getPropertyValue(name));
  for (const sheet of document.styleSheets) sheet.disabled = true;
  Object.assign(document.body.style, { font, color, letterSpacing });
  Object.assign(portal.style, { inlineSize });
}

/** What is not the same in two lists. */
function differences(some: string[], others: string[]): string[] {
  assert.ok(some.length > 20 && some.length === others.length, `${some.length} and ${others.length} elements`);
  return some.flatMap((one, index) => (one === others[index] ? [] : [`${one} → ${others[index]}`]));
}

/** The part of the editor's data that the test uses. */
interface Editor {
  blocks: { createBlock: (name: string) => object; getBlockType: (name: string) => object | undefined };
  data: {
    select: (store: 'core/editor') => { getCurrentPostId: () => number | null; getPermalink: () => string };
    dispatch: (store: string) => Record<'insertBlocks' | 'editPost' | 'savePost', (given?: object) => Promise<unknown>>;
  };
}

/** Whether the editor is ready to be written in. Runs in the page. */
function hasEditor(): boolean {
  const { wp } = window as unknown as { wp?: Partial<Editor> };
  return Boolean(wp?.blocks?.getBlockType('portico/portal') && wp.data?.select('core/editor').getCurrentPostId());
}

/** Puts the block into a page, publishes it, and answers its address. Runs in the page. */
async function writeInEditor(): Promise<string> {
  const { blocks, data } = (window as unknown as { wp: Editor }).wp;
  await data.dispatch('core/block-editor').insertBlocks(blocks.createBlock('portico/portal'));
  await data.dispatch('core/editor').editPost({ title: 'With the block', status: 'publish' });
  await data.dispatch('core/editor').savePost();
  return data.select('core/editor').getPermalink();
}

describe('the plugin in WordPress', needsWordPress, () => {
  let wordpress: WordPressPeer;
  let portal: DemoServer;
  let browser: Browser;
  let administrator: Person;

  /** Logs in on the way to a place. */
  const logIn = async ({ login, password }: { login: string; password: string }, place: string): Promise<Person> => {
    const person = await Person.at(browser);
    await person.open(`${wordpress.address}/wp-login.php?redirect_to=${encodeURIComponent(wordpress.address + place)}`);
    // It selects what is in the first field, a moment after it has come.
    await person.page.waitForFunction(() => document.activeElement?.id === 'user_login');
    await person.fill('Username or Email Address', login);
    await person.fill('Password', password);
    await Promise.all([person.page.waitForNavigation(), person.click('button', 'Log In')]);
    return person;
  };

  /** Saves the settings. */
  const save = async (): Promise<void> => {
    await Promise.all([administrator.page.waitForNavigation(), administrator.click('button', 'Save Changes')]);
  };

  /** What is kept, as JSON. */
  const kept = (): unknown => JSON.parse(wordpress.php('echo wp_json_encode(get_option("portico"));'));

  /** Publishes a page, written by this person, and answers its address. */
  const publish = (name: string, content: string, { login } = PEOPLE.administrator as { login: string }): string =>
    wordpress.php(`
      wp_set_current_user(get_user_by('login', '${login}')->ID);
      $page = ['post_type' => 'page', 'post_status' => 'publish', 'post_title' => '${name}', 'post_content' => base64_decode('${btoa(content)}')];
      echo get_permalink(wp_insert_post(wp_slash($page)));`);

  /** The colour of the most important button, which the theme decides. */
  const accent = async (person: Person): Promise<string> => {
    const button = await person.find('button', 'Sign in').waitHandle();
    return button.evaluate((element) => getComputedStyle(element).backgroundColor);
  };

  /** Somebody who opens a page, in which is counted what jumps. */
  const visitor = async (address: string, width?: number): Promise<Person> => {
    const person = await Person.at(browser, width);
    await person.countShifts();
    await person.open(address);
    return person;
  };

  /** Nothing has jumped, and nobody complained. */
  const isCalm = async (person: Person): Promise<void> => {
    const sum = await person.shifted();
    assert.ok(sum < 0.005, `things had moved by ${sum}`);
    assert.deepEqual(person.complaints, { console: [], policy: [], outside: [] });
  };

  before(async () => {
    [portal, browser, wordpress] = await Promise.all([DemoServer.start(), openBrowser(), WordPressPeer.open()]);
    await portal.withDatabase((db) =>
      db
        .updateTable('portals')
        .set({ allowed_origins: [wordpress.address] })
        .execute(),
    );
    administrator = await logIn(PEOPLE.administrator, '/wp-admin/plugins.php');
  });

  after(async () => {
    await browser?.close();
    await wordpress?.close();
    await portal?.stop();
  });

  it('is activated and set up by an administrator, whose typing an error does not lose', async () => {
    await Promise.all([administrator.page.waitForNavigation(), administrator.click('link', 'Activate Portico')]);
    await administrator.reads('Plugin activated.');
    const settings = administrator.page.locator('[data-slug="portico"] ::-p-aria([name="Settings"][role="link"])');
    await Promise.all([administrator.page.waitForNavigation(), settings.click()]);
    await administrator.reads(`The portal has to allow this site: ${wordpress.address}`);
    await administrator.fill('Address of the portal', 'javascript:alert("1")');
    await administrator.choose('Look', 'pico');
    await save();
    await administrator.reads(
      'The address of the portal was not saved: it has to begin with https:// and name a server.',
    );
    const field = await administrator.find('textbox', 'Address of the portal').waitHandle();
    assert.deepEqual(await field.evaluate((input) => [(input as HTMLInputElement).value, input.ariaInvalid]), [
      'javascript:alert("1")',
      'true',
    ]);
    assert.deepEqual(kept(), { src: '', script: '', preset: 'pico' });
    await administrator.fill('Address of the portal', `${portal.address}/help/`);
    await administrator.choose('Look', 'wordpress');
    await save();
    await administrator.reads('Settings saved.');
    assert.deepEqual(kept(), { src: `${portal.address}/help`, script: '', preset: 'wordpress' });
    assert.deepEqual(administrator.complaints.console, []);
  });

  it('lets nobody else set it up, and no other site', async () => {
    const former = kept();
    const author = await logIn(PEOPLE.author, SETTINGS);
    await author.reads('Sorry, you are not allowed to access this page.');
    for (const person of [author, administrator]) {
      const status = await person.page.evaluate(async () => {
        const body = new URLSearchParams({ option_page: 'portico', action: 'update', _wpnonce: 'guessed' });
        body.set('portico[src]', 'https://evil.example/help');
        return (await fetch('/wp-admin/options.php', { method: 'POST', body })).status;
      });
      assert.equal(status, 403);
    }
    await author.leave();
    assert.deepEqual(kept(), former);
  });

  it('shows the portal where a shortcode is, in the look of the theme, and changes nothing else of the page', async () => {
    const address = publish('Support', article('<!-- wp:html --><div>[portico heading=""]</div><!-- /wp:html -->'));
    // As the theme of today has it.
    wordpress.php("wp_update_custom_css_post(':where(.wp-site-blocks *:focus) { outline: 2px solid }');");
    const mika = await visitor(address);
    await mika.find('button', 'Sign in').wait();
    assert.equal(await accent(mika), THEME_ACCENT);
    await mika.signIn('mika@lumen.example');
    await mika.click('link', TICKET);
    await mika.find('region', 'Conversation').wait();
    await mika.fill('Reply', 'Typed in a page of WordPress.');
    const outline = await mika.page.$eval('portico-portal', (element) => getComputedStyle(element).outlineStyle);
    assert.equal(outline, 'none', 'the theme outlines the portal, in which something has the focus');
    await isCalm(mika);
    const withPlugin = await mika.page.evaluate(themeLooks);
    const dressed = await mika.page.evaluate(innerLooks);
    await mika.page.evaluate(undress);
    assert.deepEqual(differences(dressed, await mika.page.evaluate(innerLooks)), []);
    await mika.leave();

    const plugin = (act: string) =>
      wordpress.php(`require_once ABSPATH . 'wp-admin/includes/plugin.php'; ${act}('portico/portico.php');`);
    plugin('deactivate_plugins');
    try {
      const other = await visitor(address);
      await other.reads('[portico');
      assert.deepEqual(differences(withPlugin, await other.page.evaluate(themeLooks)), []);
      await other.leave();
    } finally {
      plugin('activate_plugin');
    }
  });

  it('loads nothing in other pages', async () => {
    const person = await visitor(`${wordpress.address}/sample-page/`);
    await person.reads('This is an example page.');
    const ours = person.requests.filter((url) => url.startsWith(portal.address) || url.includes('/plugins/portico/'));
    assert.deepEqual(ours, []);
    await person.leave();
  });

  it('shows the portal where an author put the block, and finds out by itself what it should look like', async () => {
    await administrator.open(wordpress.address + SETTINGS);
    await administrator.choose('Look', 'auto');
    await save();
    await administrator.open(`${wordpress.address}/wp-admin/post-new.php?post_type=page`);
    await administrator.page.waitForFunction(hasEditor);
    const address = await administrator.page.evaluate(writeInEditor);
    await administrator.reads('Whole portal');
    const mika = await visitor(address, 360);
    await mika.find('button', 'Sign in').wait();
    assert.equal(await accent(mika), THEME_ACCENT);
    await mika.signIn('mika@lumen.example');
    await mika.find('link', TICKET).wait();
    await isCalm(mika);
    await mika.leave();
    assert.deepEqual(administrator.complaints.console, []);
  });

  it('lets no author put a script into a page', async () => {
    const block = { element: 'launcher', text: '"><img src=x onerror=alert(1)>', onclick: 'alert(1)', preset: 'none' };
    const address = publish(
      'Hostile',
      `[portico element="script" heading='" onmouseover="alert(1)' base="javascript:alert(1)//" address="history" src="https://evil.example/"
        onclick="alert(1)" style="color:red" preset="none"]
[portico element="link" href="javascript:alert(1)"]
[portico element="link" base="//evil.example" href="/support/"]
<!-- wp:portico/portal ${JSON.stringify(block).replace(/[<>]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)} /-->`,
      PEOPLE.author,
    );
    const person = await visitor(address);
    await person.find('button', 'Sign in').wait();
    const written = await person.page.$$eval('portico-portal, portico-link, portico-launcher', (elements) =>
      elements.map((element) => [
        element.localName,
        ...element.getAttributeNames().map((name) => [name, element.getAttribute(name)]),
      ]),
    );
    const given = [
      ['src', `${portal.address}/help`],
      ['preset', 'auto'],
    ];
    assert.deepEqual(written, [
      ['portico-portal', ...given, ['address', 'history'], ['heading', '" onmouseover="alert(1)']],
      ['portico-link', ...given],
      ['portico-link', ...given, ['href', '/support/']],
      ['portico-launcher', ...given, ['text', '"><img src="x">']],
    ]);
    await person.leave();
  });

  it('takes what it kept with it when it is deleted', async () => {
    administrator.page.once('dialog', (dialog) => void dialog.accept());
    await administrator.open(`${wordpress.address}/wp-admin/plugins.php`);
    await Promise.all([administrator.page.waitForNavigation(), administrator.click('link', 'Deactivate Portico')]);
    await administrator.reads('Plugin deactivated.');
    assert.notEqual(kept(), false);
    await administrator.click('link', 'Delete Portico');
    await administrator.reads('Portico was successfully deleted.');
    assert.equal(kept(), false);
    assert.equal(wordpress.hasPlugin(), false);
    assert.deepEqual(
      wordpress.complaints().filter((line) => line.includes('plugins/portico')),
      [],
    );
  });
});
