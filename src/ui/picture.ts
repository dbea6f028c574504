import { areDrawn } from './drawn.js';

/** A picture as it stands in the page. */
export type Picture = HTMLImageElement | HTMLCanvasElement;

/** So many pixels a canvas holds in every browser, with a margin for rounding. */
const most = 16_700_000;

/** Whether a picture could be drawn in this page that its policy did not let an image show. One that fails for another reason says nothing. */
let refused = false;

/** One is drawn after the other: while it is, all of its pixels are in memory. */
let drawing: Promise<unknown> = Promise.resolve();

/**
 * Has an image show what is at an address. Answers the image, or the canvas that stands for it where the page's policy keeps images of
 * the portal away. What has its place in the page already is drawn for that, everything else whole. Rejects where there is no picture.
 */
export async function show(image: HTMLImageElement, url: string, place: Element = image): Promise<Picture> {
  if (refused || areDrawn(place)) return draw(image, url);
  let stopped = false;
  const note = ({ effectiveDirective, disposition, blockedURI }: SecurityPolicyViolationEvent): void => {
    stopped ||= effectiveDirective === 'img-src' && disposition === 'enforce' && url.startsWith(blockedURI);
  };
  document.addEventListener('securitypolicyviolation', note);
  try {
    if (await loads(image, url)) return image;
    const canvas = await draw(image, url);
    refused ||= stopped;
    return canvas;
  } finally {
    document.removeEventListener('securitypolicyviolation', note);
  }
}

function loads(image: HTMLImageElement, url: string): Promise<boolean> {
  return new Promise((resolve) => {
    image.onload = () => resolve(true);
    image.onerror = () => {
      image.removeAttribute('src');
      resolve(false);
    };
    image.referrerPolicy = 'no-referrer';
    image.src = url;
  });
}

/** Draws what is at an address on a canvas that says what the image does. Rejects where there is no picture. */
export async function draw(image: HTMLImageElement, url: string): Promise<HTMLCanvasElement> {
  const answer = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!answer.ok) throw new Error(`no picture: ${answer.status}`);
  const bytes = await answer.blob();
  const canvas = standIn(image);
  const { width, height } = await put(bytes, canvas, room(image, 'width'), room(image, 'height'));
  if (canvas.width < width)
    new ResizeObserver(() => {
      const inline = canvas.clientWidth * devicePixelRatio;
      const block = canvas.clientHeight * devicePixelRatio;
      if (Math.min(inline, (block / height) * width) > canvas.width + 1) void put(bytes, canvas, inline, block);
    }).observe(canvas);
  return canvas;
}

/** Puts as many pixels on a canvas as are seen. */
function put(
  bytes: Blob,
  canvas: HTMLCanvasElement,
  inline: number,
  block: number,
): Promise<Pick<ImageBitmap, 'width' | 'height'>> {
  const drawn = drawing.then(async () => {
    const bitmap = await createImageBitmap(bytes);
    const { width, height } = bitmap;
    try {
      const scale = Math.min(1, inline / width, block / height, Math.sqrt(most / (width * height)));
      canvas.width = Math.max(1, Math.round(width * scale));
      canvas.height = Math.max(1, Math.round(height * scale));
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return { width, height };
    } finally {
      bitmap.close();
    }
  });
  drawing = drawn.catch(() => {});
  return drawn;
}

/** A canvas that says what an image does, in the size that its message gives it. */
function standIn(image: HTMLImageElement): HTMLCanvasElement {
  const canvas = image.ownerDocument.createElement('canvas');
  for (const name of ['class', 'part', 'title', 'lang', 'dir'])
    if (image.hasAttribute(name)) canvas.setAttribute(name, image.getAttribute(name)!);
  if (image.alt) {
    canvas.role = 'img';
    canvas.ariaLabel = image.alt;
  } else canvas.ariaHidden = 'true';
  keepSize(canvas, image);
  return canvas;
}

/** How many pixels of the screen an image has at the most in one direction. */
function room(image: HTMLImageElement, name: 'width' | 'height'): number {
  const now = name === 'width' ? image.clientWidth : image.clientHeight;
  // A window becomes wider, and a telephone is turned.
  const wanted = Math.min(parseInt(image.getAttribute(name) ?? '') || 0, Math.max(screen.width, screen.height));
  return now ? Math.max(now, wanted) * devicePixelRatio : Infinity;
}

/** A canvas's own size is that of its pixels; the one its message gives it has to come from elsewhere than a style attribute. */
function keepSize(canvas: HTMLCanvasElement, image: HTMLImageElement): void {
  const [inline, block] = ['width', 'height'].map((name) => /^\d+/.exec(image.getAttribute(name) ?? '')?.[0]);
  if (!inline || !block) return;
  const unit = image.getAttribute('width')!.endsWith('%') ? '%' : 'px';
  canvas.animate(
    { inlineSize: inline + unit, blockSize: 'auto', aspectRatio: `${inline} / ${block}` },
    { fill: 'both' },
  );
}
