import { css } from 'lit';
import type { Message } from '../../api/schema.js';
import type { SafeContent } from '../../content/message.js';
import { addStyles } from '../../styles/added.js';

/** A picture has a place of one size before and after it has come, unless its message says which. */
const styles = css`
  .body .own {
    inline-size: min(100%, 24em);
    block-size: 14em;
    object-fit: scale-down;
    object-position: 0;
    vertical-align: bottom;
  }
  .body .own[width][height] {
    inline-size: auto;
    block-size: auto;
  }
  .body .own:not([src]) {
    border-color: transparent;
    font-size: inherit;
    background: var(--_tint);
  }
`;

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
  element: HTMLElement,
  pictures: SafeContent['pictures'],
  { attachments }: Message,
  link: (attachmentId: string) => Promise<string>,
  without: (attachmentId: string) => void,
): void {
  addStyles(element.shadowRoot!, styles);
  for (const [image, id] of pictures) {
    const giveUp = (): void => {
      image.replaceWith(image.alt);
      without(id);
    };
    if (!attachments.some((file) => file.id === id && file.state === 'ready' && /^image\/(?!svg)/.test(file.type))) {
      giveUp();
      continue;
    }
    image.className = 'own';
    image.addEventListener('error', giveUp, { once: true });
    shows.set(image, () => void link(id).then((url) => (image.src = url), giveUp));
    observer.observe(image);
  }
}
