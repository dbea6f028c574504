import type { MailWords } from './words.ts';

export const fi: MailWords = {
  direction: 'ltr',
  greeting: (name) => `Hei ${name},`,
  reason: (portal) => `Saat tämän viestin, koska sinulla on tili palvelussa ${portal}.`,
  passwordReset: {
    subject: (portal) => `Uusi salasana: ${portal}`,
    lead: (portal) => `Tilillesi palvelussa ${portal} pyydettiin uutta salasanaa. Voit valita sen tästä linkistä:`,
    button: 'Valitse uusi salasana',
    limits: 'Linkki toimii kerran ja 30 minuutin ajan.',
    otherwise: 'Jos et pyytänyt tätä, sinun ei tarvitse tehdä mitään. Salasanasi pysyy ennallaan.',
  },
  passwordChanged: {
    subject: (portal) => `Salasanasi on vaihdettu: ${portal}`,
    lead: (portal) =>
      `Tilisi salasana palvelussa ${portal} vaihdettiin juuri, ja sinut kirjattiin ulos kaikista laitteista.`,
    otherwise: 'Jos et tehnyt tätä itse, valitse heti uusi salasana:',
    button: 'Siirry palveluun',
  },
};
