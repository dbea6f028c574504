import type { Message } from '../../api/schema.js';
import type { SafeContent } from '../../content/message.js';

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

/** Shows files of a message in their places; one that cannot be had keeps its words there. */
export function showPictures(
  pictures: SafeContent['pictures'],
  { attachments }: Message,
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
    image.addEventListener('error', giveUp, { once: true });
    shows.set(image, () => void link(id).then((url) => (image.src = url), giveUp));
    observer.observe(image);
  }
}
