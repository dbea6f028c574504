import type { Session } from '../session/session.js';
import { holds } from '../session/store.js';

/** Whether something is kept that anybody typed in this session, or in one before it. */
export const keepsDrafts = ({ storageKey }: Session): Promise<boolean> => holds('drafts', storageKey);
