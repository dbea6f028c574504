import type { MailWords } from './words.ts';

export const sv: MailWords = {
  direction: 'ltr',
  greeting: (name) => `Hej ${name},`,
  reason: (portal) => `Du får det här mejlet eftersom du har ett konto hos ${portal}.`,
  passwordReset: {
    subject: (portal) => `Nytt lösenord för ${portal}`,
    lead: (portal) => `Någon bad om ett nytt lösenord för ditt konto hos ${portal}. Med den här länken väljer du ett:`,
    button: 'Välj ett nytt lösenord',
    limits: 'Länken fungerar en gång, i 30 minuter.',
    otherwise: 'Om det inte var du behöver du inte göra något. Ditt lösenord är oförändrat.',
  },
  passwordChanged: {
    subject: (portal) => `Ditt lösenord för ${portal} har ändrats`,
    lead: (portal) => `Lösenordet för ditt konto hos ${portal} ändrades nyss, och du loggades ut från alla enheter.`,
    otherwise: 'Om det inte var du, välj genast ett nytt lösenord:',
    button: 'Gå till portalen',
  },
};
