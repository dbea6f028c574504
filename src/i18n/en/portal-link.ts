/** What a link to the portal says. */
export const words = { goTo: (portal: string) => `Go to ${portal}` };

export type PortalLinkWords = typeof words;
