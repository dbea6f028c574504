import type { MailWords } from './words.ts';

export const sv: MailWords = {
  direction: 'ltr',
  greeting: (name) => `Hej ${name},`,
  greetingAnyone: 'Hej,',
  reason: (portal) => `Du får det här mejlet eftersom du har ett konto hos ${portal}.`,
  reasonAnyone: (portal) => `Du får det här meddelandet för att den här adressen angavs hos ${portal}.`,
  device: (browser, system) => `${browser} på ${system}`,
  deviceUnknown: 'en webbläsare som vi inte känner till',
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
  signInLink: {
    subject: (portal) => `Din inloggningslänk till ${portal}`,
    lead: (portal, device) =>
      `Någon bad om en länk för att logga in på ditt konto hos ${portal}, med ${device}. Här är den:`,
    button: 'Logga in',
    limits:
      'Länken fungerar en gång, i 15 minuter. I en annan webbläsare än den där du bad om den visar den en kod som du skriver in där.',
    otherwise: 'Om det inte var du behöver du inte göra något. Ge inte koden till någon.',
  },
  emailChange: {
    subject: (portal) => `Bekräfta din nya e-postadress hos ${portal}`,
    leadOld: (portal, email) =>
      `Ditt konto hos ${portal} ska få en annan e-postadress: ${email}. Bekräfta eller avvisa det med den här länken:`,
    leadNew: (portal, email) =>
      `Ett konto hos ${portal} ska få den här e-postadressen: ${email}. Bekräfta eller avvisa det med den här länken:`,
    button: 'Bekräfta eller avvisa',
    limits: 'Inget ändras förrän båda adresserna, den nuvarande och den nya, har bekräftat inom 24 timmar.',
    otherwiseOld: 'Om det inte var du, avvisa det och välj ett nytt lösenord.',
    otherwiseNew: 'Om det inte var du behöver du inte göra något, och inget ändras.',
  },
  emailChanged: {
    subject: (portal) => `Din e-postadress hos ${portal} har ändrats`,
    lead: (portal, email) =>
      `Ditt konto hos ${portal} har nu en annan e-postadress: ${email}. Du har loggats ut på dina andra enheter.`,
    otherwise: 'Om det inte var du, berätta det genast för supporten:',
    button: 'Till portalen',
  },
  newSignIn: {
    subject: (portal) => `Ny inloggning hos ${portal}`,
    lead: (portal, device, time) => `Någon loggade in på ditt konto hos ${portal} med ${device} den ${time}.`,
    otherwise: 'Om det var du behöver du inte göra något. Om inte, välj ett nytt lösenord och logga ut överallt:',
    button: 'Till portalen',
  },
};
