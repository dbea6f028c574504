import { html, nothing } from 'lit';
import { UnreadController } from '../../controllers/unread.js';
import { PorticoUnreadChangeEvent } from '../../events/unread-change.js';
import type { WordsOf } from '../../i18n/locale.js';
import { portalLinkWords } from '../../i18n/words/portal-link.js';
import { read, write } from '../../session/store.js';
import { shared } from '../../styles/shared.js';
import { PorticoElement } from '../portico-element.js';
import { linkStyles } from './link.styles.js';

const words = [portalLinkWords] as const;

/**
 * @summary A link to the portal by its name, with the number of unread messages while somebody is signed in.
 * @tag portico-link
 *
 * @attr {string} src - The portal's address, `https://host/<slug>`.
 * @attr {string} profile - Keeps several identities apart on one page.
 * @attr {string} session - What holds the session: a key of the browser's, or with `cookie` a cookie, for pages of the portal's own site.
 * @attr {'auto' | 'bootstrap' | 'tailwind' | 'material' | 'pico' | 'vitepress' | 'docusaurus' | 'starlight' | 'wordpress' | 'hubspot'} preset - What the page was made with, so that the element looks like it; `auto` finds out.
 * @attr {string} href - Where it leads; without it to the portal's own page.
 * @attr {string} for - The id of a `<portico-launcher>` that it opens in place of leading away.
 *
 * @fires {PorticoUnreadChangeEvent} portico-unread-change - When the number of messages that were not read is another.
 *
 * @slot - What it says, in place of “Go to [portal]”.
 *
 * @csspart link - The link.
 * @csspart count - How many messages were not read.
 */
export class PorticoLink extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, linkStyles];
  static override properties = { href: {}, for: {} };

  /** Where it leads. */
  declare href?: string | null;
  /** The id of a launcher. */
  declare for?: string | null;

  #unread = new UnreadController(
    this,
    () => this.session,
    ({ count, isMore }) => this.dispatchEvent(new PorticoUnreadChangeEvent(count, isMore)),
  );
  /** The name that the portal had the last time, and whose it is. */
  #known?: string | undefined;
  #asked?: string;

  /** Moves the focus to the link. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('a')?.focus(options);
  }

  protected override gate(): unknown {
    const { t, session } = this;
    const name = session?.portal.value?.name ?? this.#recall();
    const { count, isMore } = this.#unread.value;
    if (!t.goTo as boolean) return nothing;
    return html`<a part="link" href=${this.href ?? session?.src ?? nothing} @click=${this.#clicked}
      ><slot>${name ? t.goTo(name) : t.tickets}</slot>${
        count
          ? html`<span class="count" part="count" aria-hidden="true">${count}${isMore ? '+' : ''}</span
              ><span class="hide">, ${t.unread(isMore ? count + 1 : count)}</span>`
          : nothing
      }</a
    >`;
  }

  protected override view(): unknown {
    return this.gate();
  }

  // What the page's address says is not its own.
  protected override get hasAddress(): boolean {
    return false;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    super.updated(changed);
    const { session } = this;
    const name = session?.portal.value?.name;
    if (!name || name === this.#known) return;
    this.#known = name;
    void write('sessions', keyOf(session.src), name);
  }

  /** The name from the last time, once it has been looked up. */
  #recall(): string | undefined {
    const src = this.session?.src;
    if (src && src !== this.#asked) {
      this.#asked = src;
      this.#known = undefined;
      void read<string>('sessions', keyOf(src)).then((name) => {
        if (src !== this.#asked) return;
        this.#known ??= name;
        this.requestUpdate();
      });
    }
    return this.#known;
  }

  readonly #clicked = (event: MouseEvent): void => {
    if (!this.for || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    const root = this.getRootNode() as Document | ShadowRoot;
    const launcher = root.getElementById(this.for) as Partial<HTMLElementTagNameMap['portico-launcher']> | null;
    if (!launcher?.open) return;
    event.preventDefault();
    void launcher.open();
  };
}

const keyOf = (src: string): string => `name ${src}`;

declare global {
  interface HTMLElementTagNameMap {
    'portico-link': PorticoLink;
  }
}
