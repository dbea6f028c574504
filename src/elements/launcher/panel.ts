import { html, nothing, type PropertyValues } from 'lit';
import { UnreadController } from '../../controllers/unread.js';
import { PorticoUnreadChangeEvent } from '../../events/unread-change.js';
import type { WordsOf } from '../../i18n/locale.js';
import { launcherWords } from '../../i18n/words/launcher.js';
import { shared } from '../../styles/shared.js';
import { icon } from '../../ui/icon.js';
import { cross } from '../../ui/file-icons.js';
// The launcher may be in another document.
import '../adoption.js';
import { handOn } from '../parts.js';
import { innerParts, PorticoElement } from '../portico-element.js';
import type { Route } from '../route.js';
import { panelStyles } from './panel.styles.js';

const words = [launcherWords] as const;

/** The parts of a portal, as a launcher has them. */
const portalParts = `header, nav, logo, menu-link, footer, ${innerParts.replace(':', ',')}`;

/** What a launcher opens: the portal in a dialog. Private: the launcher makes it. */
export class LauncherPanel extends PorticoElement<WordsOf<typeof words>> {
  static override words = words;
  static override styles = [shared, panelStyles];
  static override properties = { mode: {}, heading: {} };

  /** Whether it is a `sheet` at the side of the window. */
  declare mode?: string | null;
  /** A heading in place of the portal's name. */
  declare heading?: string | null;

  /** Is told how many messages are unread: a short text for the eye, and what it means. */
  told?: (count: string, said: string) => void;

  #unread = new UnreadController(
    this,
    () => this.session,
    ({ count, isMore }) => this.dispatchEvent(new PorticoUnreadChangeEvent(count, isMore)),
  );
  /** The portal is there from the first time on. */
  #wasOpened = false;
  #pressed = false;

  constructor() {
    super();
    // A press and a release beside it close it; a selection that ends there does not.
    this.addEventListener('pointerdown', (event) => (this.#pressed = this.#isBeside(event)));
    this.addEventListener('click', (event) => this.#pressed && this.#isBeside(event) && this.close());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    handOn(this, 'dialog', 'close', ...portalParts.split(', '));
  }

  /** Shows the dialog; whether nobody has cancelled the view that was asked for. */
  async open(view?: Route['view'], ticket?: string): Promise<boolean> {
    this.#wasOpened = true;
    this.requestUpdate();
    await this.updateComplete;
    const dialog = this.#dialog;
    // Its words did not come.
    if (!dialog) throw new Error('not there');
    if (!dialog.open) dialog.showModal();
    const portal = this.renderRoot.querySelector('portico-portal')!;
    return !view || portal.navigate(ticket ? { view: 'ticket', ticketId: ticket } : { view });
  }

  /** Hides it; what was typed stays. */
  close(): void {
    this.#dialog?.close();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { count, isMore } = this.#unread.value;
    this.told?.(count ? `${count}${isMore ? '+' : ''}` : '', count ? this.t.unread(isMore ? count + 1 : count) : '');
  }

  // The portal inside asks for the sign-in.
  protected override gate(): unknown {
    const { t, session } = this;
    return html`<dialog
      part="dialog"
      class=${this.mode === 'sheet' ? 'sheet' : nothing}
      aria-label=${this.heading || session?.portal.value?.name || t.tickets}
    >
      <div class="inside">
        <button
          type="button"
          class="plain close"
          part="close"
          aria-label=${t.closeDialog ?? nothing}
          @click=${() => this.close()}
        >
          ${icon(cross)}
        </button>
        ${
          this.#wasOpened
            ? html`<portico-portal
                exportparts=${portalParts}
                address="memory"
                .session=${session}
                .heading=${this.heading ?? undefined}
              ></portico-portal>`
            : nothing
        }
      </div>
    </dialog>`;
  }

  // What the page's address says is not its own.
  protected override get hasAddress(): boolean {
    return false;
  }

  protected override view(): unknown {
    return this.gate();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #isBeside(event: Event): boolean {
    return event.composedPath()[0] === this.#dialog;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-launcher-panel': LauncherPanel;
  }
}
