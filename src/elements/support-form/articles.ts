import { html, nothing } from 'lit';
import type { PortalClient } from '../../api/client.js';
import type { Article } from '../../api/schema.js';
import { type Suggest, Suggestions } from '../../controllers/suggestions.js';
import type { ArticleWords } from '../../i18n/en/articles.js';
import { loadLocale } from '../../i18n/locale.js';
import { articleWords } from '../../i18n/words/articles.js';
import { addStyles } from '../../styles/added.js';
import { articleStyles } from './articles.styles.js';

/** Articles that may answer what is being asked, below the subject. */
export class ArticlesView {
  readonly #words: ArticleWords;
  readonly #changed: () => void;
  readonly #isAsking: () => boolean;
  #articles: readonly Article[] = [];
  #isHidden = false;
  readonly #suggestions = new Suggestions((articles) => {
    // Nothing moves under somebody who has gone on to the next question.
    if (!this.#isAsking() && !this.#articles.length) return;
    this.#articles = articles;
    this.#changed();
  });

  private constructor(words: ArticleWords, changed: () => void, isAsking: () => boolean) {
    this.#words = words;
    this.#changed = changed;
    this.#isAsking = isAsking;
  }

  /** Loads the words too; `isAsking` says whether the subject is being typed. */
  static async load(
    root: ShadowRoot,
    language: string,
    changed: () => void,
    isAsking: () => boolean,
  ): Promise<ArticlesView> {
    const { t } = await loadLocale(language, [articleWords]);
    addStyles(root, articleStyles);
    return new ArticlesView(t, changed, isAsking);
  }

  /** Looks for what fits a subject: with the page's own search, else the portal's. */
  look(subject: string, client: PortalClient | undefined, suggest: Suggest | undefined): void {
    this.#suggestions.look(subject, client, suggest, document.baseURI);
  }

  /** Looks no more. */
  stop(): void {
    this.#suggestions.stop();
  }

  render(): unknown {
    const words = this.#words;
    const articles = this.#isHidden ? [] : this.#articles;
    return html`<p class="hide" role="status">${articles.length ? words.articlesFound(articles.length) : nothing}</p>
      ${
        articles.length
          ? html`<section class="articles" part="articles" aria-labelledby="articles-title">
              <div class="row">
                <h4 id="articles-title">${words.articles}</h4>
                <button type="button" class="plain small push" @click=${this.#hide}>${words.articlesHide}</button>
              </div>
              <ul>
                ${articles.map(
                  ({ title, url, excerpt }) =>
                    html`<li>
                      <a href=${url} target="_blank" rel="noopener noreferrer nofollow" dir="auto">${title}</a>
                      ${excerpt ? html`<p class="small muted" dir="auto">${excerpt}</p>` : nothing}
                    </li>`,
                )}
              </ul>
            </section>`
          : nothing
      }`;
  }

  #hide = (): void => {
    this.#isHidden = true;
    this.#changed();
  };
}
