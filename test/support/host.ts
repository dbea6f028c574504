import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A host without templates: it counts how often it was asked to render, and hands the life cycle on. */
export class TestHost implements ReactiveControllerHost {
  /** How often a controller wished a rendering. */
  updates = 0;
  readonly #controllers: ReactiveController[] = [];
  #connected = false;

  get updateComplete(): Promise<boolean> {
    return Promise.resolve(true);
  }

  addController(controller: ReactiveController): void {
    this.#controllers.push(controller);
    // As Lit does it.
    if (this.#connected) controller.hostConnected?.();
  }

  removeController(controller: ReactiveController): void {
    this.#controllers.splice(this.#controllers.indexOf(controller), 1);
  }

  requestUpdate(): void {
    this.updates++;
  }

  /** Enters the page. */
  connect(): void {
    this.#connected = true;
    for (const controller of this.#controllers) controller.hostConnected?.();
  }

  /** Renders, as when its session has changed. */
  update(): void {
    for (const controller of this.#controllers) controller.hostUpdate?.();
  }

  /** Leaves the page. */
  disconnect(): void {
    this.#connected = false;
    for (const controller of this.#controllers) controller.hostDisconnected?.();
  }
}
