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

const en = (text: string): Words => ({ en: text });

function field(
  pointer: string,
  type: StoredField['type'],
  label: string,
  rest: Partial<StoredField> = {},
): StoredField {
  return { pointer, type, label: en(label), required: false, ...rest };
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
    title: en('File a support ticket'),
    description: en(
      'We answer Monday to Friday from 9:00 to 17:00, Central European Time; most questions within a working day.',
    ),
    submitLabel: en('Send'),
    thanks: null,
    isOpen: false,
    sections: [
      {
        fields: [
          field('/subject', 'text', 'Subject', {
            required: true,
            placeholder: en('What is it about, in a few words?'),
            maxLength: 200,
          }),
          field('/properties/product', 'select', 'Product', { required: true, options: PRODUCTS }),
        ],
      },
      {
        title: en('The device'),
        description: en('As far as you know it; we find the rest.'),
        condition: productIs('dunlin-6', 'siskin-2', 'plover'),
        fields: [
          field('/properties/serial_number', 'text', 'Serial number', {
            help: en('On the underside: a letter and a digit, then six digits, for example D6-204815.'),
            maxLength: 20,
            pattern: '[A-Z]\\d-\\d{6}',
          }),
          field('/properties/bought', 'date', 'Bought on', { maximum: 'today' }),
          field('/properties/accessories', 'multiselect', 'Used with', {
            condition: productIs('dunlin-6', 'siskin-2'),
            options: ACCESSORIES,
          }),
        ],
      },
      {
        title: en('The order'),
        condition: productIs('other'),
        fields: [
          field('/properties/order_number', 'text', 'Order number', {
            help: en('WF- and six digits; it is in the order confirmation.'),
            placeholder: en('WF-000000'),
            maxLength: 20,
            pattern: 'WF-\\d{6}',
          }),
        ],
      },
      {
        fields: [
          field('/text', 'textarea', 'What happened?', {
            required: true,
            help: en('What you did, what you expected, what you saw instead. The firmware version helps.'),
            maxLength: 50_000,
          }),
          field('/uploadIds', 'files', 'Files', {
            help: en('Photos, a short recording, or the log that Roost saves.'),
          }),
        ],
      },
    ],
  },
  {
    key: 'question',
    title: en('Ask a question'),
    description: en('No account is needed. We send a link to confirm your e-mail address.'),
    submitLabel: en('Send'),
    thanks: en('We answer within two working days.'),
    isOpen: true,
    sections: [
      {
        fields: [
          field('/contact/name', 'text', 'Your name', { required: true, maxLength: 200 }),
          field('/contact/email', 'email', 'E-mail address', { required: true, maxLength: 254 }),
          field('/contact/phone', 'tel', 'Phone', { help: en('If you would rather be called.') }),
        ],
      },
      {
        fields: [
          field('/subject', 'text', 'Subject', { required: true, maxLength: 200 }),
          field('/text', 'textarea', 'Your question', { required: true, maxLength: 50_000 }),
        ],
      },
      {
        fields: [
          field('/consents/privacy', 'consent', 'I agree that Wrenfield answers me by e-mail.', {
            required: true,
            consent: {
              version: '1',
              html: en('<p>We keep what you send for as long as your question is open, and a year after.</p>'),
            },
          }),
        ],
      },
    ],
  },
];
