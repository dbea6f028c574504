import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { DemoServer, openBrowser, Person } from './support.ts';

const TICKET = 'Card B stays empty after a hot swap';

/** Counts what is opened and not closed again. Runs in the page, before anything else. */
function countOpen(): void {
  const open = {
    timers: new Set<unknown>(),
    workers: new Set<unknown>(),
    requests: new Set<unknown>(),
    channels: new Set<unknown>(),
    listeners: new Set<string>(),
  };
  Object.assign(globalThis, { open });
  const {
    setInterval: every,
    clearInterval: never,
    fetch: ask,
    addEventListener: add,
    removeEventListener: drop,
  } = globalThis;
  globalThis.setInterval = ((...given: Parameters<typeof every>) => {
    const id = every(...given);
    open.timers.add(id);
    return id;
  }) as typeof every;
  globalThis.clearInterval = (id) => {
    open.timers.delete(id);
    never(id);
  };
  globalThis.fetch = async (...given) => {
    const request = {};
    open.requests.add(request);
    const end = () => open.requests.delete(request);
    try {
      const answer = await ask(...given);
      if (!answer.body) return answer;
      // An answer is open until all of it was read, or nobody wants the rest.
      const reader = answer.body.getReader();
      const body = new ReadableStream({
        async pull(controller) {
          const { done, value } = await reader.read().catch((error: unknown) => {
            end();
            throw error;
          });
          if (value) controller.enqueue(value);
          if (!done) return;
          end();
          controller.close();
        },
        cancel: () => (end(), reader.cancel()),
      });
      return new Response(body, answer);
    } catch (error) {
      end();
      throw error;
    }
  };
  for (const target of [globalThis, document]) {
    const name = (type: string, listener: unknown) =>
      `${target === document ? 'document' : 'window'} ${type} ${String(listener)}`;
    target.addEventListener = (type: string, listener: never, options?: never) => {
      open.listeners.add(name(type, listener));
      add.call(target, type, listener, options);
    };
    target.removeEventListener = (type: string, listener: never, options?: never) => {
      open.listeners.delete(name(type, listener));
      drop.call(target, type, listener, options);
    };
  }
  const opened = <C extends new (...given: never[]) => object>(Real: C, where: Set<unknown>, end: string): C =>
    new Proxy(Real, {
      construct(target, given, self) {
        const made = Reflect.construct(target, given, self) as Record<string, () => void>;
        where.add(made);
        const close = made[end]!.bind(made);
        made[end] = () => {
          where.delete(made);
          close();
        };
        return made;
      },
    });
  globalThis.Worker = opened(Worker, open.workers, 'terminate');
  globalThis.BroadcastChannel = opened(BroadcastChannel, open.channels, 'close');
}

/** How what is inside an element looks, of what does not come from the page around. Runs in the page. */
function looks(): string[] {
  const asked = ['display', 'padding', 'borderRadius', 'minBlockSize', 'gap', 'cursor', 'fontWeight'] as const;
  const inside = (root: ParentNode): string[] =>
    [...root.querySelectorAll('*')]
      .filter((element) => element.checkVisibility())
      .flatMap((element) => {
        const style = getComputedStyle(element);
        const own = `${element.localName} ${asked.map((name) => style[name]).join(' | ')}`;
        return [own, ...(element.shadowRoot ? inside(element.shadowRoot) : [])];
      });
  return inside((globalThis as unknown as { portal: Element }).portal.shadowRoot!);
}

/** Moves the page's portal into a frame, and answers its frame. Runs in the page. */
function moveIntoFrame(): void {
  const { portal } = globalThis as unknown as { portal: HTMLElement };
  const frame = document.createElement('iframe');
  Object.assign(frame.style, { inlineSize: `${portal.clientWidth}px`, blockSize: '800px', border: '0' });
  portal.parentElement!.append(frame);
  const { body } = frame.contentDocument!;
  Object.assign(body.style, { margin: '0', font: getComputedStyle(portal).font });
  body.append(portal);
}

describe('pages that make it hard', () => {
  let server: DemoServer;
  let browser: Browser;

  before(async () => {
    server = await DemoServer.start();
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('works in a hostile page: no doctype, no style, foreign globals, the library twice', async () => {
    const mika = await Person.at(browser, 1280, 900);
    await mika.open(`${server.address}/hosts/hostile.html`);
    assert.equal(await mika.page.evaluate(() => document.compatMode), 'BackCompat');
    await mika.signIn('mika@lumen.example');
    await mika.click('link', TICKET);
    await mika.find('region', 'Conversation').wait();
    await mika.fill('Reply', 'It works here too.');
    await mika.click('button', 'Send reply');
    await mika.find('article', '').wait();
    await mika.reads('It works here too.');
    // Its own fetch was asked, and its prototype has nothing new.
    const { asked, own, reset } = await mika.page.evaluate(() => {
      const root = document.querySelector('portico-portal')!.shadowRoot!;
      const button = getComputedStyle(root.querySelector('nav a')!);
      return {
        asked: (window as unknown as { asked: string[] }).asked.filter((url) => url.includes('/api/v1/')).length,
        own: Object.keys(Array.prototype),
        reset: [button.display, button.cursor, button.boxSizing],
      };
    });
    assert.ok(asked > 3, `${asked} requests`);
    assert.deepEqual(own, ['last']);
    assert.deepEqual(reset, ['flex', 'pointer', 'border-box']);
    assert.deepEqual(mika.complaints, { console: [], policy: [], outside: [] });
    await mika.leave();
  });

  it('opens above whatever else is on top, and takes the whole of a phone', async () => {
    const visitor = await Person.at(browser, 360, 700);
    await visitor.open(`${server.address}/hosts/hostile.html`);
    await visitor.click('button', 'Help');
    await visitor.find('dialog', 'Wrenfield Support').wait();
    const place = await visitor.page.evaluate(() => {
      const launcher = document.querySelector('portico-launcher')!;
      const panel = launcher.shadowRoot!.querySelector('portico-launcher-panel')!;
      const { x, y, width, height } = panel.shadowRoot!.querySelector('dialog')!.getBoundingClientRect();
      return { onTop: document.elementFromPoint(180, 5) === launcher, box: [x, y, width, height] };
    });
    assert.deepEqual(place, { onTop: true, box: [0, 0, 360, 700] });
    await visitor.page.keyboard.press('Escape');
    await visitor.until(async () => !(await visitor.names('dialog')).length, 'the dialog to be closed');
    assert.deepEqual(visitor.complaints.console, []);
    await visitor.leave();
  });

  it('loads nothing but the loader of a launcher until that is used', async () => {
    const visitor = await Person.at(browser);
    await visitor.open(`${server.address}/hosts/launcher.html`);
    await visitor.find('button', 'Support').wait();
    // The browser has nothing to do, and has been idle since.
    await visitor.page.waitForNetworkIdle({ idleTime: 300 });
    const loaded = () => visitor.requests.filter((url) => url.includes('/assets/') && url.endsWith('.js'));
    assert.deepEqual(
      loaded().map((url) => url.replace(/.*\/assets\//, '')),
      ['launcher.js'],
    );
    assert.ok(!visitor.requests.some((url) => url.includes('/api/')));
    await visitor.click('button', 'Support');
    await visitor.signIn('mika@lumen.example');
    await visitor.find('link', TICKET).wait();
    assert.equal(new URL(visitor.page.url()).hash, '');
    // Loaded anew it counts what is unread, because somebody is signed in.
    await visitor.page.reload();
    await visitor.until(async () => (await visitor.text()).includes('new messages'), 'the number');
    assert.deepEqual(visitor.complaints, { console: [], policy: [], outside: [] });
    await visitor.leave();
  });

  it('goes on after it was moved to another parent and into a dialog', async () => {
    const mika = await Person.at(browser);
    await mika.open(`${server.address}/`);
    await mika.signIn('mika@lumen.example');
    await mika.click('link', 'New ticket');
    await mika.click('button', 'File a support ticket');
    await mika.fill('Subject', 'Half a sentence');
    await mika.page.evaluate(() => {
      const portal = document.querySelector('portico-portal')!;
      const aside = document.createElement('aside');
      document.body.prepend(aside);
      aside.append(portal);
      const dialog = document.createElement('dialog');
      document.body.append(dialog);
      dialog.append(portal);
      dialog.showModal();
    });
    const written = () =>
      mika.page.evaluate(() => {
        const form = document.querySelector('dialog portico-portal')!.shadowRoot!.querySelector('portico-support-form');
        return form?.shadowRoot?.querySelector('input')?.value;
      });
    await mika.until(async () => (await written()) === 'Half a sentence', 'what was begun');
    await mika.page.evaluate(() => document.querySelector('portico-portal')!.navigate({ view: 'tickets' }));
    await mika.reads(TICKET);
    assert.deepEqual(mika.complaints.console, []);
    await mika.leave();
  });

  it('shows every element in a theme, with CSS that looks the same in another page', async () => {
    const visitor = await Person.at(browser, 1280, 900);
    const { page } = visitor;
    const subject = 'Slot B stops mirroring after a hot swap (Dunlin 6)';
    await visitor.open(`${server.address}/theming.html?theme=midnight`);
    await visitor.find('link', subject).wait();
    await visitor.fill('radius', '3px');
    const looks = () =>
      page.evaluate(() => {
        const portal = document.querySelector('portico-portal')!;
        const button = portal.shadowRoot!.querySelector('nav .primary')!;
        const { color, colorScheme } = getComputedStyle(portal);
        const { backgroundColor, borderRadius } = getComputedStyle(button);
        return [color, colorScheme, backgroundColor, borderRadius];
      });
    const onStage = await looks();
    assert.deepEqual(onStage, ['rgb(228, 230, 245)', 'dark', 'rgb(157, 140, 255)', '3px']);
    const css = () => page.$eval('#css', (field) => (field as HTMLTextAreaElement).value);
    await visitor.until(async () => /--portico-radius: 3px/.test(await css()), 'the CSS');
    const copied = await css();
    await visitor.click('button', 'Sign-in');
    await visitor.find('textbox', 'Password').wait();
    await visitor.click('button', 'Link');
    await visitor.reads('Go to Wrenfield Support');
    for (const tag of ['portico-login', 'portico-link', 'portico-launcher'])
      assert.equal(
        await page.$eval(tag, (one) => getComputedStyle(one).getPropertyValue('--portico-accent')),
        '#9d8cff',
        tag,
      );
    await visitor.open(`${server.address}/elements/portico-portal.html`);
    await visitor.find('link', subject).wait();
    await page.evaluate((copied) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(copied);
      document.adoptedStyleSheets.push(sheet);
    }, copied);
    await visitor.until(async () => String(await looks()) === String(onStage), 'the looks of the stage');
    assert.deepEqual(visitor.complaints.policy, []);
    await visitor.leave();
  });

  it('prints a ticket inside the page, and by itself, with nothing that could only be pressed', async () => {
    const mika = await Person.at(browser, 800, 900);
    const { page } = mika;
    await mika.open(`${server.address}/help`);
    await mika.signIn('mika@lumen.example');
    await mika.click('link', 'JAM LOST on two Plovers out of six');
    await mika.find('button', 'Preview').wait();
    await mika.find('button', 'Print').wait();
    const lines = [
      'Two of our six Plovers show',
      'JAM LOST means that',
      'the cold car the night before',
      'It could. The crystal',
    ];
    /** What of the page's own stands where, and what of ours could be pressed or typed in. */
    const look = () =>
      page.evaluate(() => {
        const pressed = (root: ParentNode): string[] =>
          [...root.querySelectorAll('*')].flatMap((one) => [
            ...(one.matches('button:not(.attached *), input, select, textarea, nav a') && one.checkVisibility()
              ? [one.outerHTML.slice(0, 80)]
              : []),
            ...(one.shadowRoot ? pressed(one.shadowRoot) : []),
          ]);
        const own = [...document.querySelectorAll('body > :not(iframe), h1')].map((one) => {
          const { display, color, fontSize, marginBlock } = getComputedStyle(one);
          return [one.localName, display, color, fontSize, marginBlock].join();
        });
        const portal = document.querySelector('portico-portal')!;
        return { own, pressed: pressed(portal.shadowRoot!), width: document.documentElement.scrollWidth };
      });
    await page.evaluate(() => {
      const rules = new CSSStyleSheet();
      rules.replaceSync('@media print { h1 { color: red } p { display: none } }');
      document.adoptedStyleSheets.push(rules);
    });
    await page.emulateMediaType('print');
    const { own, width } = await look();
    await mika.until(
      async () => !(await look()).pressed.length,
      () => 'nothing to press on paper',
    );
    const text = await mika.text();
    for (const line of [...lines, 'plover-jam-lost.png']) assert.ok(text.includes(line), `${line} is missing: ${text}`);
    assert.ok(width <= 800, `${width} px wide`);
    assert.ok(
      own.some((one) => one.startsWith('h1,block,rgb(255, 0, 0)')),
      own.join('\n'),
    );
    await page.evaluate(() => document.querySelector('portico-portal')!.setAttribute('hidden', ''));
    assert.deepEqual((await look()).own, own);
    await page.evaluate(() => document.querySelector('portico-portal')!.removeAttribute('hidden'));
    await page.emulateMediaType('screen');
    await mika.click('button', 'Print');
    const frame = await page.waitForFrame((one) => !!one.parentFrame());
    const isThere = () => frame.evaluate(() => !!document.body.firstElementChild?.shadowRoot?.querySelector('article'));
    await mika.until(isThere, 'the page to be printed');
    const printed = await frame.evaluate(() => {
      const root = document.body.firstElementChild!.shadowRoot!;
      return {
        text: root.textContent.replace(/\s+/g, ' '),
        color: getComputedStyle(root.querySelector('h3')!).color,
        pressed: [...root.querySelectorAll('button:not(.attached *), textarea')].filter((one) => one.checkVisibility()),
      };
    });
    for (const line of [...lines, 'plover-jam-lost.png']) assert.ok(printed.text.includes(line), `${line} is missing`);
    assert.deepEqual([printed.color, printed.pressed], ['rgb(0, 0, 0)', []]);
    assert.deepEqual(mika.complaints, { console: [], policy: [], outside: [] });
    await mika.leave();
  });

  it('goes on in another document, and when it is back, with its looks and what was typed', async () => {
    const ticket = 'JAM LOST on two Plovers out of six';
    const mika = await Person.at(browser);
    const { page } = mika;
    await mika.open(`${server.address}/help`);
    await mika.signIn('mika@lumen.example');
    await mika.click('link', ticket);
    await mika.fill('Reply', 'Half a sentence');
    await mika.find('button', 'Preview').wait();
    const reply = (text?: string): Promise<string> =>
      page.evaluate((text) => {
        const { portal } = globalThis as unknown as { portal: Element };
        const ticket = portal.shadowRoot!.querySelector('portico-ticket')!;
        const field = ticket.shadowRoot!.querySelector('textarea')!;
        if (text) {
          field.value = text;
          field.dispatchEvent(new Event('input', { bubbles: true }));
        }
        return field.value;
      }, text);
    await page.evaluate(() => void Object.assign(globalThis, { portal: document.querySelector('portico-portal') }));
    const before = await page.evaluate(looks);
    const looksAsBefore = () =>
      mika.until(
        async () => JSON.stringify(await page.evaluate(looks)) === JSON.stringify(before),
        'the looks of before',
      );
    await page.evaluate(moveIntoFrame);
    await looksAsBefore();
    assert.equal(await reply(), 'Half a sentence');
    const within = (role: string, name: string) =>
      page.frames()[1]!.locator(`::-p-aria([name="${name}"][role="${role}"])`);
    // What is drawn from now on is drawn there.
    await within('link', 'New ticket').click();
    await within('button', 'File a support ticket').click();
    await within('textbox', 'Subject').wait();
    const padding = await page.evaluate(() => {
      const { portal } = globalThis as unknown as { portal: Element };
      const form = portal.shadowRoot!.querySelector('portico-support-form')!;
      return getComputedStyle(form.shadowRoot!.querySelector('input')!).paddingInline;
    });
    assert.notEqual(padding, '2px');
    await page.goBack();
    await looksAsBefore();
    await reply('Half a sentence, and the rest');
    await page.evaluate(() => {
      document.querySelector('main')!.append((globalThis as unknown as { portal: Element }).portal);
    });
    await looksAsBefore();
    assert.equal(await reply(), 'Half a sentence, and the rest');
    await mika.click('button', 'Send reply');
    await mika.reads('Your reply was sent.');
    // A frame that is taken away takes the portal along, without a word.
    await page.evaluate(moveIntoFrame);
    await page.evaluate(() => {
      const { portal } = globalThis as unknown as { portal: HTMLElementTagNameMap['portico-portal'] };
      document.querySelector('iframe')!.remove();
      portal.navigate({ view: 'tickets' });
      return portal.updateComplete;
    });
    await page.evaluate(() => document.body.append((globalThis as unknown as { portal: Element }).portal));
    await mika.reads(TICKET);
    assert.deepEqual(mika.complaints, { console: [], policy: [], outside: [] });
    await mika.leave();
  });

  it('ends its timers, streams, workers and listeners when it is taken away, and the session’s when one signs out', async () => {
    const mika = await Person.at(browser);
    const { page } = mika;
    await page.evaluateOnNewDocument(countOpen);
    /** How many there are of each, and which listeners of window and document. */
    const open = () =>
      page.evaluate(() => {
        const { listeners, ...others } = (globalThis as unknown as { open: Record<string, Set<unknown>> }).open;
        const count = Object.entries(others).map(([name, { size }]) => `${size} ${name}`);
        // The first two words say where and what for.
        return [...count, ...[...listeners!].map((one) => String(one).split(' ', 2).join(' ')).sort()];
      });
    const put = () =>
      page.evaluate(() =>
        document.querySelector('main')!.append((globalThis as unknown as { portal: Element }).portal),
      );
    const take = () => page.evaluate(() => (globalThis as unknown as { portal: Element }).portal.remove());
    await mika.open(`${server.address}/help`);
    await page.evaluate(() => void Object.assign(globalThis, { portal: document.querySelector('portico-portal') }));
    await mika.signIn('mika@lumen.example');
    await mika.click('link', TICKET);
    await mika.fill('Reply', 'Half a sentence');
    await mika.find('button', 'Preview').wait();
    await mika.until(async () => (await open()).includes('1 requests'), 'the stream');
    let left: string[] = [];
    const isSession = async () => {
      left = await open();
      // The session is the page’s: it looks for its end, and like its outbox hears of other tabs.
      return left.slice(0, 4).join() === '1 timers,0 workers,0 requests,2 channels';
    };
    await take();
    await mika.until(isSession, () => `all of the portal to be closed: ${left.join(', ')}`);
    const after = left;
    assert.ok(
      !after.some((one) => /scroll|hashchange|popstate|beforeunload|keydown|pointer/.test(one)),
      after.join(', '),
    );
    for (let time = 0; time < 2; time++) {
      await put();
      await mika.find('textbox', 'Reply').wait();
      await mika.until(async () => (await open()).includes('1 requests'), 'the stream again');
      await take();
      await mika.until(isSession, () => `all of the portal to be closed again: ${left.join(', ')}`);
    }
    assert.deepEqual(left, after);
    await put();
    await mika.click('button', 'Sign out');
    await mika.find('button', 'Sign in').wait();
    await take();
    await mika.until(
      async () => (await open()).slice(0, 4).join() === '0 timers,0 workers,0 requests,2 channels',
      'all of the session to be closed',
    );
    await mika.leave();
  });

  it('leaves nothing behind when it is taken away, ten times', async () => {
    const mika = await Person.at(browser);
    await mika.open(`${server.address}/`);
    await mika.signIn('mika@lumen.example');
    await mika.reads(TICKET);
    // What was found for signing in is let go.
    await mika.page.reload();
    await mika.reads(TICKET);
    const session = await mika.page.createCDPSession();
    const put = () =>
      mika.page.evaluate(() => {
        document.querySelector('portico-portal')?.remove();
        const portal = document.createElement('portico-portal');
        portal.setAttribute('src', '/help');
        document.querySelector('.portal-frame')!.append(portal);
      });
    // No handle of what is seen: that would keep it.
    const rows = () => mika.reads(TICKET);
    const left = async () => {
      await mika.page.evaluate(() => document.querySelector('portico-portal')?.remove());
      await session.send('HeapProfiler.collectGarbage');
      const { objects } = await session.send('Runtime.queryObjects', {
        prototypeObjectId: (
          await session.send('Runtime.evaluate', { expression: `customElements.get('portico-portal').prototype` })
        ).result.objectId!,
      });
      const { result } = await session.send('Runtime.callFunctionOn', {
        objectId: objects.objectId!,
        functionDeclaration: 'function () { return this.length }',
        returnByValue: true,
      });
      await session.send('Runtime.releaseObject', { objectId: objects.objectId! });
      const { listeners } = await session.send('DOMDebugger.getEventListeners', {
        objectId: (await session.send('Runtime.evaluate', { expression: 'window' })).result.objectId!,
      });
      const { jsEventListeners, nodes } = await session.send('Memory.getDOMCounters');
      return { portals: result.value as number, listeners: listeners.length, jsEventListeners, nodes };
    };
    // What stays for the page, as its session, is there after the first time.
    await put();
    await rows();
    const first = await left();
    for (let time = 0; time < 10; time++) {
      await put();
      await rows();
    }
    let last = first;
    await mika.until(
      async () => {
        last = await left();
        // The browser may hold on to what the pointer was over last.
        return last.portals <= 1;
      },
      () => `the portals to be collected: ${JSON.stringify([first, last])}`,
    );
    assert.equal(last.listeners, first.listeners);
    assert.ok(last.jsEventListeners <= first.jsEventListeners + 5, JSON.stringify([first, last]));
    assert.ok(last.nodes <= first.nodes + 200, JSON.stringify([first, last]));
    await mika.leave();
  });
});
