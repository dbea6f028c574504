import assert from 'node:assert/strict';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { LiveEvent } from '../../../src/api/schema.ts';
import type { Caller } from './caller.ts';

/** A page that hears what happens: reads a stream by hand and remembers what it heard. */
export class Listener {
  readonly events: LiveEvent[] = [];
  /** Every byte that came. */
  heard = '';
  lastId: string | undefined;
  status = 0;
  headers: IncomingMessage['headers'] = {};
  #request: ClientRequest | undefined;
  #answer: IncomingMessage | undefined;
  #waiting: (() => void)[] = [];
  #isOver = false;
  readonly #caller: Caller;
  readonly #address: () => string;

  constructor(caller: Caller, address: string | (() => string)) {
    this.#caller = caller;
    this.#address = typeof address === 'string' ? () => address : address;
  }

  /** Begins, or goes on behind the last id; done once the answer has begun. */
  async open(query = ''): Promise<this> {
    this.#isOver = false;
    const path = `/events${query}`;
    const headers = {
      ...(await this.#caller.proofs('GET', path)),
      ...(this.lastId !== undefined && { 'Last-Event-ID': this.lastId }),
    };
    this.#answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const url = this.#address() + this.#caller.pathOf(path);
      this.#request = request(url, { headers: { host: 'portico.test', ...headers }, agent: false }, resolve);
      this.#request.once('error', reject).end();
    });
    this.status = this.#answer.statusCode ?? 0;
    this.headers = this.#answer.headers;
    this.#read(this.#answer);
    return this;
  }

  #read(answer: IncomingMessage): void {
    let rest = '';
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => {
      this.heard += chunk;
      const parts = (rest + chunk).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) this.#take(part);
      this.#wake();
    });
    const over = () => {
      this.#isOver = true;
      this.#wake();
    };
    answer.once('end', over).once('error', over).once('close', over);
  }

  #take(part: string): void {
    const fields = part.split('\n').map((line) => /^(\w*): ?(.*)$/.exec(line) ?? []);
    const value = (name: string) => fields.find(([, given]) => given === name)?.[2];
    this.lastId = value('id') ?? this.lastId;
    const data = value('data');
    if (data !== undefined) this.events.push(JSON.parse(data) as LiveEvent);
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Waits until something holds of what was heard. */
  async until(holds: () => boolean, what: string, ms = 10_000): Promise<void> {
    const deadline = AbortSignal.timeout(ms);
    while (!holds()) {
      await new Promise<void>((resolve, reject) => {
        this.#waiting.push(resolve);
        deadline.addEventListener(
          'abort',
          () => reject(new Error(`waited in vain for ${what}: ${this.kinds.join()}`)),
          {
            once: true,
          },
        );
      });
    }
  }

  async hears(kind: LiveEvent['kind'], ticketId?: string): Promise<LiveEvent> {
    const find = () =>
      this.events.find((event) => event.kind === kind && (ticketId === undefined || event.ticketId === ticketId));
    await this.until(() => find() !== undefined, `${kind} of ${ticketId}`);
    const found = find();
    assert.ok(found);
    return found;
  }

  /** Waits until the server has ended it. */
  async ends(): Promise<void> {
    await this.until(() => this.#isOver, 'the end');
  }

  get kinds(): string[] {
    return this.events.map(({ kind }) => kind);
  }

  /** Leaves. */
  close(): void {
    this.#request?.destroy();
  }
}
