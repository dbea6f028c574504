import sanitizeHtml from 'sanitize-html';

/** Deeper elements lose their tags and keep their words; browsers stop at 512 themselves. */
const DEEPEST_ELEMENT = 200;
/** No person's mail comes near this; past it the parser's cost grows with the square of the depth. */
const DEEPEST_SOURCE = 2000;

const INLINE =
  'a abbr b bdi bdo br cite code del em i img ins kbd mark q s samp small span strike strong sub sup u var wbr';
const BLOCKS =
  'blockquote caption col colgroup dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul';

const NO_CONTENT =
  'applet audio embed head math noembed noframes noscript object option script select style svg template textarea title video xml xmp';

/** Thrown for nesting that only an attacker writes. */
export class TooDeep extends Error {}

/** Changes the attributes of an element before the allow-list sees them. */
export type Rewrite = (tag: string, attributes: Record<string, string>) => Record<string, string>;

/**
 * Untrusted HTML to HTML of the allow-list: well-formed, every `<` and `>` in text and attributes escaped, so that what
 * comes out can be read by a simple tokenizer. `rewrite` decides every attribute; it may add `data-fold`, a mark for
 * tidy().
 */
export function sanitize(html: string, rewrite: Rewrite): string {
  let depth = 0;
  return sanitizeHtml(html, {
    allowedTags: [...INLINE.split(' '), ...BLOCKS.split(' ')],
    allowedAttributes: {
      '*': ['dir', 'lang', 'data-fold'],
      a: ['href', 'rel', 'target'],
      img: ['src', 'alt', 'width', 'height'],
      li: ['value'],
      ol: ['start'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'cid', 'attachment'] },
    allowProtocolRelative: false,
    nonTextTags: NO_CONTENT.split(' '),
    nestingLimit: DEEPEST_ELEMENT,
    parser: { lowerCaseTags: true, lowerCaseAttributeNames: true },
    transformTags: {
      center: 'div',
      article: 'div',
      section: 'div',
      header: 'div',
      footer: 'div',
      main: 'div',
      address: 'div',
      '*': (tagName, attribs) => ({ tagName, attribs: rewrite(tagName, attribs) }),
    },
    onOpenTag: () => {
      if (++depth > DEEPEST_SOURCE) throw new TooDeep('nested too deeply');
    },
    onCloseTag: () => {
      depth--;
    },
  });
}
