/** What is said while the line is down. */
export const words = {
  isOffline: 'You are offline.',
  meanwhile: 'You can go on reading what is open and writing: replies are sent when your connection is back.',
  isBack: 'Your connection is back.',
};

export type OfflineWords = typeof words;
