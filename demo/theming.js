// The playground: a theme is a style sheet, a token is a custom property of the portal on the stage.
const themes = {
  none: 'None: as the page is',
  paper: 'Paper',
  midnight: 'Midnight',
  terminal: 'Terminal',
  bubblegum: 'Bubblegum',
  swiss: 'Swiss',
  dashboard: 'Dashboard',
  chat: 'Chat',
  ledger: 'Ledger',
  forest: 'Forest',
  contrast: 'Contrast',
  newsroom: 'Newsroom',
  'help-centre': 'Help centre',
};

/** Kinds of sites whose custom properties a preset maps, each with those of such a site. */
const presets = {
  vitepress: 'VitePress',
  docusaurus: 'Docusaurus',
  starlight: 'Starlight',
  bootstrap: 'Bootstrap 5',
  tailwind: 'Tailwind 4',
  material: 'Material 3',
  pico: 'Pico',
  wordpress: 'WordPress',
  hubspot: 'HubSpot',
};

/** The tokens by their kind: colours have a picker, the others an example of what they take. */
const groups = {
  Colours: ['accent', 'on-accent', 'text', 'link', 'muted', 'danger', 'success', 'focus'],
  Surfaces: ['surface', 'field', 'tint', 'line', 'edge'],
  Status: ['status-open', 'status-closed', 'new'],
  Messages: ['message-customer', 'message-team', 'message-event'],
  Shape: {
    radius: '0.5em',
    'button-radius': '2em',
    space: '1em',
    density: '0.8',
    shadow: '0 1em 3em #0004',
    'message-padding': '0.75em 1em',
    'message-radius': '1em',
  },
  Type: {
    font: 'Georgia, serif',
    'line-height': '1.6',
    'heading-font': 'Georgia, serif',
    'heading-weight': '500',
    'logo-width': '6em',
  },
  Motion: { duration: '0s' },
  Launcher: ['launcher-background', 'launcher-color'],
  'Its box': {
    'launcher-radius': '0.5em',
    'launcher-inset': '2em',
    'launcher-layer': '10',
    'launcher-width': '40em',
    'launcher-height': '30em',
  },
};

const views = {
  Tickets: { view: 'tickets', query: {} },
  'A ticket': { view: 'ticket', ticketId: 'tk_1058', query: {} },
  'New ticket': { view: 'new', query: {} },
  Account: { view: 'account', query: {} },
  'Sign-in': 'portico-login',
  Link: 'portico-link',
};

const $ = (selector) => document.querySelector(selector);
const portal = $('portico-portal');
const elements = document.querySelectorAll('.stage > [src]');
const form = $('form');
const chosen = new Map();
/** The style sheet of the theme, for a page that has the portal and no stage. */
let themeCss = '';

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function css() {
  const lines = [...chosen].map(([token, value]) => `  --portico-${token}: ${value};`);
  const own = lines.length ? `portico-portal {\n${lines.join('\n')}\n}\n` : '';
  return themeCss + own || '/* Nothing is changed yet. */';
}

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** A colour as a picker takes it. */
function hex(colour) {
  canvas.fillStyle = '#000';
  canvas.fillStyle = colour;
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Says in each field what the theme gives the token. */
function tellTheme() {
  const style = getComputedStyle(portal);
  for (const row of document.querySelectorAll('.token')) {
    const text = row.querySelector('input:not([type])');
    const picker = row.querySelector('[type=color]');
    const value = style.getPropertyValue(text.id.replace('token-', '--portico-')).trim();
    text.placeholder = value || text.dataset.example || '';
    row.classList.toggle('unset', !value);
    if (picker && value) picker.value = hex(value);
  }
}

function show() {
  tellTheme();
  $('#css').value = css();
  const search = new URLSearchParams({ theme: $('#themes').value, ...Object.fromEntries(chosen) });
  history.replaceState(null, '', `?${search}`);
}

/** Takes a value, when the browser takes it too. */
function set(token, value, field) {
  const isColour = Object.values(groups).some((names) => Array.isArray(names) && names.includes(token));
  const isGood = !value || !isColour || CSS.supports('color', value);
  field.setCustomValidity(isGood ? '' : 'This is no colour.');
  field.ariaInvalid = String(!isGood);
  if (!isGood) return;
  if (value) chosen.set(token, value);
  else chosen.delete(token);
  for (const { style } of elements) style.setProperty(`--portico-${token}`, value);
  show();
}

function tokenRow(token, example) {
  const id = `token-${token}`;
  const text = element('input', { id, autocomplete: 'off', spellcheck: false });
  if (example !== undefined) text.dataset.example = example;
  text.addEventListener('input', () => set(token, text.value.trim(), text));
  const row = element('div', { className: 'token' }, element('label', { htmlFor: id, textContent: token }));
  if (example === undefined) {
    const picker = element('input', { type: 'color', ariaLabel: `Pick ${token}` });
    picker.addEventListener('input', () => {
      text.value = picker.value;
      set(token, picker.value, text);
    });
    row.append(picker);
  } else row.append(element('span', {}));
  row.append(text);
  return row;
}

const options = (entries) => entries.map(([value, textContent]) => element('option', { value, textContent }));
$('#themes').append(
  element('optgroup', { label: 'Themes' }, ...options(Object.entries(themes))),
  element(
    'optgroup',
    { label: 'Presets, in a site of their kind' },
    ...options(Object.entries(presets).map(([name, title]) => [`site-${name}`, title])),
  ),
);
for (const [name, tokens] of Object.entries(groups)) {
  const rows = Array.isArray(tokens)
    ? tokens.map((token) => tokenRow(token))
    : Object.entries(tokens).map(([token, example]) => tokenRow(token, example));
  $('#tokens').append(element('h2', { textContent: name }), ...rows);
}
for (const [textContent, route] of Object.entries(views)) {
  const button = element('button', { type: 'button', textContent });
  button.addEventListener('click', () => {
    const shown = typeof route === 'string' ? $(route) : portal;
    // The launcher stays in its corner.
    for (const one of elements) one.hidden = one !== shown && one.id !== 'launcher';
    if (shown === portal) portal.navigate(route);
  });
  $('.stage nav').append(button);
}

/** The preset that is chosen, if it is one. */
const presetOf = (theme) => /^site-(.+)/.exec(theme)?.[1] ?? null;

function choose(theme) {
  const isThere = Object.hasOwn(themes, theme) || Object.hasOwn(presets, presetOf(theme) ?? '');
  $('#themes').value = isThere ? theme : 'none';
  $('#theme').href = `/themes/${$('#themes').value}.css`;
  const preset = presetOf($('#themes').value);
  for (const one of elements) {
    if (preset) one.setAttribute('preset', preset);
    else one.removeAttribute('preset');
  }
  void takeTheme(preset);
}

/** A site has its own properties already, and needs the attribute alone. */
async function takeTheme(preset) {
  const { href } = $('#theme');
  const sheet = preset ? `/* <portico-portal preset="${preset}"> */\n` : await (await fetch(href)).text();
  if (href !== $('#theme').href) return;
  themeCss = sheet.replaceAll(/\.stage(?: > \*)?(?=[ :])/g, 'portico-portal');
  show();
}

$('#themes').addEventListener('change', ({ target }) => {
  choose(target.value);
  show();
});
$('#theme').addEventListener('load', tellTheme);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => {
  for (const token of chosen.keys()) for (const { style } of elements) style.removeProperty(`--portico-${token}`);
  chosen.clear();
  choose('none');
  // The fields are emptied after this.
  queueMicrotask(show);
});
$('#copy').addEventListener('click', async () => {
  let told = 'Copied.';
  try {
    await navigator.clipboard.writeText($('#css').value);
  } catch {
    $('#css').select();
    told = 'Your browser does not let the page copy: the text is selected.';
  }
  $('#told').textContent = told;
});

// A theme can be shared by its address.
const search = new URLSearchParams(location.search);
choose(search.get('theme') ?? 'none');
for (const [token, value] of search) {
  const field = document.getElementById(`token-${token}`);
  if (!field) continue;
  field.value = value;
  set(token, value, field);
}
show();
