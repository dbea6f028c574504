/** As much of XMLHttpRequest as the upload client uses, on top of fetch: Node has none. */
class FetchRequest {
  onload?: () => void;
  onerror?: (error: unknown) => void;
  readonly upload: { onprogress?: (event: { lengthComputable: boolean; loaded: number }) => void } = {};
  status = 0;
  responseText = '';
  readonly #headers = new Headers();
  readonly #abort = new AbortController();
  #method = '';
  #url = '';
  #answer?: Response;

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  getResponseHeader(name: string): string | null {
    return this.#answer?.headers.get(name) ?? null;
  }

  send(body: Blob | null): void {
    const { signal } = this.#abort;
    void fetch(this.#url, { method: this.#method, headers: this.#headers, body, signal })
      .then(async (answer) => {
        this.#answer = answer;
        this.status = answer.status;
        this.responseText = await answer.text();
        if (body) this.upload.onprogress?.({ lengthComputable: true, loaded: body.size });
        this.onload?.();
      })
      .catch((error: unknown) => {
        if (!signal.aborted) this.onerror?.(error);
      });
  }

  abort(): void {
    this.#abort.abort();
  }
}

/** Gives Node what the upload client looks for in a browser. */
export function installXMLHttpRequest(): void {
  Object.assign(globalThis, { XMLHttpRequest: FetchRequest, window: globalThis });
}
