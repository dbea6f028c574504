import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderMail, renderMarkdown, renderPlainText } from '../../server/content/index.ts';
import { xssVectors } from '../support/xss-vectors.ts';

const TAGS = new Set(
  `a abbr b bdi bdo blockquote br caption cite code col colgroup dd del div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 hr i img
  ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr u ul var wbr`.split(
    /\s+/,
  ),
);
const ATTRIBUTE: Record<string, RegExp> = {
  href: /^(https?:\/\/|mailto:|tel:)[^\s"<>]*$/,
  rel: /^noopener noreferrer nofollow$/,
  target: /^_blank$/,
  src: /^(?:https?:\/\/|cid:|attachment:)[^\s"<>]*$/,
  alt: /^[^"<>]*$/,
  dir: /^(ltr|rtl|auto)$/,
  lang: /^[A-Za-z0-9-]+$/,
  scope: /^(row|col)$/,
  width: /^\d+$/,
  height: /^\d+$/,
  colspan: /^\d+$/,
  rowspan: /^\d+$/,
  start: /^\d+$/,
  value: /^\d+$/,
};

/** Reads HTML as strictly as can be: nothing but allowed tags with allowed attributes may contain a bracket. */
function assertInert(html: string, from: string): void {
  const rest = html.replace(
    /<(\/?)([a-z0-9]+)((?: [a-z]+="[^"]*")*)( ?\/)?>/g,
    (_, _closing, tag: string, attributes: string) => {
      assert.ok(TAGS.has(tag), `<${tag}> from ${from}`);
      for (const [, name, value] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
        assert.ok(ATTRIBUTE[name!]?.test(value!), `${name}="${value}" from ${from}`);
      }
      return '';
    },
  );
  assert.doesNotMatch(rest, /[<>]/, `brackets are left from ${from}: ${html}`);
}

/** What it costs this thread: how busy the machine is does not count. */
function milliseconds(run: () => unknown): number {
  const start = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}

describe('every XSS vector', () => {
  for (const [name, render] of Object.entries({ renderMail, renderMarkdown, renderPlainText })) {
    it(`is inert after ${name}`, () => {
      for (const vector of xssVectors) {
        assertInert(render(vector).html, vector);
        assertInert(render(`before\n\n${vector}\n\n<p>after</p>`).html, vector);
        assertInert(render(`<div><table><tr><td>${vector}</td></tr></table></div>`).html, vector);
      }
      assertInert(render(xssVectors.join('\n\n')).html, 'all of them');
    });

    it(`stays what it is when ${name} is followed by another look`, () => {
      for (const vector of xssVectors) {
        const once = render(vector).html;
        const twice = renderMail(once).html;
        assert.equal(renderMail(twice).html, twice, vector);
        assertInert(twice, vector);
      }
    });
  }
});

describe('renderMarkdown', () => {
  it('renders what people write', () => {
    const { html, text } = renderMarkdown(
      'Hello **Tom**,\nsecond line\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    );
    assert.match(html, /<p>Hello <strong>Tom<\/strong>,<br \/>second line<\/p>/);
    assert.match(html, /<ol>\s*<li>one<\/li>/);
    assert.match(html, /<td>2<\/td>/);
    assert.match(text, /^Hello Tom,\nsecond line\n\n1\. one\n2\. two/);
  });

  it('shows HTML as the text it is', () => {
    const { html, text } = renderMarkdown('I typed <b>bold</b> and\n\n<div>\na block\n</div>');
    assert.match(html, /I typed &lt;b&gt;bold&lt;\/b&gt; and/);
    assert.match(html, /<p>&lt;div&gt;<br \/>a block<br \/>&lt;\/div&gt;<\/p>/);
    assert.match(text, /<b>bold<\/b>/);
  });

  it('links addresses, safely and away from the page', () => {
    const { html } = renderMarkdown('see https://a.example/x?y=1&z=2 or [this](relative/page.html)');
    assert.match(
      html,
      /<a href="https:\/\/a\.example\/x\?y=1&amp;z=2" rel="noopener noreferrer nofollow" target="_blank">/,
    );
    assert.match(html, /or this<\/p>/);
  });

  it('shows tasks without form controls', () => {
    assert.match(renderMarkdown('- [x] done\n- [ ] open').html, /<li>☑ done<\/li>\s*<li>☐ open<\/li>/);
  });

  it('stays quick at its worst', () => {
    for (const piece of [
      '>',
      '> ',
      '[',
      '![',
      '*',
      '*a **a ',
      '_a',
      'a_',
      '`a',
      '\n',
      '- ',
      '1. ',
      '|a\n|-\n',
      '[a](b',
      '<a ',
      '<!--',
      '- a\n  ',
      'a**b',
      '\\',
      '#',
      '[a]: b\n',
    ]) {
      const source = piece.repeat(50_000 / piece.length);
      const spent = milliseconds(() => renderMarkdown(source));
      assert.ok(spent < 1500, `${JSON.stringify(piece)} took ${Math.round(spent)} ms`);
    }
  });
});

describe('renderPlainText', () => {
  it('makes paragraphs, lines, quotes and links', () => {
    const { html, text } = renderPlainText(
      'Hi <Tom>,\nsee https://a.example/b(c).\n\n> was this\n>> or that\n\nmail a.b@c.example, please\r\n',
    );
    assert.equal(
      html,
      '<p>Hi &lt;Tom&gt;,<br />see <a href="https://a.example/b(c)" rel="noopener noreferrer nofollow" target="_blank">https://a.example/b(c)</a>.</p>\n' +
        '<blockquote><p>was this</p>\n<blockquote><p>or that</p></blockquote></blockquote>\n' +
        '<p>mail <a href="mailto:a.b@c.example" rel="noopener noreferrer nofollow" target="_blank">a.b@c.example</a>, please</p>',
    );
    assert.ok(text.startsWith('Hi <Tom>,\nsee'));
  });
});

describe('renderMail', () => {
  it('drops style, class, id, scripts, forms and comments', () => {
    const { html } = renderMail(
      '<html><head><title>T</title><style>p{color:red}</style></head><body bgcolor=red><!-- c --><!--[if mso]><p>mso</p><![endif]--><p class="MsoNormal" id="x" style="color:red" onclick="a()">Hi<o:p></o:p></p><form><input name=a><button>b</button></form><script>s()</script></body></html>',
    );
    assert.equal(html, '<p>Hi</p>b');
  });

  it('keeps tables, lists, headings, direction and language', () => {
    const source =
      '<h2>T</h2><table><tr><th colspan="2" scope="col">a</th></tr></table><ol start="3"><li>b</li></ol><p dir="rtl" lang="ar">مرحباً</p>';
    assert.equal(renderMail(source).html, source);
    assert.match(renderMail(source).text, /^T\n\na\n\n3\. b\n\nمرحباً$/);
  });

  it('keeps the sources of remote pictures and drops those of others', () => {
    const { html } = renderMail(
      '<img src="https://t.example/open.gif?id=1" width="1" height="1" style="display:none"><img src="cid:logo@x" alt="Logo" width="48"><img src="data:image/png;base64,AAAA" alt=""><img src="/local.png" alt="">',
    );
    assert.equal(
      html,
      '<img width="1" height="1" src="https://t.example/open.gif?id=1" alt="" /><img width="48" src="cid:logo@x" alt="Logo" /><img alt="" /><img alt="" />',
    );
  });

  it('sets apart what people sign with, as their programs mark it', () => {
    assert.equal(
      renderMail(
        '<div>Hi</div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature"><b>Mika</b></div>',
      ).html,
      '<div>Hi</div><br /><footer><div dir="ltr"><b>Mika</b></div></footer>',
    );
    assert.equal(
      renderMail(
        'Hi<div>Mika<br id="lineBreakAtBeginningOfSignature"><div>Lumen</div></div><blockquote>Old</blockquote>',
      ).html,
      'Hi<div>Mika<footer><div>Lumen</div></footer></div><blockquote>Old</blockquote>',
    );
    assert.equal(
      renderMail('<p>Hi</p><div id="Signature"><p>Tom</p></div><div id="divRplyFwdMsg">From: X</div><div>Old</div>')
        .html,
      '<p>Hi</p><footer><div><p>Tom</p></div></footer><blockquote><div>From: X</div><div>Old</div></blockquote>',
    );
    assert.equal(
      renderPlainText('Hi\n\n-- \nMika\nLumen\n> Old').html,
      '<p>Hi</p>\n<footer><p>Mika<br />Lumen</p></footer>\n<blockquote><p>Old</p></blockquote>',
    );
    assert.doesNotMatch(renderPlainText(`Hi\n--\n${'line\n'.repeat(20)}`).html, /<footer/);
    assert.doesNotMatch(renderPlainText('--\nHi').html, /<footer/);
  });

  it('removes what mail programs hide', () => {
    assert.equal(
      renderMail('<div style="display: none; max-height:0">Preheader</div><p>Hello</p>').html,
      '<p>Hello</p>',
    );
  });

  it('keeps the quotes of Gmail and Apple Mail', () => {
    assert.equal(
      renderMail(
        '<div dir="ltr">New</div><div class="gmail_quote"><div class="gmail_attr">On Monday X wrote:</div><blockquote class="gmail_quote" style="margin:0">Old</blockquote></div>',
      ).html,
      '<div dir="ltr">New</div><div><div>On Monday X wrote:</div><blockquote>Old</blockquote></div>',
    );
    assert.equal(
      renderMail(
        'New<div><br><blockquote type="cite"><div>On 1 May, X wrote:</div><br class="Apple-interchange-newline">Old</blockquote></div>',
      ).html,
      'New<div><br /><blockquote><div>On 1 May, X wrote:</div><br />Old</blockquote></div>',
    );
  });

  it('puts what Outlook quotes into a quote, on the desktop and on the web', () => {
    assert.equal(
      renderMail(
        '<div class="WordSection1"><p>New</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> X</p></div></div><p>Old</p></div>',
      ).html,
      '<div><p>New</p><blockquote><div><div><p><b>From:</b> X</p></div></div><p>Old</p></blockquote></div>',
    );
    assert.equal(
      renderMail(
        '<div>New</div><div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> X</div><div>Old</div>',
      ).html,
      '<div>New</div><blockquote><div dir="ltr"><b>From:</b> X</div><div>Old</div></blockquote>',
    );
  });

  it('shows a mail that only forwards', () => {
    assert.equal(
      renderMail('<div><div id="divRplyFwdMsg">From: X</div><p>Old</p></div>').html,
      '<div><blockquote><div>From: X</div><p>Old</p></blockquote></div>',
    );
    assert.equal(renderMail('<div id="divRplyFwdMsg">From: X</div>').html, '<div>From: X</div>');
  });

  it('takes hostile HTML of 5 MB and 10,000 levels without effort', () => {
    const million = 5_000_000;
    const hostile: Record<string, string> = {
      paragraphs: '<p class="MsoNormal" style="color:red">Hello <span>you</span></p>'.repeat(million / 64),
      'deep and closed': '<div>'.repeat(10_000) + 'x' + '</div>'.repeat(10_000),
      'deep and open': '<b>'.repeat(million / 3),
      'just not too deep': ('<div>a'.repeat(1990) + '</div>'.repeat(1990)).repeat(20),
      'closing what is not open': '<div>'.repeat(1990) + '</b>'.repeat(million / 4),
      'p in depth': '<div>'.repeat(190) + '<p>x'.repeat(million / 4),
      brackets: '<'.repeat(million),
      ampersands: '&'.repeat(million),
      tables: '<table><tr><td>'.repeat(million / 15),
      iframes: '<iframe>'.repeat(million / 8),
      noscript: '<noscript>'.repeat(million / 10),
      foreign: '<svg><math>'.repeat(million / 11),
      quotes: '<div id=divRplyFwdMsg>a</div>'.repeat(million / 29),
      attributes: `<a ${Array.from({ length: 400_000 }, (_, i) => `a${i}=1`).join(' ')}>`,
    };
    for (const [name, source] of Object.entries(hostile)) {
      const spent = milliseconds(() => assertInert(renderMail(source).html, name));
      assert.ok(spent < 3000, `${name} took ${Math.round(spent)} ms`);
    }
  });

  it('says that it has cut', () => {
    assert.match(renderMail(`<p>${'word '.repeat(200_000)}</p>`).html, /<p>\[…\]<\/p>$/);
  });

  it('does not mistake a mark in the mail for its own', () => {
    assert.equal(
      renderMail('<p data-fold="hidden">seen</p><div data-fold="rest">a</div>').html,
      '<p>seen</p><div>a</div>',
    );
  });
});
