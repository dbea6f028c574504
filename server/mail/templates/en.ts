import type { MailWords } from './words.ts';

export const en: MailWords = {
  direction: 'ltr',
  greeting: (name) => `Hello ${name},`,
  greetingAnyone: 'Hello,',
  reason: (portal) => `You get this mail because you have an account at ${portal}.`,
  reasonAnyone: (portal) => `You get this mail because somebody gave this address at ${portal}.`,
  device: (browser, system) => `${browser} on ${system}`,
  deviceUnknown: 'a browser we do not know',
  logo: (portal) => `Logo of ${portal}`,
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
  signInLink: {
    subject: (portal) => `Your link to sign in to ${portal}`,
    lead: (portal, device) =>
      `Somebody asked for a link to sign in to your account at ${portal}, with ${device}. Here it is:`,
    button: 'Sign in',
    limits:
      'The link works once, for 15 minutes. In another browser than the one where you asked for it, it shows a code that you type there.',
    otherwise: 'If it was not you, do nothing, and give the code to nobody.',
  },
  emailChange: {
    subject: (portal) => `Confirm your new e-mail address for ${portal}`,
    leadOld: (portal, email) =>
      `Your account at ${portal} is to have another e-mail address: ${email}. Confirm or refuse it with this link:`,
    leadNew: (portal, email) =>
      `An account at ${portal} is to have this e-mail address: ${email}. Confirm or refuse it with this link:`,
    button: 'Confirm or refuse',
    limits: 'Nothing changes before both addresses, the present and the new one, have confirmed within 24 hours.',
    otherwiseOld: 'If it was not you, refuse it, and choose a new password.',
    otherwiseNew: 'If it was not you, do nothing, and nothing changes.',
  },
  emailChanged: {
    subject: (portal) => `Your e-mail address for ${portal} was changed`,
    lead: (portal, email) =>
      `Your account at ${portal} has another e-mail address now: ${email}. You were signed out on your other devices.`,
    otherwise: 'If it was not you, tell the support team at once:',
    button: 'Go to the portal',
  },
  newSignIn: {
    subject: (portal) => `A new sign-in to ${portal}`,
    lead: (portal, device, time) => `Somebody signed in to your account at ${portal} with ${device} on ${time}.`,
    place: (place) => `By the time zone of its browser, the device is here: ${place}.`,
    otherwise: 'If it was you, there is nothing to do. If not, choose a new password and sign out everywhere:',
    button: 'Go to the portal',
  },
  registration: {
    subject: (portal) => `Confirm your e-mail address for ${portal}`,
    lead: (portal) => `Somebody asked for an account at ${portal} with this e-mail address. If it was you, confirm it:`,
    button: 'Confirm the address',
    limits: 'The link works once, for 24 hours. You will need the password you chose.',
    otherwise: 'If it was not you, do nothing. There will be no account.',
  },
  request: {
    subject: (portal) => `Confirm your request to ${portal}`,
    lead: (portal) =>
      `Somebody wrote to ${portal} with this e-mail address. If it was you, confirm it, and your request reaches the support team:`,
    button: 'Confirm the request',
    limits: 'The link works for 24 hours.',
    otherwise: 'If it was not you, do nothing. Nobody gets the request.',
  },
  accountExists: {
    subject: (portal) => `You have an account at ${portal}`,
    lead: (portal) => `Somebody asked for an account at ${portal} with your e-mail address. You have one already:`,
    button: 'Sign in',
    forgotten: 'Forgotten the password? Choose a new one:',
    choose: 'Choose a new password',
    otherwise: 'If it was not you, do nothing. Your account stays as it is.',
  },
  invitation: {
    subject: (portal) => `Your access to ${portal}`,
    lead: (portal) =>
      `You are invited to ${portal}, where you follow your requests and write to us. Choose a password:`,
    button: 'Accept the invitation',
    limits: 'The link works once, for 7 days.',
    otherwise: 'If you did not expect this, do nothing.',
    reason: (portal) => `You get this mail because somebody at ${portal} invited you.`,
  },
  admitted: {
    subject: (portal) => `You can use ${portal} now`,
    lead: (portal) => `You have access to ${portal}. Sign in with the password you have there.`,
    button: 'Sign in',
  },
  accessRequest: {
    subject: (name, portal) => `${name} asks for access to ${portal}`,
    lead: (name, email, portal) => `${name} (${email}) asks for access to ${portal}.`,
    wrote: 'They wrote:',
    hint: 'Nobody has confirmed that the address is theirs. To let them in, put them on one of the lists: the invitation goes to that address.',
    reason: (portal) => `You get this mail because you look after ${portal}.`,
  },
};
