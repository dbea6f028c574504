import type { MailWords } from './words.ts';

export const sv: MailWords = {
  direction: 'ltr',
  greeting: (name) => `Hej ${name},`,
  greetingAnyone: 'Hej,',
  reason: (portal) => `Du får det här mejlet eftersom du har ett konto hos ${portal}.`,
  reasonAnyone: (portal) => `Du får det här meddelandet för att den här adressen angavs hos ${portal}.`,
  device: (browser, system) => `${browser} på ${system}`,
  deviceUnknown: 'en webbläsare som vi inte känner till',
  logo: (portal) => `Logotyp för ${portal}`,
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
    place: (place) => `Enhetens plats enligt webbläsarens tidszon: ${place}.`,
    otherwise: 'Om det var du behöver du inte göra något. Om inte, välj ett nytt lösenord och logga ut överallt:',
    button: 'Till portalen',
  },
  registration: {
    subject: (portal) => `Bekräfta din e-postadress för ${portal}`,
    lead: (portal) =>
      `Någon bad om ett konto hos ${portal} med den här e-postadressen. Om det var du, bekräfta adressen:`,
    button: 'Bekräfta adressen',
    limits: 'Länken fungerar en gång, i 24 timmar. Du behöver lösenordet du valde.',
    otherwise: 'Om det inte var du behöver du inte göra något. Inget konto skapas.',
  },
  request: {
    subject: (portal) => `Bekräfta ditt ärende till ${portal}`,
    lead: (portal) =>
      `Någon skrev till ${portal} med den här e-postadressen. Om det var du, bekräfta det, så når ditt ärende supportteamet:`,
    button: 'Bekräfta ärendet',
    limits: 'Länken fungerar i 24 timmar.',
    otherwise: 'Om det inte var du behöver du inte göra något. Ingen får ärendet.',
  },
  accountExists: {
    subject: (portal) => `Du har redan ett konto hos ${portal}`,
    lead: (portal) => `Någon bad om ett konto hos ${portal} med din e-postadress. Du har redan ett:`,
    button: 'Logga in',
    forgotten: 'Har du glömt lösenordet? Välj ett nytt:',
    choose: 'Välj ett nytt lösenord',
    otherwise: 'Om det inte var du behöver du inte göra något. Ditt konto är oförändrat.',
  },
  invitation: {
    subject: (portal) => `Din inbjudan till ${portal}`,
    lead: (portal) =>
      `Du är inbjuden till ${portal}, där du följer dina ärenden och skriver till oss. Välj ett lösenord:`,
    button: 'Tacka ja till inbjudan',
    limits: 'Länken fungerar en gång, i 7 dagar.',
    otherwise: 'Om du inte väntade dig det här behöver du inte göra något.',
    reason: (portal) => `Du får det här mejlet eftersom någon hos ${portal} bjöd in dig.`,
  },
  admitted: {
    subject: (portal) => `Nu kan du använda ${portal}`,
    lead: (portal) => `Du har tillgång till ${portal}. Logga in med lösenordet som du har där.`,
    button: 'Logga in',
  },
  accessRequest: {
    subject: (name, portal) => `${name} ber om tillgång till ${portal}`,
    lead: (name, email, portal) => `${name} (${email}) ber om tillgång till ${portal}.`,
    wrote: 'Meddelande:',
    hint: 'Ingen har bekräftat att adressen är personens egen. För att ge tillgång, lägg till personen på en av listorna: inbjudan går till den adressen.',
    reason: (portal) => `Du får det här mejlet eftersom du ansvarar för ${portal}.`,
  },
};
