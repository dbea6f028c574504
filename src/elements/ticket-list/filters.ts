import { html } from 'lit';
import type { PropertyFilter } from '../../api/schema.js';
import type { FilterWords } from '../../i18n/en/filters.js';
import type { ListWords } from '../../i18n/en/list.js';
import { dayText } from '../../i18n/format.js';
import { languageOf, loadLocale, type Locale } from '../../i18n/locale.js';
import { filterWords } from '../../i18n/words/filters.js';
import { listWords } from '../../i18n/words/list.js';
import { addStyles } from '../../styles/added.js';
import { cross } from '../../ui/file-icons.js';
import { chevron, icon } from '../../ui/icon.js';
import { handOn } from '../parts.js';
import { cleared, narrowedBy, type Operator, valuesOf, withValues, without } from './conditions.js';
import { filtersStyles } from './filters.styles.js';
import type { ListInsides } from './tools.js';

type Insides = Pick<ListInsides, 'element' | 'list' | 'ask'>;

const dayBegins = (day: string): string => new Date(`${day}T00:00`).toISOString();

const dayEnds = (day: string): string => {
  const date = new Date(`${day}T00:00`);
  date.setDate(date.getDate() + 1);
  return date.toISOString();
};

/** The day of a moment here, as a date field has it. Swedes write dates that way. */
const dayOf = (time: string | undefined, less = 0): string =>
  time && !Number.isNaN(Date.parse(time)) ? new Date(Date.parse(time) - less).toLocaleDateString('sv') : '';

/** What the list can be narrowed by, and what it is narrowed by. Loaded when somebody asks for it, or an address does. */
export class FiltersView {
  readonly #insides: Insides;
  readonly #locale: Locale<ListWords & FilterWords>;

  private constructor(insides: Insides, locale: Locale<ListWords & FilterWords>) {
    this.#insides = insides;
    this.#locale = locale;
  }

  /** Loads the words, and gives the list the look of its filters. */
  static async load(insides: Insides): Promise<FiltersView> {
    const locale = await loadLocale(languageOf(insides.element), [listWords, filterWords]);
    handOn(insides.element, 'panel', 'chips', 'chip');
    addStyles(insides.element.renderRoot, filtersStyles);
    return new FiltersView(insides, locale);
  }

  /** What the list is narrowed by; each can be taken away. */
  chips(): unknown {
    const { t } = this.#locale;
    const { list, ask } = this.#insides;
    return html`<ul class="chips" part="chips" aria-label=${t.activeFilters}>
      ${narrowedBy(list.query).map((what, index) => {
        const text = this.#said(what);
        return html`<li>
          <button
            type="button"
            class="chip small"
            part="chip"
            aria-label=${t.removeFilter(text)}
            @click=${() => this.#remove(what, index)}
          >
            <bdi>${text}</bdi>${icon(cross)}
          </button>
        </li>`;
      })}
      <li>
        <button
          type="button"
          class="plain small"
          part="secondary"
          @click=${() => this.#leave(() => ask({ ...cleared, q: list.query.q }))}
        >
          ${t.clearAll}
        </button>
      </li>
    </ul>`;
  }

  /** What can be asked for. */
  panel(): unknown {
    const { t } = this.#locale;
    const { element, list, ask } = this.#insides;
    const { stages, filters } = element.session!.portal.value!;
    const { query } = list;
    return html`<div role="group" class="filters" aria-label=${t.filters}>
      ${this.#choice(
        t.status,
        query.stage ?? query.status ?? '',
        [['', t.any], ['open', t.open], ['closed', t.closed], ...stages.map(({ id, label }) => [id, label])],
        (value) => {
          const status = value === 'open' || value === 'closed' ? value : undefined;
          ask({ status, stage: status ? undefined : value || undefined });
        },
      )}
      ${this.#range(t.columns.created, 'date', dayOf(query.createdFrom), dayOf(query.createdTo, 1), (from, to) =>
        ask({ createdFrom: from && dayBegins(from), createdTo: to && dayEnds(to) }, true),
      )}
      ${this.#range(
        t.columns['last-activity'],
        'date',
        dayOf(query.activityFrom),
        dayOf(query.activityTo, 1),
        (from, to) => ask({ activityFrom: from && dayBegins(from), activityTo: to && dayEnds(to) }, true),
      )}
      ${filters.map((property) => this.#property(property))}
    </div>`;
  }

  #property({ name, label, type, options }: PropertyFilter): unknown {
    const { t } = this.#locale;
    const { list, ask } = this.#insides;
    const { query } = list;
    const change = (operator: Operator, values: string[], typed?: boolean): void =>
      ask(withValues(list.query, name, operator, values), typed);
    const [value = ''] = valuesOf(query, name);
    switch (type) {
      case 'text':
        return html`<label class="field" part="field"
          ><span part="label">${label}</span
          ><input
            part="control"
            type="text"
            maxlength="200"
            dir="auto"
            .value=${value}
            @input=${(event: Event) => {
              const text = (event.target as HTMLInputElement).value.trim();
              change('words', text ? [text] : [], true);
            }}
        /></label>`;
      case 'number':
      case 'date': {
        const [from = ''] = valuesOf(query, name, 'from');
        const [to = ''] = valuesOf(query, name, 'to');
        return this.#range(label, type, from, to, (least, most) => {
          const after = withValues(list.query, name, 'from', least ? [least] : []);
          ask(withValues({ ...list.query, ...after }, name, 'to', most ? [most] : []), true);
        });
      }
      case 'checkbox':
        return this.#choice(
          label,
          value,
          [
            ['', t.any],
            ['true', t.yes],
            ['false', t.no],
          ],
          (said) => change('is', said ? [said] : []),
        );
      default: {
        const chosen = valuesOf(query, name, 'is');
        return html`<fieldset class="many">
          <legend part="label">${label}</legend>
          <div class="options">
            ${options.map(
              (option) =>
                html`<label
                  ><input
                    type="checkbox"
                    .checked=${chosen.includes(option.value)}
                    @change=${(event: Event) =>
                      change(
                        'is',
                        (event.target as HTMLInputElement).checked
                          ? [...chosen, option.value]
                          : chosen.filter((known) => known !== option.value),
                      )}
                  /><bdi>${option.label}</bdi></label
                >`,
            )}
          </div>
        </fieldset>`;
      }
    }
  }

  #choice(label: string, value: string, options: string[][], chosen: (value: string) => void): unknown {
    return html`<label class="field" part="field"
      ><span part="label">${label}</span
      ><span class="with"
        ><select part="control" @change=${(event: Event) => chosen((event.target as HTMLSelectElement).value)}>
          ${options.map(([key, text]) => html`<option value=${key!} .selected=${key === value}>${text}</option>`)}
        </select>
        ${icon(chevron)}</span
      ></label
    >`;
  }

  #range(
    label: string,
    type: 'date' | 'number',
    from: string,
    to: string,
    chosen: (from: string | undefined, to: string | undefined) => void,
  ): unknown {
    const { t } = this.#locale;
    const changed = (event: Event): void => {
      const [first, second] = (event.target as HTMLElement).closest('fieldset')!.querySelectorAll('input');
      chosen(first!.value || undefined, second!.value || undefined);
    };
    const end = (name: string, value: string): unknown =>
      html`<label
        ><span class="muted small">${name}</span
        ><input part="control" type=${type} step="any" .value=${value} @change=${changed}
      /></label>`;
    return html`<fieldset class="field" part="field">
      <legend part="label">${label}</legend>
      <div class="range">${end(t.from, from)}${end(t.to, to)}</div>
    </fieldset>`;
  }

  /** A filter in words. */
  #said(what: string): string {
    const { t, tag } = this.#locale;
    const { element, list } = this.#insides;
    const { stages, filters } = element.session!.portal.value!;
    const { query } = list;
    const day = (date: string): string => (date ? dayText(tag, new Date(`${date}T00:00`)) : '');
    if (what === 'status') {
      const stage = stages.find(({ id }) => id === query.stage);
      return `${t.status}: ${stage?.label ?? (query.status ? t[query.status] : (query.stage ?? ''))}`;
    }
    if (what === 'created')
      return this.#between(t.columns.created, day(dayOf(query.createdFrom)), day(dayOf(query.createdTo, 1)));
    if (what === 'activity')
      return this.#between(t.columns['last-activity'], day(dayOf(query.activityFrom)), day(dayOf(query.activityTo, 1)));
    const name = what.slice('property:'.length);
    const property = filters.find((known) => known.name === name);
    const label = property?.label ?? name;
    const [from = ''] = valuesOf(query, name, 'from');
    const [to = ''] = valuesOf(query, name, 'to');
    if (property?.type === 'date') return this.#between(label, day(from), day(to));
    if (property?.type === 'number') {
      const number = (text: string): string => text && new Intl.NumberFormat(tag).format(Number(text));
      return this.#between(label, number(from), number(to));
    }
    const values = valuesOf(query, name).map((value) =>
      property?.type === 'checkbox'
        ? value === 'true'
          ? t.yes
          : t.no
        : (property?.options.find((option) => option.value === value)?.label ?? value),
    );
    return `${label}: ${new Intl.ListFormat(tag, { type: 'disjunction', style: 'short' }).format(values)}`;
  }

  #between(label: string, from: string, to: string): string {
    const { t } = this.#locale;
    return `${label}: ${from && to ? `${from} – ${to}` : from ? t.since(from) : t.until(to)}`;
  }

  #remove(what: string, index: number): void {
    const { list, ask } = this.#insides;
    this.#leave(() => ask(without(list.query, what)), index);
  }

  /** The button is gone with its filter; the focus goes to the one in its place, or to the filters. */
  #leave(act: () => void, index = 0): void {
    act();
    const { element } = this.#insides;
    void element.updateComplete.then(() => {
      const chips = element.renderRoot.querySelectorAll<HTMLElement>('.chip');
      const next = chips[Math.min(index, chips.length - 1)];
      (next ?? element.renderRoot.querySelector<HTMLElement>('[data-panel=filters]'))?.focus();
    });
  }
}
