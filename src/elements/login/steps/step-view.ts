import { html, type LitElement } from 'lit';
import type { Entered } from '../../../controllers/entry.js';
import type { GetSession } from '../../../controllers/session-controller.js';
import type { CoreWords } from '../../../i18n/en/core.js';
import type { SpokenFailure } from '../../../i18n/problems.js';
import type { Step, StepName } from '../../../session/step.js';

/** What a step shows in place of the sign-in's form. */
export interface StepView {
  render(step: Step): unknown;
}

/** What a step needs of the sign-in it stands in. */
export interface StepHost {
  readonly element: LitElement;
  readonly session: GetSession;
  readonly language: string;
  readonly t: CoreWords;
  /** The address that was typed so far. */
  readonly email: () => string;
  /** The page that a link in a mail is to lead to. */
  readonly returnTo: () => string | undefined;
  readonly failed: (failure: SpokenFailure, retry?: () => void) => unknown;
  readonly time: (at: string) => unknown;
  /** Goes to another step. */
  readonly go: (to: StepName) => void;
  /** Says in the page's address what is shown now, without going anywhere. */
  readonly shows: (what: StepName) => void;
  /** Goes back to the sign-in, with a word of success. */
  readonly done: (success?: string) => void;
  /** Leaves the step as somebody who is in; or, when only the account is there, for the sign-in with a word of success. */
  readonly entered: (how: Entered, success?: string) => void;
}

/** A link to a step. */
export const stepLink = (to: StepName, label: string): unknown =>
  html`<a href=${`${location.pathname}${location.search}#/${to}`}>${label}</a>`;
