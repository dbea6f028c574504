import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PortalClient } from '../api/client.js';
import { unauthorized } from '../api/problem.js';
import type { Session } from '../session/session.js';
import { Run } from './async.js';

/** How a controller learns its session; the answer may change while its host lives. */
export type GetSession = () => Session | undefined;

/**
 * What every controller does with its session: loads when somebody is signed in, keeps what is shown while the session has expired,
 * drops everything when nobody or somebody else is signed in, and listens only while its host is connected.
 */
export abstract class SessionController implements ReactiveController {
  /** Those whose host is in the page: what comes live is brought to them. */
  static readonly connected = new Set<SessionController>();

  /** Where it shows what it has. */
  readonly host: ReactiveControllerHost;
  readonly #getSession: GetSession;
  readonly #runs: Run<unknown>[] = [];
  #session?: Session;
  /** The person, at their portal, whose things these are. */
  #owner?: string;
  #stale = true;
  #connected = false;

  constructor(host: ReactiveControllerHost, getSession: GetSession) {
    this.host = host;
    this.#getSession = getSession;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    SessionController.connected.add(this);
    this.hostUpdate();
  }

  hostUpdate(): void {
    // An update may still come after the host has left the page.
    if (!this.#connected) return;
    const session = this.#getSession();
    if (session === this.#session) return;
    this.#session?.removeEventListener('change', this.#follow);
    this.#session = session;
    session?.addEventListener('change', this.#follow);
    this.#follow();
  }

  hostDisconnected(): void {
    this.#connected = false;
    SessionController.connected.delete(this);
    this.#session?.removeEventListener('change', this.#follow);
    this.#session = undefined;
    for (const run of this.#runs) if (run.stop()) this.#stale = true;
  }

  /** The session, while the host is connected. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** The client, while somebody is signed in. */
  protected get client(): PortalClient | undefined {
    return this.#session?.state === 'signed-in' ? this.#session.client : undefined;
  }

  /** Has the host render again. */
  protected readonly changed = (): void => this.host.requestUpdate();

  /** Something to load, stopped when the host is disconnected and loaded anew when it is back. */
  protected loads<T>(): Run<T> {
    const run = new Run<T>(this.changed);
    this.#runs.push(run);
    return run;
  }

  /** Loads as soon as somebody is signed in: now, or when it comes to that. */
  refresh(): void {
    this.#stale = !this.client;
    if (!this.#stale) this.load();
  }

  /** Somebody is signed in: loads what is not there yet, or could not be loaded because the session had expired. */
  protected signedIn(): void {
    if (this.#stale || this.#runs.some((run) => unauthorized(run.now.error))) this.refresh();
  }

  /** Loads what is shown. Only called while somebody is signed in. */
  protected load(): void {}

  /** Forgets everything of the former person. */
  protected abstract drop(): void;

  readonly #follow = () => {
    const { state, person } = this.#session ?? {};
    if (state === 'signed-in' || state === 'anonymous') {
      // The same id at another portal is somebody else.
      const owner = person && this.#session!.storageKey + person.id;
      if (owner !== this.#owner) {
        if (this.#owner) this.drop();
        this.#owner = owner;
        this.#stale = true;
      }
      if (person) this.signedIn();
    }
    this.changed();
  };
}
