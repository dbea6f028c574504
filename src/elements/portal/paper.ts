import { css } from 'lit';
import { addStyles } from '../../styles/added.js';
import type { PorticoElement } from '../portico-element.js';

const styles = css`
  @media print {
    header :is(nav, .push) {
      display: none;
    }
  }
`;

/** Has a portal print nothing that could only be pressed. */
export function forPaper({ localName, renderRoot }: PorticoElement): void {
  if (localName.endsWith('-portal')) addStyles(renderRoot, styles);
}
