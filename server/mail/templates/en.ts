import type { MailWords } from './words.ts';

export const en: MailWords = {
  direction: 'ltr',
  greeting: (name) => `Hello ${name},`,
  reason: (portal) => `You get this mail because you have an account at ${portal}.`,
  passwordReset: {
    subject: (portal) => `A new password for ${portal}`,
    lead: (portal) => `Somebody asked for a new password for your account at ${portal}. With this link you choose one:`,
    button: 'Choose a new password',
    limits: 'The link works once, for 30 minutes.',
    otherwise: 'If it was not you, do nothing. Your password stays as it is.',
  },
  passwordChanged: {
    subject: (portal) => `Your password for ${portal} was changed`,
    lead: (portal) =>
      `The password of your account at ${portal} was changed just now, and you were signed out on every device.`,
    otherwise: 'If it was not you, choose a new password at once:',
    button: 'Go to the portal',
  },
};
