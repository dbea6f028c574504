import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import type { StoredField, StoredSection } from '../../server/db/tables.ts';
import { matchesWhole, patternFault } from '../../server/forms/patterns.ts';
import { shownFields } from '../../server/forms/shown.ts';
import { newId } from '../../server/ids.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { BASE, field, makeForm, OPEN, propertyIs } from './support/forms.ts';
import { makeContact, makePortal, type MadeContact, type MadePortal } from './support/makers.ts';
import { teamOf } from './support/team.ts';
import { findTeamContext } from '../../server/stores/team.ts';

interface Case {
  name: string;
  sections: StoredSection[];
  values: Record<string, unknown>;
  shown: string[];
}

const cases = JSON.parse(
  await readFile(new URL('../../openapi/cases/form-conditions.json', import.meta.url), 'utf8'),
) as Case[];

describe('what of a form is shown', () => {
  for (const { name, sections, values, shown } of cases) {
    it(name, () => {
      const fields = shownFields(sections, new Map(Object.entries(values)));
      assert.deepEqual(
        fields.map(({ pointer }) => pointer),
        shown,
      );
    });
  }
});

describe('a pattern', () => {
  it('matches the whole of a text, as a browser does', () => {
    const samples: Record<string, [text: string, matches: boolean][]> = {
      '[A-Z]\\d-\\d{6}': [
        ['D6-004417', true],
        ['D6-00441', false],
        ['xD6-004417', false],
      ],
      'a|bc': [
        ['a', true],
        ['bc', true],
        ['abc', false],
      ],
      '^\\p{Lu}.*$': [
        ['Äiti', true],
        ['äiti', false],
      ],
      '[\\p{L}--[aeiou]]+': [
        ['xyz', true],
        ['xay', false],
      ],
      '(?:ab?){2,3}': [
        ['aba', true],
        ['a', false],
        ['abababab', false],
      ],
      '.': [
        ['👍', true],
        ['\n', false],
      ],
    };
    for (const [pattern, texts] of Object.entries(samples)) {
      assert.equal(patternFault(pattern), null, pattern);
      for (const [text, matches] of texts) {
        assert.equal(matchesWhole(pattern, text), matches, `${pattern} ${text}`);
        assert.equal(new RegExp(`^(?:${pattern})$`, 'v').test(text), matches, `${pattern} ${text}`);
      }
    }
  });

  it('keeps no server busy, whatever it is held against', () => {
    const start = performance.now();
    assert.equal(matchesWhole('(?:a|aa)*b', 'a'.repeat(1000)), false);
    assert.equal(matchesWhole(`${'.*'.repeat(200)}b`, 'a'.repeat(1000)), false);
    assert.equal(matchesWhole('a*', 'a'.repeat(50_000)), false);
    // Years, by an engine that goes back.
    assert.ok(performance.now() - start < 5000);
  });

  it('is refused when a browser could stand still with it, or it cannot be checked safely', () => {
    const refused = {
      '(a+)+b': /without end/,
      '(?:\\w*\\s?)*': /without end/,
      '(a)\\1': /refers back/,
      '(?=a)b': /looks ahead/,
      '(?i:a)': /flags/,
      'a{0,5000}': /repeats too much/,
      '(?:(?:a{1,99}){1,99}){1,99}': /repeats too much/,
      '\\p{RGI_Emoji}': /whole strings/,
      '(': /not a regular expression/,
      '': /empty/,
    };
    for (const [pattern, fault] of Object.entries(refused)) assert.match(patternFault(pattern) ?? '', fault, pattern);
  });
});

describe('a form', () => {
  let test: TestApp;
  let portal: MadePortal;
  let contact: MadeContact;
  let caller: Caller;

  before(async () => {
    test = await testApp();
    portal = await makePortal({ conversation: 'all-threads' });
    contact = await makeContact(portal);
    caller = await signIn(test, portal, contact);
  });

  const made = (fields: StoredField[], rest: StoredSection[] = []) =>
    makeForm(portal, [{ fields: [...BASE, ...fields] }, ...rest]);
  const send = (formId: string, changes: object = {}, options = {}) =>
    caller.post('/tickets', { formId, subject: 'The lamp flickers', text: 'All day', ...changes }, options);
  const errorsOf = async (formId: string, changes: object) => {
    const answer = await send(formId, changes);
    assert.ok(answer.statusCode < 500, answer.body);
    return answer.json<{ errors?: object[] }>().errors;
  };
  const ticketOf = async (id: string) => {
    const { db } = await testDatabase();
    return db.selectFrom('tickets').where('id', '=', id).selectAll().executeTakeFirstOrThrow();
  };

  it('is answered with all there is to say of its fields, but for what is known of the person', async () => {
    const condition = propertyIs('product', 'lamp');
    const id = await makeForm(portal, [
      { fields: OPEN },
      {
        title: { en: 'About', fi: 'Tietoja' },
        condition,
        fields: [field('/properties/n', 'number', { default: 2, minimum: 1, maximum: 9, isHidden: true, condition })],
      },
      { fields: BASE },
    ]);
    const form = (await caller.get(`/forms/${id}`, { headers: { 'Accept-Language': 'fi' } })).json();
    assert.deepEqual([form.id, form.version, form.title, form.thanks], [id, '1', 'Lomake', null]);
    assert.equal(form.sections.length, 2);
    assert.deepEqual(form.sections[0].condition, condition);
    assert.deepEqual(form.sections[0].fields[0], {
      pointer: '/properties/n',
      type: 'number',
      label: '/properties/n',
      required: false,
      help: null,
      placeholder: null,
      default: 2,
      isHidden: true,
      minLength: null,
      maxLength: null,
      minimum: 1,
      maximum: 9,
      pattern: null,
      condition,
      options: [],
      consent: null,
    });
    assert.equal(form.sections[1].fields[1].maxLength, 50_000);
    // What is sent all the same does not count.
    assert.equal((await send(id, { contact: { name: 'Eve', email: 'eve@evil.example' } })).statusCode, 201);
  });

  it('says what is wrong with a value of each type', async () => {
    const options = ['a', 'b'].map((value) => ({ value, label: { en: value } }));
    const id = await made([
      field('/properties/text', 'text', { minLength: 3, maxLength: 5, pattern: '[a-z]+' }),
      field('/properties/area', 'textarea'),
      field('/properties/email', 'email'),
      field('/properties/tel', 'tel'),
      field('/properties/number', 'number', { minimum: 1, maximum: 9.5 }),
      field('/properties/date', 'date', { minimum: '2026-01-01', maximum: 'today' }),
      field('/properties/select', 'select', { options }),
      field('/properties/multi', 'multiselect', { options }),
      field('/properties/check', 'checkbox'),
    ]);
    const good = {
      text: ' abc ',
      area: 'a\nb',
      email: 'a@b.example',
      tel: '+31 20 555 0134',
      number: '9.5',
      date: '2026-01-01',
      select: 'b',
      multi: ['b', 'a'],
      check: true,
    };
    const answer = await send(id, { properties: good });
    assert.equal(answer.statusCode, 201, answer.body);
    assert.deepEqual((await ticketOf(answer.json().id)).properties, { ...good, text: 'abc', number: 9.5 });
    const far = new Date(test.clock.now().getTime() + 3 * 86_400_000).toISOString().slice(0, 10);
    const bad: [name: string, value: unknown, error: object][] = [
      ['text', 'ab', { code: 'too-short', limit: 3 }],
      ['text', 'abcdef', { code: 'too-long', limit: 5 }],
      ['text', 'ABC', { code: 'invalid' }],
      ['text', 5, { code: 'invalid' }],
      ['text', ['abc'], { code: 'invalid' }],
      ['area', true, { code: 'invalid' }],
      ['email', 'nobody', { code: 'invalid' }],
      ['tel', 'call me', { code: 'invalid' }],
      ['number', 'many', { code: 'invalid' }],
      ['number', true, { code: 'invalid' }],
      ['number', 0, { code: 'too-low', limit: 1 }],
      ['number', '9.6', { code: 'too-high', limit: 9.5 }],
      ['date', '2026-02-31', { code: 'invalid' }],
      ['date', '2025-12-31', { code: 'too-low' }],
      ['date', far, { code: 'too-high' }],
      ['select', 'c', { code: 'unknown-value' }],
      ['select', ['a'], { code: 'unknown-value' }],
      ['multi', 'a', { code: 'invalid' }],
      ['multi', ['a', 'c'], { code: 'unknown-value' }],
      ['multi', ['a', 'a'], { code: 'unknown-value' }],
      ['check', 'yes', { code: 'invalid' }],
    ];
    for (const [name, value, error] of bad) {
      const errors = await errorsOf(id, { properties: { [name]: value } });
      assert.deepEqual(errors, [{ pointer: `/properties/${name}`, ...error }], `${name} ${JSON.stringify(value)}`);
    }
    // Today is a day longer than in one place.
    const ahead = new Date(test.clock.now().getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
    assert.equal((await send(id, { properties: { date: ahead } })).statusCode, 201);
  });

  it('asks for what is required as far as it is shown, and takes no value of what is not', async () => {
    const options = ['lamp', 'radio'].map((value) => ({ value, label: { en: value } }));
    const id = await made(
      [field('/properties/product', 'select', { required: true, options })],
      [
        {
          condition: propertyIs('product', 'lamp'),
          fields: [
            field('/properties/bulb', 'text', { required: true }),
            field('/properties/on', 'checkbox', { required: true }),
          ],
        },
      ],
    );
    assert.deepEqual(await errorsOf(id, {}), [{ pointer: '/properties/product', code: 'required' }]);
    assert.deepEqual(await errorsOf(id, { properties: { product: 'lamp', on: false, bulb: ' ' } }), [
      { pointer: '/properties/bulb', code: 'required' },
      { pointer: '/properties/on', code: 'required' },
    ]);
    assert.deepEqual(await errorsOf(id, { properties: { product: 'radio', bulb: 'E27' } }), [
      { pointer: '/properties/bulb', code: 'unknown-value' },
    ]);
    assert.deepEqual(await errorsOf(id, { properties: { product: 'radio' } }), undefined);
    assert.deepEqual(await errorsOf(id, { properties: { product: 'radio', nothing: 1 }, consents: { none: '1' } }), [
      { pointer: '/properties/nothing', code: 'unknown-value' },
      { pointer: '/consents/none', code: 'unknown-value' },
    ]);
  });

  it('fills in hidden fields by their defaults where the page gives nothing', async () => {
    const id = await makeForm(portal, [
      {
        fields: [
          field('/subject', 'text', { isHidden: true, default: 'A repair' }),
          field('/text', 'textarea'),
          field('/properties/source', 'text', { isHidden: true, default: 'kb' }),
          field('/properties/since', 'date', { isHidden: true, default: 'today' }),
        ],
      },
    ]);
    const plain = await ticketOf((await send(id, { subject: '' })).json().id);
    const today = test.clock.now().toISOString().slice(0, 10);
    assert.deepEqual([plain.subject, plain.properties], ['A repair', { source: 'kb', since: today }]);
    const given = await ticketOf((await send(id, { properties: { source: 'shop' } })).json().id);
    assert.deepEqual(given.properties, { source: 'shop', since: today });
  });

  it('keeps what people say of themselves with the person, and what they agree to as they read it', async () => {
    const consent = { version: '2', html: { en: '<p>We keep it.</p>', fi: '<p>Pidämme sen.</p>' } };
    const id = await made([
      field('/contact/phone', 'tel'),
      field('/contact/floors', 'number'),
      field('/consents/privacy', 'consent', { required: true, consent, label: { en: 'I agree', fi: 'Suostun' } }),
    ]);
    assert.deepEqual(await errorsOf(id, {}), [{ pointer: '/consents/privacy', code: 'required' }]);
    const answer = await send(
      id,
      { contact: { phone: '+31 20 555 0134', floors: 3 }, consents: { privacy: '2' } },
      { headers: { 'Accept-Language': 'fi' } },
    );
    assert.equal(answer.statusCode, 201, answer.body);
    const { db } = await testDatabase();
    const rows = await db.selectFrom('form_consents').where('contact_id', '=', contact.id).selectAll().execute();
    assert.deepEqual(
      rows.map(({ id: _, ...row }) => row),
      [
        {
          contact_id: contact.id,
          ticket_id: answer.json().id,
          form: id,
          name: 'privacy',
          version: '2',
          language: 'fi',
          label: 'Suostun',
          html: '<p>Pidämme sen.</p>',
          given_at: test.clock.now(),
        },
      ],
    );
    const who = await db.selectFrom('contacts').where('id', '=', contact.id).select('properties').executeTakeFirst();
    assert.deepEqual(who?.properties, { phone: '+31 20 555 0134', floors: '3' });
    // Whoever read another text agreed to another thing, even where nobody says which form it was.
    const former = await send(id, { consents: { privacy: '1' } });
    assert.deepEqual([former.statusCode, former.json().code], [409, 'form-changed']);
  });

  it('tells the team where a ticket was written, and customers nothing of it', async () => {
    const context = { pageUrl: 'https://docs.lumen.example/a', pageTitle: '<b>Lamps</b>\u0000', 'x-host': 'v4' };
    const answer = await send(await made([]), { context });
    assert.equal(answer.statusCode, 201, answer.body);
    assert.doesNotMatch(answer.body, /docs\.lumen/);
    const { db } = await testDatabase();
    const { member } = await teamOf(portal);
    const seen = await findTeamContext(member, db, answer.json().id);
    assert.deepEqual(seen?.context, { ...context, pageTitle: '<b>Lamps</b>' });
    const elsewhere = await teamOf(await makePortal());
    assert.equal(await findTeamContext(elsewhere.member, db, answer.json().id), undefined);
  });

  it('that changed while it was filled in says so, and loses nothing that fits', async () => {
    const { db } = await testDatabase();
    const id = await made([field('/properties/a', 'text')]);
    const sent = { formVersion: '1', properties: { a: 'x' } };
    const key = { headers: { 'Idempotency-Key': newId() } };
    const first = await send(id, sent, key);
    assert.equal(first.statusCode, 201);
    await db
      .updateTable('forms')
      .set({
        version: 2,
        sections: JSON.stringify([{ fields: [...BASE, field('/properties/b', 'text', { required: true })] }]),
      })
      .where('name', '=', id)
      .execute();
    const late = await send(id, sent);
    assert.deepEqual([late.statusCode, late.json().code], [409, 'form-changed']);
    // What fits the new one as it is goes through; what never fitted is said as it is.
    assert.equal((await send(id, { formVersion: '1', properties: { b: 'y' } })).statusCode, 201);
    assert.equal((await send(id, { formVersion: '2', properties: { a: 'x' } })).json().code, 'validation-failed');
    assert.equal((await send(id, { properties: { a: 'x' } })).json().code, 'validation-failed');
    // The ticket that is there stays what it is, even when the form is gone.
    assert.equal((await send(id, sent, key)).json().id, first.json().id);
    await db.deleteFrom('forms').where('name', '=', id).execute();
    assert.equal((await send(id, sent, key)).json().id, first.json().id);
    assert.equal((await send(id, { ...sent, subject: 'Else' }, key)).json().code, 'idempotency-key-reused');
    assert.deepEqual(await errorsOf(id, sent), [{ pointer: '/formId', code: 'unknown-value' }]);
  });

  it('of 300 fields, each depending on the one before, works', async () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      field(`/properties/f${index}`, 'text', {
        required: true,
        ...(index > 0 && { condition: propertyIs(`f${index - 1}`, `value ${index - 1}`) }),
      }),
    );
    const id = await made(many);
    assert.equal((await caller.get(`/forms/${id}`)).json().sections[0].fields.length, 302);
    const properties = Object.fromEntries(many.map((_, index) => [`f${index}`, `value ${index}`]));
    const start = performance.now();
    const answer = await send(id, { properties });
    assert.equal(answer.statusCode, 201, answer.body);
    assert.ok(performance.now() - start < 3000);
    const { f299: _, ...rest } = properties;
    assert.deepEqual(await errorsOf(id, { properties: rest }), [{ pointer: '/properties/f299', code: 'required' }]);
  });

  it('is not shown where its condition cannot be answered, and the server stands', async () => {
    const id = await made([
      field('/properties/a', 'text', { required: true, condition: { $ref: '#/$defs/none' } }),
      field('/properties/b', 'text', { required: true, condition: { allOf: [{ $ref: '#' }] } }),
      field('/properties/c', 'text', { required: true, condition: { required: 5, multipleOf: 'x' } }),
    ]);
    assert.equal((await send(id)).statusCode, 201);
    assert.deepEqual(await errorsOf(id, { properties: { a: 'x' } }), [
      { pointer: '/properties/a', code: 'unknown-value' },
    ]);
  });

  it('refuses hostile values and goes on', async () => {
    const id = await made([field('/properties/a', 'text'), field('/contact/phone', 'tel')]);
    const long = 'x'.repeat(50_001);
    const answers: [changes: object, code: string, error?: object][] = [
      [{ properties: { a: long } }, 'validation-failed', { pointer: '/properties/a', code: 'too-long', limit: 50_000 }],
      [{ properties: { a: { b: 1 } } }, 'validation-failed', { pointer: '/properties/a', code: 'invalid' }],
      [{ properties: { a: null } }, 'validation-failed', { pointer: '/properties/a', code: 'invalid' }],
      [{ properties: { a: [[['deep']]] } }, 'validation-failed'],
      [{ properties: { toString: 'x', hasOwnProperty: 'x' } }, 'validation-failed'],
      [{ properties: 'a' }, 'validation-failed'],
      [{ contact: [] }, 'validation-failed'],
      [
        { consents: { constructor: '1' } },
        'validation-failed',
        { pointer: '/consents/constructor', code: 'unknown-value' },
      ],
      [{ context: { pageUrl: { deep: { deeper: {} } } } }, 'validation-failed'],
      [
        { context: { pageUrl: 'x'.repeat(2001) } },
        'validation-failed',
        { pointer: '/context/pageUrl', code: 'too-long', limit: 2000 },
      ],
      [
        { context: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`k${n}`, ''])) },
        'validation-failed',
        { pointer: '/context', code: 'too-many', limit: 20 },
      ],
      [
        { properties: Object.fromEntries(Array.from({ length: 401 }, (_, n) => [`k${n}`, ''])) },
        'validation-failed',
        { pointer: '/properties', code: 'too-many', limit: 400 },
      ],
      [{ unheardOf: 1 }, 'validation-failed', { pointer: '/unheardOf', code: 'unknown-value' }],
    ];
    for (const [changes, code, error] of answers) {
      const answer = await send(id, changes);
      assert.equal(answer.json().code, code, JSON.stringify(changes).slice(0, 200) + answer.body);
      if (error) assert.deepEqual(answer.json().errors, [error]);
    }
    for (const poison of ['{"__proto__":{"a":"x"}}', '{"constructor":{"prototype":{"a":1}}}']) {
      const body = `{"formId":"${id}","subject":"s","text":"t","properties":${poison}}`;
      assert.equal((await caller.post('/tickets', body)).statusCode, 400);
    }
    assert.equal(({} as { a?: unknown }).a, undefined);
    assert.equal((await send(id, { properties: { a: 'x'.repeat(50_000) } })).statusCode, 201);
  });
});
