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

if (current === 'rtl') document.documentElement.dir = 'rtl';

const mock = '/assets/demo/mock.js';
await import(mock);
