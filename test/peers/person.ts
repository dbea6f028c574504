/** What a provider sends somebody back with. */
export interface SentBack {
  readonly url: string;
  /** The fields of a form that the browser would post; null for an address. */
  readonly form: Record<string, string> | null;
}

/** A person at the pages of an identity provider: follows redirects, keeps cookies, fills in the forms there are. */
export class PersonAtProvider {
  readonly #cookies = new Map<string, string>();
  readonly #answers: Record<string, string>;

  /** `answers`: what is typed into the fields of these names. */
  constructor(answers: Record<string, string>) {
    this.#answers = answers;
  }

  /** Goes where the portal sent them until they are sent back to an address that begins so. */
  async goUntil(start: string, end: string): Promise<SentBack> {
    let url = start;
    let form: Record<string, string> | null = null;
    for (let step = 0; step < 20; step += 1) {
      if (url.startsWith(end)) return { url, form };
      const answer = await this.#ask(url, form);
      const location = answer.headers.get('location');
      if (location !== null) {
        [url, form] = [new URL(location, url).href, null];
        continue;
      }
      const page = formOf(await answer.text());
      if (!page) throw new Error(`Nothing to go on with at ${url} (${answer.status})`);
      url = new URL(page.action, url).href;
      form = Object.fromEntries(page.fields.map(([name, value]) => [name, this.#answers[name] ?? value]));
    }
    throw new Error(`Still at ${url}`);
  }

  async #ask(url: string, form: Record<string, string> | null): Promise<Response> {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}

/** The last form of a page. */
function formOf(html: string): { action: string; fields: [string, string][] } | undefined {
  const [, attributes = '', inside = ''] = [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].at(-1) ?? [];
  if (inside === '') return;
  const of = (tag: string, name: string) =>
    new RegExp(`\\b${name}="([^"]*)"`)
      .exec(tag)?.[1]
      ?.replaceAll(/&(amp|quot|lt|gt|#x3A|#x2F);/g, (_, entity: string) => ENTITIES[entity] ?? '');
  const fields = [...inside.matchAll(/<(?:input|button)\b[^>]*>/g)].flatMap(([tag]): [string, string][] => {
    const name = of(tag, 'name');
    return name ? [[name, of(tag, 'value') ?? '']] : [];
  });
  return { action: of(attributes, 'action') ?? '', fields };
}

const ENTITIES: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>', '#x3A': ':', '#x2F': '/' };
