import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Makes a controller for a host that may be in the page already. Such a host connects what is added to it at once, which is in the
 * constructor of the controller's base, where the controller is not made yet: it is added when it is.
 */
export function added<C extends ReactiveController>(
  host: ReactiveControllerHost,
  make: (host: ReactiveControllerHost) => C,
): C {
  let isMade = false;
  const controller = make({
    addController: (other) => isMade && host.addController(other),
    removeController: (other) => host.removeController(other),
    requestUpdate: () => host.requestUpdate(),
    get updateComplete() {
      return host.updateComplete;
    },
  });
  isMade = true;
  host.addController(controller);
  return controller;
}
