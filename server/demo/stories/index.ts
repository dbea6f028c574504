import type { Story } from '../story.ts';
import { LENA } from './lena.ts';
import { MIKA } from './mika.ts';
import { ROSA } from './rosa.ts';

/** Every ticket of the demo. */
export const STORIES: readonly Story[] = [...MIKA, ...LENA, ...ROSA];
