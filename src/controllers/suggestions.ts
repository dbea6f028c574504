import type { PortalClient } from '../api/client.js';
import { suggestArticles } from '../api/operations/articles.js';
import type { Article } from '../api/schema.js';

/** The page's own search: answers articles that may help with what is being asked. */
export type Suggest = (text: string, options: { readonly signal: AbortSignal }) => Promise<readonly Article[]>;

const pause = 300;
const patience = 5000;
const shortest = 3;
const most = 5;

/** What of an answer is an article; a link that could run something is none. */
export function readArticles(answer: unknown, base: string): Article[] {
  if (!Array.isArray(answer)) return [];
  return answer
    .slice(0, most * 2)
    .flatMap((one: Partial<Record<keyof Article, unknown>> | null) => {
      const { title, url, excerpt } = one ?? {};
      if (typeof title !== 'string' || !title.trim() || typeof url !== 'string' || !URL.canParse(url, base)) return [];
      const { protocol, href } = new URL(url, base);
      if (protocol !== 'https:' && protocol !== 'http:') return [];
      return [
        { title: title.slice(0, 300), url: href, excerpt: typeof excerpt === 'string' ? excerpt.slice(0, 500) : null },
      ];
    })
    .slice(0, most);
}

/** Articles that may answer a question, looked for while it is typed. Whatever fails, there are none. */
export class Suggestions {
  readonly #changed: (articles: readonly Article[]) => void;
  #timer?: ReturnType<typeof setTimeout>;
  #abort?: AbortController;
  #text = '';

  constructor(changed: (articles: readonly Article[]) => void) {
    this.#changed = changed;
  }

  /** Looks for what fits a text, soon; a later text takes the place of an earlier one. */
  look(text: string, client: PortalClient | undefined, suggest: Suggest | undefined, base: string): void {
    const wanted = text.trim().slice(0, 300);
    if (wanted === this.#text) return;
    this.stop();
    this.#text = wanted;
    if (wanted.length < shortest) return this.#changed([]);
    this.#timer = setTimeout(() => void this.#ask(wanted, client, suggest, base), pause);
  }

  /** Looks no more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#text = '';
  }

  async #ask(text: string, client: PortalClient | undefined, suggest: Suggest | undefined, base: string) {
    const abort = (this.#abort = new AbortController());
    const timer = setTimeout(() => abort.abort(), patience);
    const given = new Promise<undefined>((resolve) => abort.signal.addEventListener('abort', () => resolve(undefined)));
    const asked = async (): Promise<unknown> =>
      suggest
        ? suggest(text, { signal: abort.signal })
        : client && (await suggestArticles(client, text, abort.signal)).items;
    const answer = await Promise.race([asked().catch(() => undefined), given]);
    clearTimeout(timer);
    if (abort === this.#abort && text === this.#text)
      this.#changed(abort.signal.aborted ? [] : readArticles(answer, base));
  }
}
