import { expect } from '@open-wc/testing';
import type { Form, FormField } from '../../src/api/schema.js';
import { fault, firstValues, fits, put, writeNumber } from '../../src/controllers/form-checks.js';
import { readNumber } from '../../src/controllers/form-numbers.js';
import { formField } from '../support/form-field.js';
import { today } from '../../src/controllers/form-values.js';

const field = (more: Partial<FormField> & Pick<FormField, 'type'>): FormField =>
  formField({ pointer: '/properties/x', label: 'X', ...more });

const options = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
];

describe('numbers as people write them', () => {
  for (const [text, tag, number] of [
    ['12', 'en', 12],
    ['12,5', 'en', 12.5],
    ['12,5', 'de', 12.5],
    ['12.5', 'de', 12.5],
    ['1,234', 'en', 1234],
    ['1.234', 'de', 1234],
    ['1.234', 'en', 1.234],
    ['0,125', 'en', 0.125],
    ['1,234,567.5', 'en', 1_234_567.5],
    ['1.234.567,5', 'de', 1_234_567.5],
    ['1 234,5', 'fr', 1234.5],
    ['−3', 'en', -3],
    ['١٢٫٥', 'ar-EG', 12.5],
    ['1,2,3', 'en', NaN],
    ['12 pieces', 'en', NaN],
    ['', 'en', NaN],
    ['1e9', 'en', NaN],
  ] as const)
    it(`${text || 'nothing'} (${tag}) is ${number}`, () => expect(readNumber(text, tag)).to.deep.equal(number));

  it('are written so that they can be read', () => {
    for (const tag of ['en', 'de', 'fr', 'ar-EG']) expect(readNumber(writeNumber(1234.5, tag), tag)).to.equal(1234.5);
  });
});

describe('what is wrong with a value', () => {
  const codes: [string, Partial<FormField> & Pick<FormField, 'type'>, Parameters<typeof fault>[1], string?, number?][] =
    [
      ['nothing where something is needed', { type: 'text', required: true }, '  ', 'required'],
      ['nothing where nothing is needed', { type: 'text', minLength: 5 }, ''],
      ['a box that has to be ticked', { type: 'checkbox', required: true }, false, 'required'],
      ['no choice of several', { type: 'multiselect', required: true, options }, [], 'required'],
      ['too short', { type: 'text', minLength: 3 }, 'ab', 'too-short', 3],
      ['too long', { type: 'text', maxLength: 3 }, 'abcd', 'too-long', 3],
      ['no address', { type: 'email' }, 'noor', 'invalid'],
      ['no telephone number', { type: 'tel' }, 'call me', 'invalid'],
      ['a telephone number', { type: 'tel' }, '+31 20 555 0134'],
      ['no number', { type: 'number' }, 'two', 'invalid'],
      ['a number too low', { type: 'number', minimum: 2 }, '1,5', 'too-low', 2],
      ['a number too high', { type: 'number', maximum: 2 }, '3', 'too-high', 2],
      ['a number at the bound', { type: 'number', maximum: 2 }, '2'],
      ['no day', { type: 'date' }, '2026-1', 'invalid'],
      ['a day too early', { type: 'date', minimum: '2026-02-01' }, '2026-01-31', 'too-low'],
      ['a day too late', { type: 'date', maximum: 'today' }, '2999-01-01', 'too-high'],
      ['today', { type: 'date', minimum: 'today', maximum: 'today' }, today()],
      ['no such choice', { type: 'select', options }, 'c', 'unknown-value'],
      ['one such choice of two', { type: 'multiselect', options }, ['a', 'c'], 'unknown-value'],
      ['another form than asked for', { type: 'text', pattern: '[A-Z]{2}-\\d+' }, 'x AB-1', 'invalid'],
      ['the form asked for', { type: 'text', pattern: '[A-Z]{2}-\\d+' }, 'AB-1'],
      ['a form that cannot be read', { type: 'text', pattern: '[' }, 'AB-1'],
      ['an older consent', { type: 'consent', required: true, consent: { version: '2', html: '' } }, '1', 'required'],
    ];
  for (const [name, more, value, code, limit] of codes)
    it(`${name}: ${code ?? 'nothing'}`, () => {
      const found = fault(field(more), value, undefined, 'en');
      expect(found?.code).to.equal(code);
      expect(found?.limit).to.equal(limit);
    });
});

describe('what fields hold at first', () => {
  const form = (...fields: FormField[]): Form => ({
    id: 'f',
    version: '1',
    title: 'F',
    description: null,
    sections: [{ title: null, description: null, condition: null, fields }],
    submitLabel: 'Send',
    thanks: null,
  });

  it('is what the page gives, else the default', () => {
    const fields = [
      field({ type: 'text', pointer: '/subject', default: 'A default' }),
      field({ type: 'date', pointer: '/properties/day', default: 'today' }),
      field({ type: 'number', pointer: '/properties/count' }),
      field({ type: 'multiselect', pointer: '/properties/with', options }),
    ];
    const prefill = { subject: 'Given', properties: { count: 2.5, with: ['b', 'c'] } };
    expect(firstValues(form(...fields), prefill, 'de')).to.deep.equal({
      '/subject': 'Given',
      '/properties/day': today(),
      '/properties/count': '2,5',
      '/properties/with': ['b'],
    });
  });

  it('is never a consent, and nothing of another kind', () => {
    const fields = [
      field({ type: 'consent', pointer: '/consents/a', default: true, consent: { version: '1', html: '' } }),
      field({ type: 'select', pointer: '/properties/x', options }),
      field({ type: 'text', pointer: '/properties/y' }),
    ];
    const properties = { x: 'nobody knows it', y: true };
    expect(firstValues(form(...fields), { properties })).to.deep.equal({});
  });

  it('is put where it belongs, and not at all where it is empty', () => {
    const body = {};
    put(body, field({ type: 'text', pointer: '/subject' }), 'S');
    put(body, field({ type: 'number', pointer: '/properties/n' }), '1,5', 'de');
    put(body, field({ type: 'text', pointer: '/properties/empty' }), ' ');
    put(body, field({ type: 'checkbox', pointer: '/properties/off' }), false);
    put(body, field({ type: 'consent', pointer: '/consents/c', consent: { version: '7', html: '' } }), '7');
    put(body, field({ type: 'text', pointer: '/contact/__proto__' }), 'x');
    expect(body).to.deep.include({ subject: 'S', properties: { n: 1.5 }, consents: { c: '7' } });
    expect(({} as Record<string, unknown>).x).to.equal(undefined);
  });

  it('still fits a field of its kind, or not', () => {
    expect(fits(field({ type: 'text' }), 'x')).to.equal(true);
    expect(fits(field({ type: 'select', options }), 'c')).to.equal(false);
    expect(fits(field({ type: 'multiselect', options }), ['a'])).to.equal(true);
    expect(fits(field({ type: 'text' }), ['a'])).to.equal(false);
    expect(fits(field({ type: 'checkbox' }), 'x')).to.equal(false);
    expect(fits(field({ type: 'consent', consent: { version: '2', html: '' } }), '1')).to.equal(false);
  });
});
