import type { LauncherWords } from '../en/launcher.js';
import type { Group } from '../locale.js';

export const launcherWords: Group<LauncherWords> = { en: () => import('../en/launcher.js') };
