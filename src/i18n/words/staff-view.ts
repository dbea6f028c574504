import type { StaffViewWords } from '../en/staff-view.js';
import type { Group } from '../locale.js';

export const staffViewWords: Group<StaffViewWords> = { en: () => import('../en/staff-view.js') };
