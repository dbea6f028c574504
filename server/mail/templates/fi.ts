import type { MailWords } from './words.ts';

export const fi: MailWords = {
  direction: 'ltr',
  greeting: (name) => `Hei ${name},`,
  greetingAnyone: 'Hei,',
  reason: (portal) => `Saat tämän viestin, koska sinulla on tili palvelussa ${portal}.`,
  reasonAnyone: (portal) => `Saat tämän viestin, koska tämä osoite annettiin palvelussa ${portal}.`,
  device: (browser, system) => `${browser}, ${system}`,
  deviceUnknown: 'tuntematon selain',
  logo: (portal) => `${portal}, logo`,
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
  signInLink: {
    subject: (portal) => `Kirjautumislinkkisi: ${portal}`,
    lead: (portal, device) => `Tilillesi palvelussa ${portal} pyydettiin kirjautumislinkkiä (${device}). Tässä se on:`,
    button: 'Kirjaudu sisään',
    limits:
      'Linkki toimii kerran ja 15 minuutin ajan. Jos avaat sen muussa selaimessa kuin siinä, jossa pyysit sitä, se näyttää koodin, jonka kirjoitat alkuperäiseen selaimeen.',
    otherwise: 'Jos et pyytänyt tätä, sinun ei tarvitse tehdä mitään. Älä anna koodia kenellekään.',
  },
  emailChange: {
    subject: (portal) => `Vahvista uusi sähköpostiosoitteesi: ${portal}`,
    leadOld: (portal, email) =>
      `Tilisi sähköpostiosoite palvelussa ${portal} on vaihtumassa: ${email}. Vahvista tai hylkää muutos tästä linkistä:`,
    leadNew: (portal, email) =>
      `Tästä osoitteesta on tulossa tilin sähköpostiosoite palvelussa ${portal}: ${email}. Vahvista tai hylkää muutos tästä linkistä:`,
    button: 'Vahvista tai hylkää',
    limits: 'Mikään ei muutu, ennen kuin sekä nykyinen että uusi osoite on vahvistettu 24 tunnin kuluessa.',
    otherwiseOld: 'Jos et tehnyt tätä itse, hylkää muutos ja valitse uusi salasana.',
    otherwiseNew: 'Jos et pyytänyt tätä, sinun ei tarvitse tehdä mitään, eikä mikään muutu.',
  },
  emailChanged: {
    subject: (portal) => `Sähköpostiosoitteesi on vaihdettu: ${portal}`,
    lead: (portal, email) =>
      `Tililläsi palvelussa ${portal} on nyt toinen sähköpostiosoite: ${email}. Sinut kirjattiin ulos muista laitteistasi.`,
    otherwise: 'Jos et tehnyt tätä itse, kerro siitä heti asiakaspalvelulle:',
    button: 'Siirry palveluun',
  },
  newSignIn: {
    subject: (portal) => `Uusi kirjautuminen: ${portal}`,
    lead: (portal, device, time) => `Tilillesi palvelussa ${portal} kirjauduttiin ${time} (${device}).`,
    place: (place) => `Laitteen sijainti selaimen aikavyöhykkeen mukaan: ${place}.`,
    otherwise:
      'Jos se olit sinä, sinun ei tarvitse tehdä mitään. Jos et, valitse uusi salasana ja kirjaudu ulos kaikkialta:',
    button: 'Siirry palveluun',
  },
  registration: {
    subject: (portal) => `Vahvista sähköpostiosoitteesi: ${portal}`,
    lead: (portal) =>
      `Tällä sähköpostiosoitteella pyydettiin tiliä palveluun ${portal}. Jos pyytäjä olit sinä, vahvista osoite:`,
    button: 'Vahvista osoite',
    limits: 'Linkki toimii kerran ja 24 tunnin ajan. Tarvitset valitsemasi salasanan.',
    otherwise: 'Jos et pyytänyt tätä, sinun ei tarvitse tehdä mitään. Tiliä ei luoda.',
  },
  request: {
    subject: (portal) => `Vahvista pyyntösi palveluun ${portal}`,
    lead: (portal) =>
      `Joku kirjoitti palveluun ${portal} tällä sähköpostiosoitteella. Jos se olit sinä, vahvista se, niin pyyntösi menee tukitiimille:`,
    button: 'Vahvista pyyntö',
    limits: 'Linkki toimii 24 tuntia.',
    otherwise: 'Jos se et ollut sinä, sinun ei tarvitse tehdä mitään. Kukaan ei saa pyyntöä.',
  },
  accountExists: {
    subject: (portal) => `Sinulla on jo tili: ${portal}`,
    lead: (portal) => `Sähköpostiosoitteellasi pyydettiin tiliä palveluun ${portal}. Sinulla on jo sellainen:`,
    button: 'Kirjaudu sisään',
    forgotten: 'Unohtuiko salasana? Valitse uusi:',
    choose: 'Valitse uusi salasana',
    otherwise: 'Jos et pyytänyt tätä, sinun ei tarvitse tehdä mitään. Tilisi pysyy ennallaan.',
  },
  invitation: {
    subject: (portal) => `Pääsysi palveluun ${portal}`,
    lead: (portal) =>
      `Sinut on kutsuttu palveluun ${portal}, jossa voit seurata pyyntöjäsi ja kirjoittaa meille. Valitse salasana:`,
    button: 'Hyväksy kutsu',
    limits: 'Linkki toimii kerran ja 7 päivän ajan.',
    otherwise: 'Jos et odottanut tätä, sinun ei tarvitse tehdä mitään.',
    reason: (portal) => `Saat tämän viestin, koska sinut kutsuttiin palveluun ${portal}.`,
  },
  admitted: {
    subject: (portal) => `Voit nyt käyttää palvelua ${portal}`,
    lead: (portal) => `Sinulla on pääsy palveluun ${portal}. Kirjaudu salasanalla, joka sinulla on siellä.`,
    button: 'Kirjaudu sisään',
  },
  accessRequest: {
    subject: (name, portal) => `${name} pyytää pääsyä: ${portal}`,
    lead: (name, email, portal) => `${name} (${email}) pyytää pääsyä palveluun ${portal}.`,
    wrote: 'Viesti:',
    hint: 'Kukaan ei ole vahvistanut osoitetta. Jos annat pääsyn, lisää henkilö jollekin listalle: kutsu lähtee kyseiseen osoitteeseen.',
    reason: (portal) => `Saat tämän viestin, koska ylläpidät palvelua ${portal}.`,
  },
};
