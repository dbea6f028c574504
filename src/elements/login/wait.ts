import type { LitElement } from 'lit';
import { languageOf, loadLocale } from '../../i18n/locale.js';
import { waitWords } from '../../i18n/words/wait.js';

/** Counts down the seconds that the portal asks to wait: says at each how long it is, and in the end nothing. */
export async function countDown(element: LitElement, seconds: number, say: (text?: string) => void): Promise<void> {
  const until = Date.now() + seconds * 1000;
  const { t } = await loadLocale(languageOf(element), [waitWords]);
  const step = (): void => {
    const left = Math.ceil((until - Date.now()) / 1000);
    say(left > 0 && element.isConnected ? t.waitSeconds(left) : undefined);
    element.requestUpdate();
    if (left > 0 && element.isConnected) setTimeout(step, 1000);
  };
  step();
}
