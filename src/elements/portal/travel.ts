import { css } from 'lit';
import { addStyles } from '../../styles/added.js';
import type { PorticoElement } from '../portico-element.js';

const styles = css`
  .stage,
  .stage > div {
    position: absolute;
    pointer-events: none;
    view-transition-name: none;
  }
  .stage > div {
    unicode-bidi: plaintext;
    view-transition-name: subject;
  }
  ::part(arriving) {
    /* Nothing else of it is hidden: the ring of its focus is there. */
    -webkit-text-fill-color: transparent;
  }
  .stage::view-transition-group(subject) {
    animation-duration: calc(2 * var(--_time));
  }
  .stage::view-transition-old(subject) {
    display: none;
  }
  .stage::view-transition-new(subject) {
    inset-inline-start: 0;
    inline-size: auto;
    animation: none;
  }
`;

/** A part of a page that has view transitions of its own, where the browser knows them. */
type Scope = HTMLElement & Partial<Pick<Document, 'startViewTransition'>>;

/** How a subject looks, and where it is in the window. */
interface Look {
  readonly words: NodeListOf<ChildNode>;
  readonly type: Record<'font' | 'letterSpacing' | 'textAlign' | 'textWrap' | 'color', string>;
  readonly size: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** Undefined for one that is out of the window. */
function lookOf(subject: Element): Look | undefined {
  const { top, bottom } = subject.closest('a, h3')!.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) return;
  const range = document.createRange();
  range.selectNodeContents(subject);
  const { left, width } = range.getBoundingClientRect();
  const { font, fontSize, letterSpacing, textAlign, textWrap, color } = getComputedStyle(subject);
  const type = { font, letterSpacing, textAlign, textWrap, color };
  return { words: subject.cloneNode(true).childNodes, type, size: parseFloat(fontSize), left, top, width };
}

/**
 * Moves a ticket's subject from its row to the heading, or back, while the view has changed already. The view transition is that of a
 * copy on a stage of its own: what takes part in one cannot be pressed, and all around it stands still until the new state is captured.
 */
export function travel(
  root: ShadowRoot,
  list: HTMLElement,
  find: () => Element | null | undefined,
  duration: number,
): void {
  const { hidden } = list;
  const old = find();
  const from = old && lookOf(old);
  if (!from) return;
  requestAnimationFrame(() => {
    const subject = list.hidden !== hidden && find();
    if (!subject || !lookOf(subject)) return;
    addStyles(root, styles);
    const stage: Scope = document.createElement('div');
    const copy = document.createElement('div');
    const show = ({ words, type, left, top, width }: Look): void => {
      const at = stage.getBoundingClientRect();
      copy.replaceChildren(...words);
      copy.animate(
        {
          ...type,
          // A little more, for no line to break that did not.
          width: `${width + 1}px`,
          inset: '0 auto auto 0',
          // No box counts as one that jumps.
          translate: `${left - at.left}px ${top - at.top}px`,
        },
        { duration: 0, fill: 'forwards' },
      );
    };
    let to: Look | undefined;
    stage.className = 'stage';
    stage.ariaHidden = 'true';
    stage.append(copy);
    root.querySelector('.root')!.prepend(stage);
    show(from);
    subject.part.add('arriving');
    const { ready, finished } = stage.startViewTransition!(() => {
      // By now the list has found its place.
      to = lookOf(subject);
      if (to) show(to);
    });
    const { session } = root.host as PorticoElement;
    const end = (): void => {
      stage.remove();
      subject.part.remove('arriving');
      session!.removeEventListener('change', leave);
    };
    // Nothing of a person is left to be read.
    const leave = (): void => {
      if (session!.state !== 'signed-in') end();
    };
    session!.addEventListener('change', leave);
    ready.then(() => {
      if (!to) return;
      const origin = getComputedStyle(stage).direction === 'rtl' ? '100% 0' : '0 0';
      // Where it was broken into more lines it begins no wider than it becomes.
      const scale = Math.min(from.size / to.size, Math.max(from.width / to.width, 1));
      stage.animate(
        { scale: [scale, 1], transformOrigin: [origin, origin] },
        { pseudoElement: '::view-transition-new(subject)', duration, easing: 'ease' },
      );
    }, end);
    finished.then(end, end);
  });
}
