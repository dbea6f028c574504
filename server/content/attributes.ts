import { safeImage, safeLink } from './urls.ts';

const LANGUAGE = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i;
const SMALL_NUMBER = /^\d{1,4}$/;
const NUMBERS = ['width', 'height', 'colspan', 'rowspan', 'start', 'value'];

/** Keeps of an element's attributes the values that say something and do nothing. */
export function cleanAttributes(tag: string, given: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = {};
  const dir = given.dir?.trim().toLowerCase();
  if (dir === 'ltr' || dir === 'rtl' || dir === 'auto') kept.dir = dir;
  const lang = given.lang?.trim();
  if (lang && lang.length <= 35 && LANGUAGE.test(lang)) kept.lang = lang;
  for (const name of NUMBERS) {
    const value = given[name]?.trim();
    if (value && SMALL_NUMBER.test(value)) kept[name] = value;
  }
  if (tag === 'th' && (given.scope === 'col' || given.scope === 'row')) kept.scope = given.scope;
  if (tag === 'a') Object.assign(kept, link(given.href));
  if (tag === 'img') Object.assign(kept, image(given));
  return kept;
}

function link(href: string | undefined): Record<string, string> {
  const safe = safeLink(href);
  return safe ? { href: safe, rel: 'noopener noreferrer nofollow', target: '_blank' } : {};
}

function image(given: Record<string, string>): Record<string, string> {
  const safe = safeImage(given.src);
  return { ...(safe ? { src: safe } : {}), alt: given.alt ?? '' };
}
