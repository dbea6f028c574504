/** What is said of a preview. */
export const words = {
  previewOf: 'What your reply will look like',
  nothingToPreview: 'There is nothing to show yet.',
  previewFailed: 'The preview could not be made.',
};

export type PreviewWords = typeof words;
