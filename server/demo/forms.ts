import type { StoredCondition, StoredField, StoredSection, Words } from '../db/tables.ts';
import { ACCESSORIES, PRODUCTS } from './world.ts';

/** A form of the demo; the first is the default. */
export interface DemoForm {
  readonly key: string;
  readonly title: Words;
  readonly description: Words;
  readonly submitLabel: Words;
  readonly thanks: Words | null;
  readonly isOpen: boolean;
  readonly sections: StoredSection[];
}

const both = (en: string, fi: string): Words => ({ en, fi });

function field(pointer: string, type: StoredField['type'], label: Words, rest: Partial<StoredField> = {}): StoredField {
  return { pointer, type, label, required: false, ...rest };
}

/** Holds when the product above is one of these. */
function productIs(...products: string[]): StoredCondition {
  return {
    properties: { properties: { properties: { product: { enum: products } }, required: ['product'] } },
    required: ['properties'],
  };
}

export const FORMS: readonly DemoForm[] = [
  {
    key: 'support',
    title: both('File a support ticket', 'Tee tukipyyntö'),
    description: both(
      'We answer Monday to Friday from 9:00 to 17:00, Central European Time; most questions within a working day.',
      'Vastaamme maanantaista perjantaihin klo 9–17 Keski-Euroopan aikaa, useimpiin kysymyksiin yhden työpäivän kuluessa.',
    ),
    submitLabel: both('Send', 'Lähetä'),
    thanks: null,
    isOpen: false,
    sections: [
      {
        fields: [
          field('/subject', 'text', both('Subject', 'Aihe'), {
            required: true,
            placeholder: both('What is it about, in a few words?', 'Mistä on kyse, muutamalla sanalla?'),
            maxLength: 200,
          }),
          field('/properties/product', 'select', both('Product', 'Tuote'), { required: true, options: PRODUCTS }),
        ],
      },
      {
        title: both('The device', 'Laite'),
        description: both('As far as you know it; we find the rest.', 'Sen verran kuin tiedät; selvitämme loput.'),
        condition: productIs('dunlin-6', 'siskin-2', 'plover'),
        fields: [
          field('/properties/serial_number', 'text', both('Serial number', 'Sarjanumero'), {
            help: both(
              'On the underside: a letter and a digit, then six digits, for example D6-204815.',
              'Laitteen pohjassa: kirjain ja numero, sitten kuusi numeroa, esimerkiksi D6-204815.',
            ),
            maxLength: 20,
            pattern: '[A-Z]\\d-\\d{6}',
          }),
          field('/properties/bought', 'date', both('Bought on', 'Ostopäivä'), { maximum: 'today' }),
          field('/properties/accessories', 'multiselect', both('Used with', 'Käytetään yhdessä'), {
            condition: productIs('dunlin-6', 'siskin-2'),
            options: ACCESSORIES,
          }),
        ],
      },
      {
        title: both('The order', 'Tilaus'),
        condition: productIs('other'),
        fields: [
          field('/properties/order_number', 'text', both('Order number', 'Tilausnumero'), {
            help: both(
              'WF- and six digits; it is in the order confirmation.',
              'WF- ja kuusi numeroa; se on tilausvahvistuksessa.',
            ),
            placeholder: both('WF-000000', 'WF-000000'),
            maxLength: 20,
            pattern: 'WF-\\d{6}',
          }),
        ],
      },
      {
        fields: [
          field('/text', 'textarea', both('What happened?', 'Mitä tapahtui?'), {
            required: true,
            help: both(
              'What you did, what you expected, what you saw instead. The firmware version helps.',
              'Mitä teit, mitä odotit ja mitä näit sen sijaan. Laiteohjelmiston versio auttaa.',
            ),
            maxLength: 50_000,
          }),
          field('/uploadIds', 'files', both('Files', 'Tiedostot'), {
            help: both(
              'Photos, a short recording, or the log that Roost saves.',
              'Valokuvia, lyhyt äänite tai Roostin tallentama loki.',
            ),
          }),
        ],
      },
    ],
  },
  {
    key: 'question',
    title: both('Ask a question', 'Esitä kysymys'),
    description: both(
      'No account is needed. We send a link to confirm your e-mail address.',
      'Tiliä ei tarvita. Lähetämme linkin, jolla vahvistat sähköpostiosoitteesi.',
    ),
    submitLabel: both('Send', 'Lähetä'),
    thanks: both('We answer within two working days.', 'Vastaamme kahden työpäivän kuluessa.'),
    isOpen: true,
    sections: [
      {
        fields: [
          field('/contact/name', 'text', both('Your name', 'Nimesi'), { required: true, maxLength: 200 }),
          field('/contact/email', 'email', both('E-mail address', 'Sähköpostiosoite'), {
            required: true,
            maxLength: 254,
          }),
          field('/contact/phone', 'tel', both('Phone', 'Puhelin'), {
            help: both('If you would rather be called.', 'Jos haluat mieluummin, että soitamme.'),
          }),
        ],
      },
      {
        fields: [
          field('/subject', 'text', both('Subject', 'Aihe'), { required: true, maxLength: 200 }),
          field('/text', 'textarea', both('Your question', 'Kysymyksesi'), { required: true, maxLength: 50_000 }),
        ],
      },
      {
        fields: [
          field(
            '/consents/privacy',
            'consent',
            both(
              'I agree that Wrenfield answers me by e-mail.',
              'Hyväksyn, että Wrenfield vastaa minulle sähköpostitse.',
            ),
            {
              required: true,
              consent: {
                version: '1',
                html: both(
                  '<p>We keep what you send for as long as your question is open, and a year after.</p>',
                  '<p>Säilytämme lähettämäsi niin kauan kuin kysymyksesi on avoinna ja vuoden sen jälkeen.</p>',
                ),
              },
            },
          ),
        ],
      },
    ],
  },
];
