import type { FormStateWords } from '../en/form-states.js';
import type { Group } from '../locale.js';

export const formStateWords: Group<FormStateWords> = { en: () => import('../en/form-states.js') };
