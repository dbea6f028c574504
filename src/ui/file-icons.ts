// Shapes of Lucide (lucide.dev, ISC licence), each as one path; apart from those that the first view draws.
export const check = 'M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0m-6-3-5.5 5.5L8 12';
export const file = 'M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8l6 6v12a2 2 0 0 1-2 2zM14 2v5a1 1 0 0 0 1 1h5';
export const cross = 'M18 6 6 18M6 6l12 12';
export const again = 'M21 12a9 9 0 1 1-9-9c2.5 0 4.9 1 6.7 2.7L21 8M21 3v5h-5';
