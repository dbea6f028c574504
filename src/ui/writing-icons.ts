// Shapes of Lucide (lucide.dev, ISC licence), each as one path.
export const bold = 'M6 12h9a4 4 0 0 1 0 8H7a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h7a4 4 0 0 1 0 8';
export const italic = 'M19 4h-9M14 20H5M15 4 9 20';
export const chain =
  'M10 13a5 5 0 0 0 7.5.5l3-3a5 5 0 0 0-7-7l-1.8 1.7M14 11a5 5 0 0 0-7.5-.5l-3 3a5 5 0 0 0 7 7l1.8-1.7';
export const bullets = 'M3 5h.01M3 12h.01M3 19h.01M8 5h13M8 12h13M8 19h13';
export const quotation = 'M17 5H3M21 12H8M21 19H8M3 12v7';
export const angles = 'm16 18 6-6-6-6M8 6l-6 6 6 6';
