/**
 * A page of the sign-in with an address of its own, in place of its form or with it: `#/forgotten`, `#/reset/<token>`, `#/signed-out`,
 * `#/expired/tickets/<id>`.
 */
export interface Step {
  readonly name: StepName;
  /** What the link in a mail carries; only the page that was opened may know it. */
  readonly token?: string;
}

/** The steps that links of mails lead to. */
type LinkedStep = 'reset' | 'view-as' | 'link' | 'email' | 'verify' | 'invitation' | 'confirm';

/** The steps that the form stands in, if only because there is nothing to choose from. */
export type FormStep = 'sign-in' | 'signed-out' | 'expired' | 'providers';

/** The steps there are. */
export type StepName = LinkedStep | FormStep | 'forgotten' | 'register' | 'sent' | 'denied' | 'consent';

/** A step that stands in the form's place. */
export type PageStep = Step & { readonly name: Exclude<StepName, FormStep> };

/** Reads a step from a hash; nothing when the hash says something else. */
export function parseStep(hash: string): Step | undefined {
  const [, linked, token, other] =
    /^#\/(?:(reset|view-as|link|email|verify|invitation|confirm)(?:\/([\w-]+))?|(forgotten|register|sent|denied|consent|providers|sign-in|signed-out|expired)(?:\/.*)?)$/.exec(
      hash,
    ) ?? [];
  const name = linked ?? other;
  return name ? { name: name as StepName, token } : undefined;
}

/** Whether a step stands in the form's place. */
export const isPage = (step?: Step): step is PageStep => !!step && !/^(si|ex|p)/.test(step.name);

/** Reads the step from the page's address, and takes a link's token out of there. */
export function takeStep(former?: Step): Step | undefined {
  const { hash } = location;
  // The page's own hashes say nothing of ours.
  if (/^#[^/]/.test(hash)) return former;
  const step = parseStep(hash);
  if (step?.token) replaceHash('#/' + step.name);
  return step?.name === former?.name && !step?.token ? former : step;
}

/** Writes into the page's address which step is shown, and the place to go on at after it; not over a hash of the page's own. */
export function showStep(name: StepName, place = ''): void {
  const { hash } = location;
  if (!/^#[^/]/.test(hash) && parseStep(hash)?.name !== name) replaceHash('#/' + name + place);
}

/** Takes the step out of the page's address. */
export function clearStep(): void {
  const { hash } = location;
  if (parseStep(hash)) replaceHash(placeAfter(hash));
}

/** The hash to go on at: what stands behind the step of a session that has ended. */
export const placeAfter = (hash: string): string => (hash.startsWith('#/expired/') ? '#' + hash.slice(9) : '');

// The page's own state is kept: frameworks put theirs there.
const replaceHash = (hash: string): void =>
  history.replaceState(history.state, '', location.pathname + location.search + hash);
