import { updatePreferences } from '../api/operations/preferences.js';
import { type Failure, toFailure } from '../api/problem.js';
import type { PreferenceChanges, Preferences } from '../api/schema.js';
import type { GetSession } from './session-controller.js';
import type { TicketListController } from './ticket-list.js';

/** As the portal has it. */
export const untouched: Preferences = { columnOrder: [], hiddenColumns: [], density: 'comfortable' };

/** How the person likes the list to be: shown at once, kept at the portal after, and as it was when it could not be kept. */
export class PreferencesController {
  /** Why the last change could not be kept. */
  failure?: Failure;
  readonly #list: TicketListController;
  readonly #getSession: GetSession;
  readonly #changed: () => void;
  #kept?: Preferences;
  #undone?: Preferences;
  #busy = false;

  constructor(list: TicketListController, getSession: GetSession, changed: () => void) {
    this.#list = list;
    this.#getSession = getSession;
    this.#changed = changed;
  }

  /** How it is now. */
  get value(): Preferences {
    return this.#list.preferences ?? untouched;
  }

  /** Changes something, at once. */
  change(changes: PreferenceChanges): void {
    if (!this.#busy) this.#kept = this.value;
    this.#list.preferences = { ...this.value, ...changes };
    this.failure = this.#undone = undefined;
    this.#changed();
    if (!this.#busy) void this.#keep();
  }

  /** Does again what could not be kept. */
  retry(): void {
    if (this.#undone) this.change(this.#undone);
  }

  /** One request at a time, so that the last change is the one that stays. */
  async #keep(): Promise<void> {
    this.#busy = true;
    const session = this.#getSession()!;
    const { person } = session;
    // By the time of an answer somebody else may be signed in.
    const isHers = (): boolean => session.person?.id === person?.id;
    try {
      while (isHers() && this.value !== this.#kept) {
        const wanted = this.value;
        await updatePreferences(session.client, wanted);
        this.#kept = wanted;
      }
    } catch (error) {
      if (isHers()) {
        this.failure = toFailure(error);
        this.#undone = this.value;
        this.#list.preferences = this.#kept;
      }
    }
    this.#busy = false;
    this.#changed();
  }
}
