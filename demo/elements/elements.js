// The menu of states, and then the element with a mocked portal behind it.
const states = {
  normal: 'Normal',
  loading: 'Loading',
  empty: 'Empty',
  failed: 'Server error',
  offline: 'Offline',
  expired: 'Session expired',
  long: 'Long text',
  rtl: 'Right to left',
};
// What else a portal, a session or a file can be, by the page; the mock makes it so.
const others = {
  'portico-portal': {
    staff: ['Staff view'],
    plain: ['No heading, no menu'],
    bare: ['No heading'],
    provider: ['One provider', 'signed=out'],
    providers: ['Several providers', 'signed=out'],
    ending: ['About to end'],
    final: ['About to end for good'],
  },
  'portico-login': {
    provider: ['One provider', 'signed=out'],
    providers: ['Several providers', 'signed=out'],
    choice: ['Providers alone', 'signed=out', 'providers', 'providers'],
    cancelled: ['Given up elsewhere', 'signed=out', 'sign-in/cancelled', 'providers'],
    consent: ['To agree', '', 'consent'],
    renewed: ['To agree anew', '', 'consent'],
  },
  'portico-account': {
    staff: ['Staff view'],
    agreed: ['Agreed to much'],
    never: ['Agreed to nothing'],
    password: ['No password'],
  },
  'portico-ticket': {
    staff: ['Staff view'],
    files: ['Files that are held'],
    chosen: ['Files that are chosen'],
  },
};
const search = new URLSearchParams(location.search);
const current = search.has('signed') ? 'out' : (search.get('scene') ?? 'normal');

const link = (name, label, query) => {
  const a = document.createElement('a');
  a.href = `?${query}${location.hash}`;
  a.textContent = label;
  if (name === current) a.ariaCurrent = 'page';
  return a;
};

document
  .querySelector('nav')
  .append(
    ...Object.entries(states).map(([name, label]) => link(name, label, `scene=${name}`)),
    link('out', 'Signed out', 'signed=out'),
  );

const { localName } = document.querySelector('main').firstElementChild;
const menu = document.createElement('nav');
menu.ariaLabel = 'Portals';
menu.append(
  ...Object.entries(others[localName] ?? {}).map(([name, [label, more = '', step, portal = name]]) => {
    const a = document.createElement('a');
    a.href = `?portal=${portal}&${more}${step ? `#/${step}` : ''}`;
    a.textContent = label;
    if (portal === search.get('portal') && (!step || location.hash === `#/${step}`)) a.ariaCurrent = 'page';
    return a;
  }),
);
if (menu.childElementCount) document.querySelector('nav').after(menu);
if (/bare|plain/.test(search.get('portal') ?? '')) document.querySelector('portico-portal').setAttribute('heading', '');

if (current === 'rtl') document.documentElement.dir = 'rtl';

const mock = '/assets/demo/mock.js';
await import(mock);

// Files as somebody would choose them.
if (search.get('portal') === 'chosen') {
  const ticket = document.querySelector('portico-ticket');
  let input;
  while (!(input = ticket.shadowRoot?.querySelector('[type=file]'))) await new Promise(requestAnimationFrame);
  const data = new DataTransfer();
  const sizes = {
    'receipt.txt': 4_000,
    'on-its-way.wav': 9_000_000,
    'harmful.zip': 80_000,
    'setup.exe': 80_000,
    'nothing.txt': 0,
    [`${'recording-of-the-second-card-'.repeat(4)}take-07.wav`]: 21_000_000,
    'waits.wav': 9_000_000,
  };
  for (const [name, size] of Object.entries(sizes)) data.items.add(new File([new Uint8Array(size)], name));
  input.files = data.files;
  input.dispatchEvent(new Event('change'));
}
