import { css } from 'lit';

/** What such an element looks like in every place it stands in. */
export const richStyles = css`
  .rich > * + * {
    margin-block-start: 0.75em;
  }
  .rich :is(h1, h2, h3, h4, h5, h6) {
    font-size: 1em;
  }
  .rich :is(ul, ol) {
    padding-inline-start: 1.5em;
    list-style: revert;
  }
`;

/** Html that somebody else wrote as an element that does nothing; remote images stay away. */
export async function richText(html: string, quote: string): Promise<HTMLElement> {
  const { toFragment } = await import('../content/message.js');
  const element = document.createElement('div');
  element.className = 'rich';
  element.append(toFragment(html, { images: false, quote }).fragment);
  return element;
}
