// Shapes of Lucide (lucide.dev, ISC licence), each as one path; apart from those that the first view draws.
export const check = 'M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0m-6-3-5.5 5.5L8 12';
export const file = 'M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8l6 6v12a2 2 0 0 1-2 2zM14 2v5a1 1 0 0 0 1 1h5';
export const cross = 'M18 6 6 18M6 6l12 12';
export const again = 'M21 12a9 9 0 1 1-9-9c2.5 0 4.9 1 6.7 2.7L21 8M21 3v5h-5';
export const picture =
  'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2m6 6a2 2 0 1 1-4 0 2 2 0 0 1 4 0m10 6-3.1-3.1a2 2 0 0 0-2.8 0L6 21';
export const hourglass = 'M5 22h14M5 2h14M17 22v-4.2L12 12l-5 5.8V22M7 2v4.2l5 5.8 5-5.8V2';
export const shield = 'M20 13c0 5-3.5 7.5-8 9-4.5-1.5-8-4-8-9V6c3 0 5.5-1.5 8-4 2.5 2.5 5 4 8 4zM12 8v4M12 16h.01';
export const outside = 'M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6';
export const pause = 'M8 5v14M16 5v14';
export const resume = 'm7 4 12 8-12 8z';
export const previous = 'm15 18-6-6 6-6';
export const next = 'm9 18 6-6-6-6';
export const magnify = 'm21 21-4.3-4.3M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0M11 8v6M8 11h6';
