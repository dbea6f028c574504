/** Where a link in a mail may lead. */
export interface ReturnPlaces {
  /** The portal's own address. */
  readonly address: string;
  /** The web sites that may use the portal. */
  readonly origins: readonly string[];
}

/** The page that a link in a mail leads to: the wished one on the portal's own web sites, else the portal's own page. */
export function returnPage(wished: string | undefined, { address, origins }: ReturnPlaces): string {
  const url = wished === undefined ? null : URL.parse(wished);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return address;
  if (url.origin !== new URL(address).origin && !origins.includes(url.origin)) return address;
  url.hash = '';
  return url.href.replace(/#$/, '');
}
