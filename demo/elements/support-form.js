// The menu of forms beside that of states: what the page around says, and what the portal asks.
const element = document.querySelector('portico-support-form');
const prefill = { subject: 'Export fails', properties: { product: 'roost' } };

const forms = {
  one: ['One form', '', () => {}],
  choice: ['Several forms', '', () => element.removeAttribute('form')],
  open: ['Without an account', 'signed=out', () => element.setAttribute('form', 'form_question')],
  filled: [
    'Filled in by the page',
    '',
    () => {
      Object.assign(element, { prefill, context: { plan: 'studio' } });
      element.setAttribute('locked', 'product');
      element.setAttribute('product', 'Roost');
      element.setAttribute('product-version', '4.2.0');
    },
  ],
  suggest: [
    'Articles of the page',
    '',
    () => {
      element.suggest = (text) =>
        Promise.resolve([{ title: `All about “${text}”`, url: '../articles/returns.html', excerpt: 'From the page.' }]);
    },
  ],
  failing: ['A search that never answers', '', () => (element.suggest = () => new Promise(() => {}))],
  changed: ['Changed meanwhile', '', () => {}],
  large: ['300 questions', '', () => {}],
  circle: ['Conditions in a circle', '', () => {}],
  hostile: ['Hostile consent', 'signed=out', () => element.setAttribute('form', 'form_question')],
  inside: [
    'Inside a form',
    '',
    () => {
      const form = document.createElement('form');
      element.replaceWith(form);
      element.removeAttribute('form');
      element.setAttribute('form-id', 'form_support');
      element.setAttribute('name', 'ticket');
      element.setAttribute('required', '');
      form.append(element, Object.assign(document.createElement('button'), { textContent: 'Send the page’s form' }));
    },
  ],
  confirm: ['The link of the mail', 'signed=out', () => element.setAttribute('form', 'form_question')],
};

const chosen = new URLSearchParams(location.search).get('form') ?? 'one';
forms[chosen]?.[2]();

document.querySelector('[aria-label=Forms]').append(
  ...Object.entries(forms).map(([name, [label, more]]) => {
    const a = document.createElement('a');
    a.href = `?form=${name}&${more}${name === 'confirm' ? '#/confirm/mock-link' : ''}`;
    a.textContent = label;
    if (name === chosen) a.ariaCurrent = 'page';
    return a;
  }),
);
