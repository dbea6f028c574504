/** What tus-js-client sends by, on a fetch. That does not tell how far a body is: that is known piece by piece. */
export class FetchStack {
  readonly #fetch: typeof fetch;

  constructor(given: typeof fetch) {
    this.#fetch = given;
  }

  createRequest(method: string, url: string): FetchRequest {
    return new FetchRequest(method, url, this.#fetch);
  }

  getName(): string {
    return 'FetchStack';
  }
}

interface Answer {
  getStatus(): number;
  getHeader(header: string): string | undefined;
  getBody(): string;
  getUnderlyingObject(): Response;
}

class FetchRequest {
  /** Whether cookies go along. */
  withCredentials = false;
  readonly #method: string;
  readonly #url: string;
  readonly #fetch: typeof fetch;
  readonly #headers = new Headers();
  readonly #abort = new AbortController();
  #tell?: (bytesSent: number) => void;

  constructor(method: string, url: string, given: typeof fetch) {
    this.#method = method;
    this.#url = url;
    this.#fetch = given;
  }

  getMethod(): string {
    return this.#method;
  }

  getURL(): string {
    return this.#url;
  }

  setHeader(header: string, value: string): void {
    this.#headers.set(header, value);
  }

  getHeader(header: string): string | undefined {
    return this.#headers.get(header) ?? undefined;
  }

  setProgressHandler(handler: (bytesSent: number) => void): void {
    this.#tell = handler;
  }

  async send(body: Blob | null = null): Promise<Answer> {
    // Called as a function, as the browser's own has to be.
    const ask = this.#fetch;
    const response = await ask(this.#url, {
      method: this.#method,
      headers: this.#headers,
      body,
      credentials: this.withCredentials ? 'include' : 'omit',
      signal: this.#abort.signal,
    });
    const text = await response.text();
    if (body) this.#tell?.(body.size);
    return {
      getStatus: () => response.status,
      getHeader: (header) => response.headers.get(header) ?? undefined,
      getBody: () => text,
      getUnderlyingObject: () => response,
    };
  }

  async abort(): Promise<void> {
    this.#abort.abort();
  }

  getUnderlyingObject(): this {
    return this;
  }
}
