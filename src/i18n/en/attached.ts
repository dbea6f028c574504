/** What is said of the files of a message, and in the viewer of images. */
export const words = {
  problems: {
    'file-unchecked': 'This file is still being checked. Try again in a minute.',
    'file-harmful': 'This file is held back: it may be harmful.',
    'storage-unavailable': 'Files cannot be stored or read at the moment. Nothing is lost; try again soon.',
  },
  filesOfMessage: 'Files',
  view: (name: string) => `View ${name}`,
  openTab: (name: string) => `Open ${name} in a new tab`,
  download: (name: string) => `Download ${name}`,
  checking: 'Being checked. It can be opened when that is done.',
  quarantined: 'Held back: it may be harmful.',
  viewer: 'Image',
  place: (index: number, count: number) => `${index} of ${count}`,
  previous: 'Previous image',
  next: 'Next image',
  actualSize: 'Actual size',
  downloadImage: 'Download',
  close: 'Close',
};

export type AttachedWords = typeof words;
