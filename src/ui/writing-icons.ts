// Shapes of Lucide (lucide.dev, ISC licence), each as one path.
export const bold = 'M14 12a4 4 0 0 0 0-8H6v16h9a4 4 0 0 0 0-8H6';
export const italic = 'M19 4h-9M14 20H5M15 4 9 20';
export const chain = 'M9 17H7A5 5 0 0 1 7 7h2M15 7h2a5 5 0 1 1 0 10h-2M8 12h8';
export const bullets = 'M3 5h.01M3 12h.01M3 19h.01M8 5h13M8 12h13M8 19h13';
export const quotation = 'M17 5H3M21 12H8M21 19H8M3 12v7';
export const angles = 'm16 18 6-6-6-6M8 6l-6 6 6 6';
