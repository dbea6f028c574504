// Files by links that need no header.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { pdf, photo, pngChunk } from '../../server/demo/files.ts';
import { FileLinks } from '../../server/files/index.ts';
import { rangeOf } from '../../server/files/range.ts';
import type { Attachment } from '../../src/api/schema.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, type Caller } from './support/caller.ts';
import { makeContact, makePortal, makeTicket, type MadeContact, type MadePortal } from './support/makers.ts';
import { attach, codeOf, linkOf, sendFile } from './support/uploads.ts';

const PNG = photo('photo.png', 1, [250, 0, 0]).bytes();
const PDF = pdf('invoice.pdf', ['Invoice']).bytes();
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
/** As a telephone makes it: lying on its side, with a note that says so. */
const large = () =>
  sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#345' } })
    .withExif({ IFD0: { Make: 'Lumen' } })
    .withMetadata({ orientation: 6 })
    .jpeg();
/** Little to send, 900 million pixels to hold. */
function vast(): Buffer {
  const side = 30_000;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // One bit a pixel, grey.
  header[8] = 1;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(side * (1 + side / 8)))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');

describe('a link of a file', () => {
  let test: TestApp;
  let portal: MadePortal;
  let contact: MadeContact;
  let mika: Caller;
  let files: Record<string, Attachment>;
  let ticket: Awaited<ReturnType<typeof makeTicket>>;

  const read = (url: string, headers: Record<string, string> = {}) =>
    test.app.inject({ url, headers: { host: 'portico.test', ...headers } });
  const isNotThere = async (url: string) => {
    const answer = await read(url);
    assert.equal(answer.statusCode, 404);
    assert.match(String(answer.headers['content-type']), /^text\/html/);
    assert.doesNotMatch(answer.body, /photo|expired|session|Mika/i);
    return answer.body;
  };

  before(async () => {
    test = await testApp();
    portal = await makePortal({ allowed_origins: ['https://docs.portico.test'] });
    contact = await makeContact(portal);
    mika = await signIn(test, portal, contact);
    ticket = await makeTicket(portal, contact, { text: 'Hello' });
    const uploads = await Promise.all([
      sendFile(mika, 'photo.png', PNG),
      sendFile(mika, 'Rechnung “März”.pdf', PDF),
      sendFile(mika, 'drawing.svg', SVG),
      sendFile(mika, 'page.html', HTML),
    ]);
    const [image, document, drawing, page] = await attach(mika, ticket, uploads);
    files = { image: image!, document: document!, drawing: drawing!, page: page! };
  });

  it('shows an image and a PDF in place, and no page may do anything with them', async () => {
    const image = await read(await linkOf(mika, files['image']!.id));
    assert.equal(image.statusCode, 200);
    assert.ok(image.rawPayload.equals(PNG));
    const { headers } = image;
    assert.equal(headers['content-type'], 'image/png');
    assert.match(String(headers['content-disposition']), /^inline; filename="photo\.png"/);
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cache-control'], 'private, no-store');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');

    const document = await read(await linkOf(mika, files['document']!.id));
    assert.equal(document.headers['content-type'], 'application/pdf');
    assert.match(String(document.headers['content-disposition']), /^inline;.*filename\*=UTF-8''Rechnung%20/);
    assert.match(String(document.headers['content-security-policy']), /^default-src 'none'/);
  });

  it('saves everything else, and everything when that is wanted', async () => {
    for (const name of ['drawing', 'page']) {
      const answer = await read(await linkOf(mika, files[name]!.id));
      assert.equal(answer.headers['content-type'], 'application/octet-stream', name);
      assert.match(String(answer.headers['content-disposition']), /^attachment;/, name);
      assert.equal(answer.headers['content-security-policy'], "sandbox; default-src 'none'");
    }
    const image = await read(await linkOf(mika, files['image']!.id, 'download'));
    assert.match(String(image.headers['content-disposition']), /^attachment;/);
    assert.ok(image.rawPayload.equals(PNG));
  });

  it('shows an image small, upright, and without what it says of its place and camera', async () => {
    const [sent] = await attach(mika, ticket, [await sendFile(mika, 'large.jpg', await large().toBuffer())]);
    const answer = await read(await linkOf(mika, sent!.id, 'thumbnail'));
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['content-type'], 'image/webp');
    assert.equal(answer.headers['cache-control'], 'private, no-store');
    const { width, height, exif } = await sharp(answer.rawPayload).metadata();
    assert.deepEqual([width, height, exif], [360, 480, undefined]);
    // A small one is not blown up.
    const small = await sharp((await read(await linkOf(mika, files['image']!.id, 'thumbnail'))).rawPayload).metadata();
    const original = await sharp(PNG).metadata();
    assert.ok(small.width <= original.width && small.height <= original.height);
  });

  it('shows no small image of what is none, is broken, or would be vast', async () => {
    const broken = await large().toBuffer();
    const sent = await attach(mika, ticket, [
      await sendFile(mika, 'vast.png', vast()),
      await sendFile(mika, 'broken.jpg', broken.subarray(0, broken.length / 2)),
    ]);
    const ids = [...sent, files['document']!, files['drawing']!, files['page']!].map(({ id }) => id);
    for (const id of ids) await isNotThere(await linkOf(mika, id, 'thumbnail'));
    // The file itself is there as it was.
    assert.equal((await read(await linkOf(mika, sent[1]!.id))).rawPayload.length, Math.floor(broken.length / 2));
  });

  it('is read by pages of the portal’s own sites, and by no other', async () => {
    for (const purpose of ['view', 'thumbnail'] as const) {
      const url = await linkOf(mika, files['image']!.id, purpose);
      const readBy = async (origin?: string) => {
        const { statusCode, headers } = await read(url, origin === undefined ? {} : { origin });
        assert.equal(statusCode, 200);
        assert.equal(headers['vary'], 'Origin');
        assert.equal(headers['access-control-allow-credentials'], undefined);
        return headers['access-control-allow-origin'];
      };
      for (const own of ['https://docs.portico.test', 'http://portico.test']) assert.equal(await readBy(own), own);
      for (const other of ['https://evil.test', 'null', undefined]) assert.equal(await readBy(other), undefined);
    }
  });

  it('gives parts', async () => {
    const url = await linkOf(mika, files['image']!.id);
    const part = await read(url, { range: 'bytes=1-3' });
    assert.deepEqual([part.statusCode, part.body], [206, 'PNG']);
    assert.equal(part.headers['content-range'], `bytes 1-3/${PNG.length}`);
    assert.equal(part.headers['content-length'], '3');
    const end = await read(url, { range: 'bytes=-8' });
    assert.ok(end.rawPayload.equals(PNG.subarray(-8)));
    const none = await read(url, { range: `bytes=${PNG.length}-` });
    assert.deepEqual([none.statusCode, none.headers['content-range']], [416, `bytes */${PNG.length}`]);
    assert.deepEqual(rangeOf('bytes=5-', 10), { start: 5, end: 9 });
    assert.deepEqual(rangeOf('bytes=0-99', 10), { start: 0, end: 9 });
    for (const whole of [undefined, 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-', 'bytes=5-2'])
      assert.equal(rangeOf(whole, 10), null, whole);
    assert.equal(rangeOf('bytes=-0', 10), 'none');
  });

  it('is good for a minute, for one file and for what it says', async () => {
    const url = await linkOf(mika, files['image']!.id);
    const [, , , , grant] = url.split('/');
    const gone = await isNotThere(`/${portal.slug}/files/nothing/${grant}`);
    const altered = [
      url.replace(files['image']!.id, files['document']!.id),
      url.replace('.v.', '.d.'),
      url.replace(/\.([a-z0-9]+)\.v\./, (_, at: string) => `.${(Number.parseInt(at, 36) + 3600).toString(36)}.v.`),
      url.slice(0, -1) + (url.endsWith('A') ? 'Q' : 'A'),
      url.replace(/[^.]+$/, ''),
      url.replace(/[^/]+$/, 'x'),
    ];
    for (const other of altered) assert.equal(await isNotThere(other), gone, other);
    test.clock.forward(61);
    assert.equal(await isNotThere(url), gone);
  });

  it('is good at its own portal only', async () => {
    const url = await linkOf(mika, files['image']!.id);
    const other = await makePortal();
    await isNotThere(url.replace(portal.slug, other.slug));
  });

  it('is given only for what one may see', async () => {
    const other = await signIn(test, portal, await makeContact(portal));
    for (const id of [files['image']!.id, 'nothing']) {
      const answer = await other.post(`/attachments/${id}/link`, { purpose: 'view' });
      assert.deepEqual([answer.statusCode, codeOf(answer)], [404, 'not-found']);
    }
    const wrong = await mika.post(`/attachments/${files['image']!.id}/link`, { purpose: 'steal' });
    assert.equal(wrong.statusCode, 422);
  });

  it('made with another person’s session shows that person’s files only', async () => {
    const other = await signIn(test, portal, await makeContact(portal));
    const { sessions } = await sessionOf(other);
    const forged = test.options.ports.links.sign({
      attachmentId: files['image']!.id,
      sessionId: sessions,
      purpose: 'view',
      expiresAt: new Date(test.clock.now().getTime() + 60_000),
    });
    await isNotThere(`/${portal.slug}/files/${files['image']!.id}/${forged}`);
  });

  it('is dead when the session is', async () => {
    const short = await signIn(test, portal, contact);
    const url = await linkOf(short, files['image']!.id);
    assert.equal((await read(url)).statusCode, 200);
    await short.request('DELETE', '/session');
    await isNotThere(url);
  });

  it('tells no log whose it is', async () => {
    const url = await linkOf(mika, files['image']!.id);
    test.log.length = 0;
    await read(url);
    assert.ok(test.log.some((line) => line.includes('"operation":"file"')));
    assert.ok(!test.log.join('').includes(url.split('/').at(-1)!));
  });

  it('is signed by the secret, which servers share', () => {
    const grant = { attachmentId: 'a', sessionId: 's', purpose: 'view', expiresAt: new Date(60_000) } as const;
    const signed = new FileLinks('one secret of some length').sign(grant);
    const now = new Date(0);
    assert.deepEqual(new FileLinks('one secret of some length').verify('a', signed, now), grant);
    for (const other of [new FileLinks('another secret'), new FileLinks(null)])
      assert.equal(other.verify('a', signed, now), null);
    assert.equal(new FileLinks('one secret of some length').verify('b', signed, now), null);
  });
});

async function sessionOf(caller: Caller): Promise<{ sessions: string }> {
  const { items } = (await caller.get('/sessions')).json<{ items: { id: string; isCurrent: boolean }[] }>();
  return { sessions: items.find(({ isCurrent }) => isCurrent)!.id };
}
