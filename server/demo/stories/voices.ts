import { voice } from '../story.ts';

export const mika = voice('mika');
export const lena = voice('lena');
export const rosa = voice('rosa');
export const karim = voice('karim');
export const ines = voice('ines');
export const tom = voice('tom');
export const sanna = voice('sanna');
