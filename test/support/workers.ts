const RealWorker = globalThis.Worker;

/** Workers that were started and not ended. */
export const running = new Set<Worker>();

/** What workers said, word by word. */
export const said: unknown[] = [];

/** A real worker that is counted, and heard. */
export class CountedWorker extends RealWorker {
  constructor(...args: ConstructorParameters<typeof Worker>) {
    super(...args);
    running.add(this);
    this.addEventListener('message', ({ data }: MessageEvent<unknown>) => said.push(data));
  }

  override terminate(): void {
    running.delete(this);
    super.terminate();
  }
}

/** A worker of these lines, whatever is asked for. */
export const workerOf = (script: string): typeof Worker =>
  class extends CountedWorker {
    constructor() {
      super(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    }
  };

/** One that the page does not allow. */
export class RefusedWorker extends RealWorker {
  constructor() {
    super(refuse());
  }
}

function refuse(): string {
  throw new DOMException('not here', 'SecurityError');
}

/** Puts another worker in place of the browser's until the test is over. */
export function useWorker(worker: typeof Worker): void {
  said.length = 0;
  running.clear();
  globalThis.Worker = worker;
}

export function restoreWorker(): void {
  globalThis.Worker = RealWorker;
}
