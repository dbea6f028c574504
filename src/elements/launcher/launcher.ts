import type { Route } from '../route.js';
import type { GetToken } from '../../session/host.js';
import type { LauncherPanel } from './panel.js';

// Text on a colour that the page chose is white as long as that has 4.5:1, else black.
const styles = `
:host{display:inline-block;position:relative}
:host([corner]){position:fixed;z-index:var(--portico-launcher-layer,1000);inset-block-end:var(--portico-launcher-inset,1.25em);inset-inline-end:var(--portico-launcher-inset,1.25em)}
:host([corner^=top]){inset-block:var(--portico-launcher-inset,1.25em) auto}
:host([corner$=start]){inset-inline:var(--portico-launcher-inset,1.25em) auto}
button{font:inherit;line-height:1.3;font-weight:600;letter-spacing:inherit;cursor:pointer;min-block-size:2.75em;margin:0;padding:.5em 1.25em;border:1px solid transparent;border-radius:var(--portico-launcher-radius,2em);background:var(--portico-launcher-background,var(--portico-accent,CanvasText));color:var(--portico-launcher-color,var(--portico-on-accent,Canvas))}
button,.failure{-webkit-text-fill-color:currentColor;-webkit-text-stroke:0}
:host([corner]) button{box-shadow:0 2px 12px #0003}
button:focus-visible{outline:2px solid var(--portico-focus,var(--portico-accent,CanvasText));outline-offset:2px}
[aria-busy=true]{cursor:progress}
.count{line-height:1.3;position:absolute;inset-block-start:-.5em;inset-inline-end:-.25em;min-inline-size:1.6em;box-sizing:border-box;padding:.15em .4em;border-radius:1em;font-size:.75em;font-weight:600;text-align:center;background:var(--portico-danger,#c2122f);color:#fff;border:1px solid transparent;pointer-events:none}
.said{position:absolute;clip-path:inset(50%);inline-size:1px;block-size:1px;overflow:hidden;white-space:nowrap}
.failure{position:absolute;inset-block-end:calc(100% + .5em);inset-inline-end:0;inline-size:max-content;max-inline-size:min(20em,90vw);padding:.5em .75em;border:1px solid;border-radius:.5em;background:Canvas;color:CanvasText}
:host([hidden]),[hidden]{display:none}
@supports (color:color(from currentColor xyz x y z)){button,.count{--_y:clamp(0,(.1833 - y)*999999,1.1)}button{color:var(--portico-launcher-color,var(--portico-on-accent,color(from var(--portico-launcher-background,var(--portico-accent,CanvasText)) xyz var(--_y) var(--_y) var(--_y)/1)))}.count{color:color(from var(--portico-danger,#c2122f) xyz var(--_y) var(--_y) var(--_y)/1)}}
`;

/** When nothing else has to be done, but soon. */
const idle = (act: () => void) => globalThis.requestIdleCallback?.(act, { timeout: 2000 }) ?? setTimeout(act);

/**
 * @summary A button that opens the portal in a dialog or a sheet. Until it is used it is a small loader.
 * @tag portico-launcher
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 * @attr {'auto' | 'bootstrap' | 'tailwind' | 'material' | 'pico' | 'vitepress' | 'docusaurus' | 'starlight' | 'wordpress' | 'hubspot'} preset - What the page was made with, so that the element looks like it; `auto` finds out.
 * @attr {'canvas'} images - With `canvas` the portal's pictures are drawn, for a page whose policy lets it ask the portal and show no images of it.
 * @attr {'dialog' | 'sheet'} mode - Whether it opens in the middle of the window, or at its side.
 * @attr {string} for - The id of an element of the page that opens it, in place of the button.
 * @attr {string} text - What the button says.
 * @attr {string} label - The button's accessible name, where its text does not say enough.
 * @attr {'bottom-end' | 'bottom-start' | 'top-end' | 'top-start'} corner - The corner of the window it stays in; where it stands in the page without it.
 * @attr {string} heading - A heading in place of the portal's name; empty for none.
 * @attr {string} failure - What is said when the portal could not be loaded.
 *
 * @fires {PorticoUnreadChangeEvent} portico-unread-change - When the number of messages that were not read is another.
 * @fires {PorticoErrorEvent} portico-error - When the portal could not be loaded.
 *
 * @slot - What the button says, in place of `text`.
 *
 * @csspart button - The button, and the main buttons of the portal.
 * @csspart count - How many messages were not read.
 * @csspart failure - That the portal could not be loaded.
 * @csspart dialog - The dialog or the sheet, and questions over it.
 * @csspart close - The button that closes it.
 * @csspart header - The portal's name, navigation and person.
 * @csspart heading - The portal's name.
 * @csspart nav - The navigation.
 * @csspart logo - The portal's logo.
 * @csspart menu-link - A link of the navigation or of the portal's menu, or the button that signs out.
 * @csspart footer - The end of the portal.
 * @csspart view-heading - The heading of a view: of the sign-in, the list, a ticket or a form.
 * @csspart toolbar - Search, filters and order.
 * @csspart select - The choice inside a control of the list's toolbar, beside its name.
 * @csspart table - The tickets.
 * @csspart head - The names of the list's columns, where there is room for them.
 * @csspart sort - The name of a column, which sorts by it.
 * @csspart row - One ticket of the list, or one device of the account.
 * @csspart status - A ticket's status or stage.
 * @csspart panel - The filters, or the choice of columns, while they are open.
 * @csspart chips - The filters that are active.
 * @csspart chip - One of them.
 * @csspart details - A ticket's properties.
 * @csspart message - One message.
 * @csspart avatar - The letter beside a message.
 * @csspart author - Who wrote a message, when and where.
 * @csspart body - What a message says.
 * @csspart day - The day above the messages of a day.
 * @csspart new - Where the new messages begin.
 * @csspart event - A change of the status between messages.
 * @csspart files - The files of a message.
 * @csspart viewer - An image over the whole window.
 * @csspart tools - The buttons above a ticket.
 * @csspart after - What follows the conversation of a closed ticket.
 * @csspart composer - The reply.
 * @csspart formats - The buttons that format a reply.
 * @csspart attachments - The files of what is being written.
 * @csspart articles - Articles that may help.
 * @csspart news - The button that tells of something new.
 * @csspart field - A label with its control, help and error.
 * @csspart label - What a field is called.
 * @csspart control - A field of a form, or a choice.
 * @csspart form - A form: the support form, or one of the sign-in or the account.
 * @csspart provider - A button of an identity provider.
 * @csspart empty - What is said where there is nothing.
 * @csspart secondary - A button that is not a main one.
 * @csspart file - A file of a message.
 * @csspart choice - A form to choose.
 * @csspart section - A section of the account.
 * @csspart notice - What went wrong.
 * @csspart banner - A line above: that the connection is lost, or that staff looks on.
 * @csspart waiting - What waits to be sent.
 *
 * @cssprop [--portico-accent] - Background of the button; the portal inside takes it and every other token of a portal.
 * @cssprop [--portico-danger] - Background of the number of unread messages.
 * @cssprop [--portico-launcher-inset=1.25em] - How far from the corner it stays.
 * @cssprop [--portico-launcher-layer=1000] - Its z-index in the corner; what it opens is above everything.
 * @cssprop [--portico-launcher-radius=2em] - Roundness of the button.
 * @cssprop [--portico-launcher-background=--portico-accent] - Background of the button.
 * @cssprop [--portico-launcher-color=--portico-on-accent] - Text of the button.
 * @cssprop [--portico-launcher-width] - Width of the dialog or the sheet.
 * @cssprop [--portico-launcher-height] - Height of the dialog.
 */
export class PorticoLauncher extends HTMLElement {
  static observedAttributes = ['text', 'label', 'for', 'src', 'profile', 'session', 'mode', 'heading', 'preset'];

  /** Loads what it opens; the define files fill it. */
  static load?: () => Promise<unknown>;

  /** The page's own login. */
  declare getToken?: GetToken;

  readonly #button = document.createElement('button');
  readonly #text = document.createElement('slot');
  readonly #count = document.createElement('span');
  readonly #said = document.createElement('span');
  readonly #failure = document.createElement('span');
  #panel?: LauncherPanel;
  #root?: Node;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    this.adoptedCallback();
    const button = this.#button;
    button.type = 'button';
    button.part = 'button';
    button.ariaHasPopup = 'dialog';
    this.#count.className = this.#count.part.value = 'count';
    this.#count.ariaHidden = 'true';
    this.#said.className = 'said';
    this.#failure.className = this.#failure.part.value = 'failure';
    this.#failure.role = 'alert';
    this.#count.hidden = this.#failure.hidden = true;
    button.append(this.#text, this.#said, this.#count);
    button.onclick = () => void this.open();
    root.append(button, this.#failure);
  }

  /** A style sheet serves one document. */
  adoptedCallback(): void {
    const { defaultView } = this.ownerDocument;
    if (!defaultView) return;
    const sheet = new defaultView.CSSStyleSheet();
    sheet.replaceSync(styles);
    this.shadowRoot!.adoptedStyleSheets = [sheet];
    if (this.getAttribute('preset')) this.#dress().catch(() => {});
  }

  connectedCallback(): void {
    this.#root = this.getRootNode();
    this.#root.addEventListener('click', this.#clicked);
    idle(() => void this.#lookAhead());
  }

  disconnectedCallback(): void {
    this.#root?.removeEventListener('click', this.#clicked);
    this.#panel?.remove();
    this.#panel = undefined;
    this.#count.hidden = true;
    this.#said.textContent = '';
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (name === 'text') this.#text.textContent = value;
    if (name === 'label') this.#button.ariaLabel = value;
    if (name === 'for') this.#button.hidden = value !== null;
    // What it opens inherits it.
    if (name === 'preset') this.#dress().catch(() => {});
    this.#hand();
  }

  /** Opens the portal, at a view or where it was left; whether it is shown. */
  async open(view?: Route['view'], ticket?: string): Promise<boolean> {
    this.#failure.hidden = true;
    this.#button.ariaBusy = 'true';
    try {
      const panel = await this.#load();
      return await panel.open(view, ticket);
    } catch {
      this.#failure.textContent = this.getAttribute('failure') ?? 'This could not be loaded. Try again.';
      this.#failure.hidden = false;
      const code = navigator.onLine ? 'unreachable' : 'offline';
      this.dispatchEvent(Object.assign(new Event('portico-error', { bubbles: true, composed: true }), { code }));
      return false;
    } finally {
      this.#button.ariaBusy = null;
    }
  }

  /** Closes it; what was typed stays. */
  close(): void {
    this.#panel?.close();
  }

  /** Without that part of the library it looks as without a preset. */
  async #dress(): Promise<void> {
    const { dress } = await import('../../styles/dress.js');
    dress(this);
  }

  async #load(): Promise<LauncherPanel> {
    await PorticoLauncher.load!();
    if (!this.#panel) {
      const panel = (this.#panel = document.createElement('portico-launcher-panel'));
      panel.told = (count, said) => {
        this.#count.textContent = count;
        this.#count.hidden = !count;
        this.#said.textContent = said && ` ${said}`;
      };
      this.#hand();
      this.shadowRoot!.append(panel);
    }
    return this.#panel;
  }

  /** Hands on what the page says. */
  #hand(): void {
    const panel = this.#panel;
    if (!panel) return;
    if (this.getToken) panel.getToken = this.getToken;
    for (const name of ['src', 'profile', 'session', 'mode', 'heading']) {
      const value = this.getAttribute(name);
      if (value === null) panel.removeAttribute(name);
      else panel.setAttribute(name, value);
    }
  }

  readonly #clicked = (event: Event): void => {
    const id = this.getAttribute('for');
    if (!id || event.defaultPrevented) return;
    if (!event.composedPath().some((target) => (target as Partial<Element>).id === id)) return;
    event.preventDefault();
    void this.open();
  };

  /** Counts what is unread where somebody was signed in, and hears what the page has called before. */
  async #lookAhead(): Promise<void> {
    const isWanted =
      this.getAttribute('session') === 'cookie' ||
      (window.portico instanceof Array && window.portico.length) ||
      (await wasSignedIn(this.getAttribute('src') ?? '', this.getAttribute('profile') ?? ''));
    if (isWanted && this.isConnected) await this.#load().catch(() => {});
  }
}

/** Whether a session is kept in this browser; looked for without the library, and without making what is not there. */
function wasSignedIn(src: string, profile: string): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    const { origin, pathname } = new URL(src, document.baseURI);
    const request = indexedDB.open('portico');
    request.onupgradeneeded = () => request.transaction!.abort();
    request.onerror = () => resolve(false);
    request.onsuccess = () => {
      const { result } = request;
      if (!result.objectStoreNames.contains('sessions')) return resolve(false);
      const kept = result
        .transaction('sessions')
        .objectStore('sessions')
        .count(`${origin}${pathname.replace(/\/+$/, '')} ${profile}\n`);
      kept.onsuccess = () => resolve(kept.result > 0);
      result.close();
    };
  }).catch(() => false);
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-launcher': PorticoLauncher;
  }
}
