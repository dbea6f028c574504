import { html } from 'lit';
import type { SafeContent } from '../../content/message.js';
import { languageOf, loadLocale } from '../../i18n/locale.js';
import { pictureWords } from '../../i18n/words/pictures.js';
import type { Body } from './conversation.js';

const shows = new WeakMap<Element, () => void>();

// A link to a file is good for a minute: it is asked for when its picture is nearly seen.
const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      shows.get(target)?.();
    }
  },
  { rootMargin: '300px' },
);

async function put(
  image: HTMLImageElement,
  id: string,
  link: (attachmentId: string) => Promise<string>,
): Promise<void> {
  const [{ show }, url] = await Promise.all([import('../../ui/picture.js'), link(id)]);
  const picture = await show(image, url);
  if (picture !== image) image.replaceWith(picture);
}

/** Shows files of a message in their places; one that cannot be had keeps its words there. */
export function showPictures(
  pictures: SafeContent['pictures'],
  { message: { attachments } }: Body,
  link: (attachmentId: string) => Promise<string>,
  without: (attachmentId: string) => void,
): void {
  for (const [image, id] of pictures) {
    const giveUp = (): void => {
      image.replaceWith(image.alt);
      without(id);
    };
    if (!attachments.some((file) => file.id === id && file.state === 'ready' && /^image\/(?!svg)/.test(file.type))) {
      giveUp();
      continue;
    }
    shows.set(image, () => void put(image, id, link).catch(giveUp));
    observer.observe(image);
  }
}

/** Says in place of asking that images from elsewhere cannot be shown. */
export function refuseImages(body: Body, element: HTMLElement, changed: () => void): void {
  void loadLocale(languageOf(element), [pictureWords]).then(
    ({ t }) => {
      body.refusal = html`<p class="small muted">${t.noImages}</p>`;
      changed();
    },
    () => {},
  );
}
