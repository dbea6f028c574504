const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const IMAGE_SCHEMES = new Set(['http:', 'https:']);
const LONGEST_URL = 4096;

/** The address of a link as a browser would read it, or null when following it could do anything but go there. */
export function safeLink(value: string | undefined): string | null {
  return safeUrl(value, LINK_SCHEMES);
}

/** A picture that is a file of the message: `cid:` of a mail, `attachment:` of Markdown. */
const OWN_PICTURE = /^(?:cid|attachment):[^\s"'<>\\]{1,250}$/;

/** The address of a remote image or the name of one of the message's own; null for what is neither (data:, a relative path). */
export function safeImage(value: string | undefined): string | null {
  const own = value?.trim() ?? '';
  return OWN_PICTURE.test(own) ? own : safeUrl(value, IMAGE_SCHEMES);
}

function safeUrl(value: string | undefined, schemes: ReadonlySet<string>): string | null {
  if (!value || value.length > LONGEST_URL) return null;
  // No base: a relative address in a message would mean a page of the site that happens to show it.
  const url = URL.parse(value);
  if (!url || !schemes.has(url.protocol)) return null;
  return url.href;
}
