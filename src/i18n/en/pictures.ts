/** What is said where pictures are drawn. */
export const words = {
  noImages: 'Images from the internet cannot be shown on this page.',
};

export type PictureWords = typeof words;
