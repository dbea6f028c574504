import { until } from '../support/portal.js';

type Words = string | RegExp;

const says = (text: string, words: Words): boolean =>
  typeof words === 'string' ? text.replace(/\s+/g, ' ').trim() === words : words.test(text);

/** Everything under a node that can be seen, through all shadow roots, in the order of the page. */
function* visible(node: ParentNode): Generator<HTMLElement> {
  for (const element of node.children) {
    if (!(element instanceof HTMLElement)) continue;
    const shown = element.checkVisibility() || getComputedStyle(element).display === 'contents';
    if (!shown) continue;
    yield element;
    if (element.shadowRoot) yield* visible(element.shadowRoot);
    else yield* visible(element);
  }
}

const roles: Record<string, string> = {
  button: 'button, input[type=file]',
  link: 'a[href]',
  heading: 'h2, h3, h4',
  field: 'input, textarea, select',
  row: 'tbody tr:has(.link)',
  table: 'table',
  article: 'article',
  alert: '[role=alert]',
  status: '[role=status]',
  group: 'details',
  mark: 'mark',
  dialog: 'dialog',
  region: 'section[aria-label], [role=region]',
};

/** The name that a screen reader says, as far as our elements give names. */
function nameOf(element: HTMLElement): string {
  const root = element.getRootNode() as ShadowRoot;
  const label =
    element.ariaLabel ??
    [...((element as HTMLInputElement).labels ?? [])]
      .map((each) => {
        const copy = each.cloneNode(true) as HTMLElement;
        copy.querySelectorAll('select').forEach((select) => select.remove());
        return copy.textContent;
      })
      .join(' ');
  const by = element.getAttribute('aria-labelledby');
  return (by ? root.getElementById(by)?.textContent : undefined) ?? (label || element.textContent) ?? '';
}

/** Somebody who uses a page by what it shows and says: roles, names and text, never selectors. */
export class Reader {
  readonly #root: ParentNode;

  constructor(root: ParentNode) {
    this.#root = root;
  }

  /** Everything with a role that is there now. */
  all(role: keyof typeof roles, name: Words = /./s): HTMLElement[] {
    return [...visible(this.#root)].filter((element) => element.matches(roles[role]!) && says(nameOf(element), name));
  }

  /** The first thing with this role and name, as soon as it is there. */
  async find<T extends HTMLElement = HTMLElement>(role: keyof typeof roles, name: Words = /./s): Promise<T> {
    await this.#until(() => this.all(role, name).length > 0, `${role} ${String(name)}`);
    return this.all(role, name)[0] as T;
  }

  /** What can be read now. */
  text(): string {
    let text = '';
    for (const element of visible(this.#root))
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE && node.textContent!.trim()) text += `${node.textContent!.trim()} `;
    return text.replace(/\s+/g, ' ');
  }

  async reads(words: string): Promise<void> {
    await this.#until(() => this.text().includes(words), `"${words}"`);
  }

  async #until(holds: () => boolean, what: string): Promise<void> {
    await until(holds, what).catch((error: Error) => {
      throw new Error(`${error.message}. What can be read: ${this.text()}`);
    });
  }

  async click(role: keyof typeof roles, name?: Words): Promise<void> {
    (await this.find(role, name)).click();
  }

  async fill(name: Words, value: string): Promise<HTMLInputElement> {
    const field = await this.find<HTMLInputElement>('field', name);
    field.value = value;
    field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
    return field;
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.fill('E-mail', email);
    await this.fill('Password', password);
    await this.click('button', 'Sign in');
  }

  /** What describes a field: its help and its error. */
  described(field: HTMLElement): string {
    const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => (field.getRootNode() as ShadowRoot).getElementById(id)?.textContent).join(' ');
  }
}

/** The next event of a kind that an element fires. */
export function heard<K extends keyof HTMLElementEventMap>(
  element: HTMLElement,
  type: K,
): Promise<HTMLElementEventMap[K]> {
  return new Promise((resolve) => element.addEventListener(type, resolve, { once: true }));
}

/** What has the focus, through all shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Whether something sticks out of its place sideways. */
export function overflows(element: HTMLElement): boolean {
  const { left, right } = element.getBoundingClientRect();
  return [...visible(element.shadowRoot!)].some((inner) => {
    const box = inner.getBoundingClientRect();
    const clipped = box.width <= 1 || inner.closest('.body, thead, .hide, .snippet, .who') !== null;
    return !clipped && (box.right > right + 1 || box.left < left - 1);
  });
}

/** Puts an element into a frame of a given width. */
export function narrow(element: HTMLElement, width = 320): void {
  element.style.display = 'block';
  element.style.inlineSize = `${width}px`;
}
