import type { PortalLinkWords } from '../en/portal-link.js';
import type { Group } from '../locale.js';

export const portalLinkWords: Group<PortalLinkWords> = { en: () => import('../en/portal-link.js') };
