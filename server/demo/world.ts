import type { StoredOption, TicketStatus, Words } from '../db/tables.ts';
import type { AgentKey, CustomerKey, StageKey } from './story.ts';

/** The demo's portal. */
export const PORTAL = { slug: 'help', name: 'Wrenfield Support' } as const;

/** What the demo's people have agreed to, and whoever registers is asked for. */
export const CONSENT = {
  en: {
    html: `<p>We keep your name, your e-mail address and what you write to us, to answer you and to repair your equipment. Only our
support team reads it. Tickets are deleted three years after the last word.</p>
<p>More in our <a href="https://wrenfield.example/privacy">privacy notice</a>. You can withdraw your consent in your account at any
time.</p>`,
    label: 'I agree that Wrenfield keeps what I write here.',
  },
} as const;

/** Everybody's password. The demo answers on this machine alone, and no other server takes these accounts. */
export const DEMO_PASSWORD = 'portico-demo-1';

const en = (text: string): Words => ({ en: text });
const option = (value: string, label: string, fi = label): StoredOption => ({ value, label: { en: label, fi } });

export const COMPANIES = { lumen: 'Lumen Studios', harbor: 'Harbor Radio' } as const;

export const CUSTOMERS: Record<
  CustomerKey,
  { name: string; email: string; role: string; company: keyof typeof COMPANIES; signsIn: boolean }
> = {
  mika: { name: 'Mika Salonen', email: 'mika@lumen.example', role: 'Head of Sound', company: 'lumen', signsIn: true },
  lena: { name: 'Lena Fischer', email: 'lena@lumen.example', role: 'Rental Office', company: 'lumen', signsIn: true },
  rosa: {
    name: 'Rosa Almeida',
    email: 'rosa@harbor.example',
    role: 'Technical Manager',
    company: 'harbor',
    signsIn: true,
  },
  // Writes by e-mail only: a contact without a password.
  karim: { name: 'Karim Haddad', email: 'karim@harbor.example', role: 'Reporter', company: 'harbor', signsIn: false },
};

export const AGENTS: Record<AgentKey, { name: string; email: string }> = {
  ines: { name: 'Inês Carvalho', email: 'ines@wrenfield.example' },
  tom: { name: 'Tom Verhaeghe', email: 'tom@wrenfield.example' },
  sanna: { name: 'Sanna Lehto', email: 'sanna@wrenfield.example' },
};

export const INBOXES = {
  support: { name: 'Support', email: 'support@wrenfield.example' },
  orders: { name: 'Repairs and orders', email: 'repairs@wrenfield.example' },
} as const;

/** What the team calls a stage, and what customers read. */
export const PIPELINES: {
  key: keyof typeof INBOXES;
  name: string;
  stages: { key: StageKey; name: string; label: string; status: TicketStatus }[];
}[] = [
  {
    key: 'support',
    name: 'Product support',
    stages: [
      { key: 'support.received', name: 'New', label: 'Received', status: 'open' },
      { key: 'support.looking', name: 'First line', label: 'Being looked into', status: 'open' },
      { key: 'support.waiting', name: 'On hold: customer', label: 'Waiting for you', status: 'open' },
      { key: 'support.engineering', name: 'Escalated', label: 'With engineering', status: 'open' },
      { key: 'support.solved', name: 'Closed', label: 'Solved', status: 'closed' },
    ],
  },
  {
    key: 'orders',
    name: 'Repairs and orders',
    stages: [
      { key: 'orders.received', name: 'New', label: 'Request received', status: 'open' },
      { key: 'orders.rma', name: 'RMA sent', label: 'RMA issued', status: 'open' },
      { key: 'orders.on-its-way', name: 'Inbound', label: 'Device on its way', status: 'open' },
      { key: 'orders.workshop', name: 'Bench', label: 'In the workshop', status: 'open' },
      { key: 'orders.quote', name: 'Quoted', label: 'Quote sent', status: 'open' },
      { key: 'orders.shipped', name: 'Outbound', label: 'Shipped back', status: 'open' },
      { key: 'orders.completed', name: 'Closed', label: 'Completed', status: 'closed' },
    ],
  },
];

export const PRODUCTS = [
  option('dunlin-6', 'Dunlin 6'),
  option('siskin-2', 'Siskin 2'),
  option('plover', 'Plover'),
  option('roost', 'Roost app', 'Roost-sovellus'),
  option('other', 'Something else', 'Jokin muu'),
];

export const ACCESSORIES = [
  option('card', 'Memory card', 'Muistikortti'),
  option('battery', 'External battery', 'Ulkoinen akku'),
  option('lavalier', 'Lavalier microphone', 'Nappimikrofoni'),
  option('windshield', 'Windshield', 'Tuulisuoja'),
  option('headphones', 'Headphones', 'Kuulokkeet'),
  option('camera', 'Camera', 'Kamera'),
  option('case', 'Charging case', 'Latauskotelo'),
];

export const PROPERTIES = [
  { name: 'product', label: en('Product'), type: 'select', options: PRODUCTS, shown: true },
  { name: 'serial_number', label: en('Serial number'), type: 'text', options: [], shown: true },
  { name: 'order_number', label: en('Order number'), type: 'text', options: [], shown: true },
  { name: 'rma_number', label: en('RMA number'), type: 'text', options: [], shown: true },
  { name: 'devices', label: en('Devices concerned'), type: 'number', options: [], shown: true },
  { name: 'bought', label: en('Bought on'), type: 'date', options: [], shown: true },
  {
    name: 'accessories',
    label: en('Used with'),
    type: 'multiselect',
    options: ACCESSORIES,
    shown: true,
  },
  { name: 'warranty', label: en('Under warranty'), type: 'checkbox', options: [], shown: true },
  {
    name: 'priority',
    label: en('Priority'),
    type: 'select',
    options: [
      option('low', 'Low', 'Matala'),
      option('normal', 'Normal', 'Tavallinen'),
      option('high', 'High', 'Korkea'),
    ],
    shown: false,
  },
] as const;
