import { html, nothing } from 'lit';
import type { ListColumn } from '../../api/schema.js';
import { PreferencesController, untouched } from '../../controllers/preferences.js';
import { inOrder } from '../../controllers/ticket-list.js';
import type { ColumnWords } from '../../i18n/en/columns.js';
import { languageOf, loadLocale, type Locale } from '../../i18n/locale.js';
import { columnWords } from '../../i18n/words/columns.js';
import { addStyles } from '../../styles/added.js';
import { icon } from '../../ui/icon.js';
import { down, up } from '../../ui/list-icons.js';
import { handOn } from '../parts.js';
import { columnsStyles } from './columns.styles.js';
import type { ListInsides } from './tools.js';

type Insides = Pick<ListInsides, 'element' | 'list' | 'failed'>;

/** Which columns the list has, in which order, and how close its rows are: as the person likes it. */
export class ColumnsView {
  readonly #insides: Insides;
  readonly #locale: Locale<ColumnWords>;
  readonly #preferences: PreferencesController;
  #moved = '';

  private constructor(insides: Insides, locale: Locale<ColumnWords>) {
    this.#insides = insides;
    this.#locale = locale;
    const { element, list } = insides;
    this.#preferences = new PreferencesController(
      list,
      () => element.session,
      () => element.requestUpdate(),
    );
  }

  /** Loads the words, and gives the list the look of the choice. */
  static async load(insides: Insides): Promise<ColumnsView> {
    const locale = await loadLocale(languageOf(insides.element), [columnWords]);
    handOn(insides.element, 'panel');
    addStyles(insides.element.renderRoot, columnsStyles);
    return new ColumnsView(insides, locale);
  }

  panel(): unknown {
    const { t } = this.#locale;
    const preferences = this.#preferences;
    const { density, columnOrder, hiddenColumns } = preferences.value;
    const all = this.#all();
    const { list } = this.#insides;
    // What is changed before that is known would take the place of all that was chosen before.
    const isKnown = list.page.state !== 'pending' || list.preferences;
    const isTouched = density !== untouched.density || columnOrder.length > 0 || hiddenColumns.length > 0;
    return html`${
        preferences.failure
          ? this.#insides.failed(preferences.failure, () => preferences.retry(), `${t.notKept} `)
          : nothing
      }
      <div class="choice" ?inert=${!isKnown}>
        <fieldset>
          <legend part="label">${t.columnsShown}</legend>
          <ol class="columns">
            ${all.map((column, index) => this.#column(column, index, all.length))}
          </ol>
        </fieldset>
        <div class="stack">
          <fieldset>
            <legend part="label">${t.density}</legend>
            ${(['comfortable', 'compact'] as const).map(
              (name) =>
                html`<label class="option"
                  ><input
                    type="radio"
                    name="density"
                    .checked=${density === name}
                    @change=${() => preferences.change({ density: name })}
                  />${t.densities[name]}</label
                >`,
            )}
          </fieldset>
          <button
            type="button"
            class="small"
            part="secondary"
            aria-disabled=${!isTouched}
            @click=${() => isTouched && preferences.change(untouched)}
          >
            ${t.reset}
          </button>
        </div>
      </div>
      <p class="hide" role="status">${this.#moved}</p>`;
  }

  #all(): ListColumn[] {
    return inOrder(this.#insides.element.session!.portal.value!.listColumns, this.#preferences.value.columnOrder);
  }

  #name({ name, label }: ListColumn): string {
    return label ?? this.#locale.t.columns[name as 'number'];
  }

  #column(column: ListColumn, index: number, count: number): unknown {
    const { t } = this.#locale;
    const { hiddenColumns } = this.#preferences.value;
    const label = this.#name(column);
    const isSubject = column.name === 'subject';
    return html`<li>
      <label class="option"
        ><input
          type="checkbox"
          .checked=${isSubject || !hiddenColumns.includes(column.name)}
          ?disabled=${isSubject}
          @change=${(event: Event) => this.#show(column.name, (event.target as HTMLInputElement).checked)}
        /><bdi>${label}</bdi></label
      ><button
        type="button"
        class="plain small"
        part="secondary"
        aria-label=${t.moveUp(label)}
        aria-disabled=${index === 0}
        @click=${() => this.#move(index, -1)}
      >
        ${icon(up)}</button
      ><button
        type="button"
        class="plain small"
        part="secondary"
        aria-label=${t.moveDown(label)}
        aria-disabled=${index === count - 1}
        @click=${() => this.#move(index, 1)}
      >
        ${icon(down)}
      </button>
    </li>`;
  }

  #show(name: string, isShown: boolean): void {
    const { hiddenColumns } = this.#preferences.value;
    const others = hiddenColumns.filter((known) => known !== name);
    this.#preferences.change({ hiddenColumns: isShown ? others : [...others, name] });
  }

  /** Moves a column, and the focus with it. */
  #move(index: number, by: -1 | 1): void {
    const all = this.#all();
    const [column] = all.splice(index, 1);
    const place = index + by;
    if (!column || place < 0 || place > all.length) return;
    all.splice(place, 0, column);
    this.#moved = this.#locale.t.moved(this.#name(column), place + 1, all.length);
    this.#preferences.change({ columnOrder: all.map(({ name }) => name) });
    const { element } = this.#insides;
    void element.updateComplete.then(() => {
      const item = element.renderRoot.querySelector(`.columns li:nth-child(${place + 1})`);
      const buttons = item?.querySelectorAll('button');
      buttons?.[by < 0 ? 0 : 1]?.focus();
    });
  }
}
