// Shapes of Lucide (lucide.dev, ISC licence), each as one path, that the tools of the list draw.
export const filter = 'M3 6h18M7 12h10M10 18h4';
export const columns = 'M12 3v18M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2';
export const up = 'm5 12 7-7 7 7M12 19V5';
export const down = 'M12 5v14M19 12l-7 7-7-7';
