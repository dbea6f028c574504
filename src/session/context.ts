import { createContext } from '@lit/context';
import type { Session } from './session.js';

/** The session of the nearest `<portico-portal>`. */
export const sessionContext = createContext<Session | undefined>('portico-session');
