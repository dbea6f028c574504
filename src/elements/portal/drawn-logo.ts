import { draw } from '../../ui/picture.js';
import type { PorticoPortal } from './portal.js';

/**
 * Puts after an image what stands for the logo that it did not show: the logo drawn, where the portal itself has it, else the name,
 * where no heading says that. Answers whether the image shows the logo itself after all.
 */
export async function stand(image: HTMLImageElement, logo: string): Promise<boolean> {
  const { session } = (image.getRootNode() as ShadowRoot).host as PorticoPortal;
  const from = new URL(logo).origin;
  // Of the page's own an image may be; one that did not come does not come now.
  if (from === origin && !image.getAttribute('src')) {
    image.src = logo;
    return true;
  }
  const copy = image.cloneNode() as HTMLImageElement;
  const picture = from === new URL(session!.src).origin && (await draw(copy, logo).catch(() => null));
  const name = document.createElement('h2');
  name.part.add('heading');
  name.textContent = image.alt;
  if (picture || image.alt) image.after(picture || name);
  return false;
}
