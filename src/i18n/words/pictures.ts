import type { PictureWords } from '../en/pictures.js';
import type { Group } from '../locale.js';

export const pictureWords: Group<PictureWords> = { en: () => import('../en/pictures.js') };
