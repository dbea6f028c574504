/** A page of the sign-in with an address of its own, beside the form that everybody knows: `#/forgotten`, `#/reset/<token>`. */
export interface Step {
  readonly name: StepName;
  /** What the link in a mail carries; only the page that was opened may know it. */
  readonly token?: string;
}

/** The steps there are. */
export type StepName =
  'forgotten' | 'reset' | 'view-as' | 'link' | 'email' | 'register' | 'verify' | 'invitation' | 'denied' | 'consent';

/** Reads a step from a hash; nothing when the hash says something else. */
export function parseStep(hash: string): Step | undefined {
  const [, name, token] =
    /^#\/(forgotten|reset|view-as|link|email|register|verify|invitation|denied)(?:\/([\w-]+))?$/.exec(hash) ?? [];
  return name ? { name: name as StepName, token } : undefined;
}

/** Reads the step from the page's address, and takes a link's token out of there. */
export function takeStep(former?: Step): Step | undefined {
  const { hash } = location;
  // The page's own hashes say nothing of ours.
  if (/^#[^/]/.test(hash)) return former;
  const step = parseStep(hash);
  if (step?.token) replaceHash('#/' + step.name);
  return step?.name === former?.name && !step?.token ? former : step;
}

/** Takes the step out of the page's address. */
export function clearStep(): void {
  if (parseStep(location.hash)) replaceHash('');
}

// The page's own state is kept: frameworks put theirs there.
const replaceHash = (hash: string): void =>
  history.replaceState(history.state, '', location.pathname + location.search + hash);
