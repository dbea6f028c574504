/** What a launcher's dialog says beside the portal in it. */
export const words = { closeDialog: 'Close' };

export type LauncherWords = typeof words;
