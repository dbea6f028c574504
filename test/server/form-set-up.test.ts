import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { defineProperty } from '../../server/accounts/property-set-up.ts';
import { FORMS } from '../../server/demo/forms.ts';
import { PROPERTIES } from '../../server/demo/world.ts';
import { readForm } from '../../server/forms/read-form.ts';
import { describeForms, removeForm, setForm } from '../../server/forms/set-up.ts';
import { StartError } from '../../server/start-error.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, visitor } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import { propertyIs } from './support/forms.ts';
import { makeContact, makePortal, type MadePortal } from './support/makers.ts';

const SUBJECT = { pointer: '/subject', type: 'text', label: 'Subject', required: true };
const TEXT = { pointer: '/text', type: 'textarea', label: { en: 'Question', fi: 'Kysymys' }, required: true };
const EMAIL = { pointer: '/contact/email', type: 'email', label: 'E-mail', required: true };
const a = (rest: object = {}) => ({ pointer: '/contact/a', type: 'text', label: 'A', ...rest });
const b = (rest: object = {}) => ({ pointer: '/contact/b', type: 'text', label: 'B', ...rest });
const asks = (name: string) => ({ properties: { contact: { required: [name] } }, required: ['contact'] });

describe('saving a form', () => {
  let test: TestApp;
  let portal: MadePortal;

  before(async () => {
    test = await testApp();
    portal = await makePortal();
  });

  const form = (fields: object[], rest: object = {}) => ({
    id: 'question',
    title: { en: 'Ask', fi: 'Kysy' },
    sections: [{ fields: [SUBJECT, TEXT, ...fields] }],
    ...rest,
  });
  const save = async (written: unknown) => setForm((await testDatabase()).db, portal.slug, JSON.stringify(written));
  const faults = async (written: unknown): Promise<string> => {
    try {
      await save(written);
    } catch (error) {
      assert.ok(error instanceof StartError, String(error));
      return error.message;
    }
    return '';
  };

  it('makes it, and each change its next version', async () => {
    const { db } = await testDatabase();
    assert.deepEqual(await save(form([])), { id: 'question', version: 1 });
    assert.deepEqual(await save(form([])), { id: 'question', version: 1 });
    assert.deepEqual(await save(form([a()])), { id: 'question', version: 2 });
    // Where it goes and who may send it is no other form to those who fill it in.
    assert.deepEqual(await save(form([a(), EMAIL], { isOpen: true, isDefault: true })), { id: 'question', version: 3 });
    assert.deepEqual(await save(form([a(), EMAIL])), { id: 'question', version: 3 });
    const caller = await signIn(test, portal, await makeContact(portal));
    const shown = (await caller.get('/forms/question', { headers: { 'Accept-Language': 'fi' } })).json();
    assert.deepEqual([shown.version, shown.title, shown.submitLabel], ['3', 'Kysy', 'Lähetä']);
    assert.equal(shown.sections[0].fields[1].label, 'Kysymys');
    const lines = await describeForms(db, portal.slug);
    assert.deepEqual(lines[0], 'question\tAsk\tversion 3\t4 fields\tdefault');
    assert.equal(lines.length, 2);
    await removeForm(db, portal.slug, 'question');
    assert.equal((await describeForms(db, portal.slug)).length, 1);
    await assert.rejects(removeForm(db, portal.slug, 'question'), /has no form question/);
  });

  it('sends its tickets where it says', async () => {
    const { db } = await testDatabase();
    await db
      .insertInto('inboxes')
      .values({ id: `${portal.id}-o`, portal_id: portal.id, name: 'Orders' })
      .execute();
    await save(form([], { inbox: 'Orders', pipeline: 'Support', stage: 'new' }));
    const caller = await signIn(test, portal, await makeContact(portal));
    const answer = await caller.post('/tickets', { formId: 'question', subject: 's', text: 't' });
    const ticket = await db
      .selectFrom('tickets')
      .where('id', '=', answer.json().id)
      .select(['inbox_id', 'stage_id'])
      .executeTakeFirst();
    assert.deepEqual(ticket, { inbox_id: `${portal.id}-o`, stage_id: portal.openStageId });
    assert.match(await faults(form([], { inbox: 'Nowhere' })), /no inbox Nowhere; it has Orders, Support/);
    assert.match(await faults(form([], { pipeline: 'Sales' })), /no pipeline Sales; it has Support/);
    assert.match(await faults(form([], { stage: 'later' })), /no stage later; there are new, done/);
    assert.match(await faults(form([], { stage: 'done' })), /done is closed/);
    await assert.rejects(setForm(db, 'nowhere', '{}'), /no portal at nowhere/);
    await assert.rejects(setForm(db, portal.slug, '{'), /not JSON/);
  });

  it('names each fault by its place', async () => {
    const wrong: [written: unknown, fault: RegExp][] = [
      [[], /The form: .*object/],
      [form([], { id: 'a b' }), /\n {2}id: has to be letters/],
      [form([], { colour: 'red' }), /The form: colour is unknown/],
      [form([a({ lable: 'x' })]), /sections\[0\]\.fields\[2\]: lable is unknown/],
      [form([a({ pointer: '/status' })]), /sections\[0\]\.fields\[2\]\.pointer: is none of/],
      [form([a({ pointer: '/contact/__proto__' })]), /__proto__ cannot be a name/],
      [form([a({ type: 'colour' })]), /fields\[2\]\.type/],
      [form([a({ label: {} })]), /fields\[2\]\.label: has (to be a text|no language)/],
      [form([a({ type: 'files' })]), /files goes with \/uploadIds/],
      [form([a({ type: 'select' })]), /options: belong to a select/],
      [form([a({ options: ['x'] })]), /options: belong to a select/],
      [form([a({ type: 'select', options: ['x', 'x'] })]), /has a value twice/],
      [form([a({ type: 'number', maxLength: 3 })]), /limits of length are for texts/],
      [form([a({ minLength: 5, maxLength: 3 })]), /is more than maxLength/],
      [form([a({ minimum: 3 })]), /for numbers and dates/],
      [form([a({ type: 'number', minimum: '3' })]), /bounds of a number are numbers/],
      [form([a({ type: 'number', minimum: 5, maximum: 3 })]), /is more than maximum/],
      [form([a({ type: 'date', maximum: 'tomorrow' })]), /like 2026-11-30, or today/],
      [form([a({ pattern: '[a-z]+' })]), /help: has to say what the pattern wants/],
      [form([a({ pattern: '(a+)+', help: 'a' })]), /pattern: repeats without end/],
      [form([a({ type: 'textarea', pattern: 'a', help: 'a' })]), /for a text of one line/],
      [form([a({ type: 'number', default: 'many' })]), /default: does not fit/],
      [form([a({ type: 'select', options: ['x'], default: 'y' })]), /default: does not fit/],
      [form([a({ isHidden: true, required: true })]), /nobody could fill it in/],
      [form([{ pointer: '/consents/c', type: 'consent', label: 'C' }]), /consent: belongs to a consent/],
      [form([a(), a()]), /fields\[3\]\.pointer: \/contact\/a is there twice/],
      [{ ...form([]), sections: [{ fields: [TEXT] }] }, /a field for \/subject is missing/],
      [{ ...form([]), sections: [{ fields: [SUBJECT] }] }, /a field for \/text is missing/],
      [
        { ...form([]), sections: [{ fields: [SUBJECT, { ...TEXT, isHidden: true, required: false }] }] },
        /default: is missing/,
      ],
      [
        { ...form([]), sections: [{ fields: [SUBJECT] }, { condition: { required: ['subject'] }, fields: [TEXT] }] },
        /\/text is always needed/,
      ],
      [form([], { isOpen: true }), /ask for \/contact\/email/],
      [form([{ ...EMAIL, required: false }], { isOpen: true }), /has to be required/],
      [form([EMAIL, { pointer: '/uploadIds', type: 'files', label: 'F' }], { isOpen: true }), /takes no files/],
      [
        form([{ ...a(), pointer: '/properties/serial' }]),
        /define-property --portal \S+ --id serial --label "A" --type text/,
      ],
      [form([{ ...a(), pointer: '/properties/product' }]), /a text cannot be kept in the property product/],
      [
        form([{ ...a(), pointer: '/properties/product', type: 'select', options: ['lamp', 'piano'] }]),
        /has no choice piano/,
      ],
    ];
    for (const [written, fault] of wrong) assert.match(await faults(written), fault, JSON.stringify(written));
    // All of them at once.
    assert.equal((await faults(form([a({ minimum: 1, minLength: 5, maxLength: 3 })]))).split('\n').length, 3);
    await defineProperty((await testDatabase()).db, {
      portal: portal.slug,
      name: 'serial',
      label: { en: 'Serial' },
      type: 'text',
      options: [],
      isShown: true,
    });
    assert.equal(await faults(form([{ ...a(), pointer: '/properties/serial' }])), '');
    assert.equal(
      await faults({ ...form([]), sections: [{ fields: [SUBJECT, { ...TEXT, isHidden: true, default: '-' }] }] }),
      '',
    );
  });

  it('takes a condition on what stands above, and no circle', async () => {
    const wrong: [fields: object[], fault: RegExp][] = [
      [[a({ condition: { type: 'nothing' } })], /fields\[2\]\.condition: is not JSON Schema/],
      [[a({ condition: { properties: { subject: { pattern: 'x' } } } })], /may not say pattern/],
      [[a({ condition: { properties: { subject: { format: 'email' } } } })], /may not say format/],
      [[a({ condition: { $ref: 'https://evil.example/schema' } })], /refers to another schema/],
      [[a({ condition: { $ref: '#/$defs/none' } })], /leads nowhere/],
      [[a({ condition: { allOf: [{ $ref: '#' }] } })], /refers to itself/],
      [[a({ condition: 'x' })], /has to be a JSON Schema/],
      [[a({ condition: asks('c') })], /\/contact\/c is no field of this form/],
      [[a({ condition: asks('b') }), b()], /\/contact\/b stands below/],
      [[a({ condition: asks('a') })], /a circle: \/contact\/a depends on \/contact\/a/],
      [[a({ condition: asks('b') }), b({ condition: asks('a') })], /a circle: \/contact\/a depends on \/contact\/b/],
      [[a({ condition: { $defs: { b: asks('b') }, not: { $ref: '#/$defs/b' } } }), b()], /\/contact\/b stands below/],
    ];
    for (const [fields, fault] of wrong) assert.match(await faults(form(fields)), fault, JSON.stringify(fields));
    const within = form([]);
    within.sections.push({ condition: asks('a'), fields: [a()] } as never);
    assert.match(await faults(within), /sections\[1\]\.condition: \/contact\/a is within the section/);
    assert.equal(await faults(form([a(), b({ condition: asks('a') })])), '');
    // A property that is called like a keyword is none.
    assert.equal(await faults(form([a({ pointer: '/contact/pattern' }), b({ condition: asks('pattern') })])), '');
    const named = { properties: { contact: { properties: { pattern: { const: 'x' } }, required: ['pattern'] } } };
    assert.equal(await faults(form([a({ pointer: '/contact/pattern' }), b({ condition: named })])), '');
  });

  it('keeps the text of a consent harmless, and every version what it was', async () => {
    const consent = (version: string, html: string) =>
      form([{ pointer: '/consents/privacy', type: 'consent', label: 'I agree', consent: { version, html } }], {
        id: 'agree',
      });
    await save(consent('1', '<p onclick="x()">We keep it.<script>x()</script></p>'));
    const caller = await signIn(test, portal, await makeContact(portal));
    const html = async () => (await caller.get('/forms/agree')).json().sections[0].fields[2].consent.html;
    assert.equal(await html(), '<p>We keep it.</p>');
    assert.match(
      await faults(consent('1', '<p>We sell it.</p>')),
      /consent\.version: is 1 as before, but the text is another/,
    );
    await save(consent('2', '<p>We sell it.</p>'));
    assert.equal(await html(), '<p>We sell it.</p>');
  });

  it('of a condition by a section goes round by the API', async () => {
    const { db } = await testDatabase();
    const own = await makePortal();
    const options = ['lamp'];
    await setForm(
      db,
      own.slug,
      JSON.stringify({
        ...form([EMAIL, { pointer: '/properties/product', type: 'select', label: 'P', options }]),
        isOpen: true,
        sections: [
          { fields: [SUBJECT, EMAIL, { pointer: '/properties/product', type: 'select', label: 'P', options }] },
          { condition: propertyIs('product', 'lamp'), fields: [a()] },
          { fields: [TEXT] },
        ],
      }),
    );
    const someone = await visitor(test, own);
    const shown = (await someone.get('/requests/forms/question')).json();
    assert.deepEqual(shown.sections[1].condition, propertyIs('product', 'lamp'));
  });

  it('would take the demo’s forms as they are', () => {
    const properties = PROPERTIES.map(({ name, type, options }) => ({ name, type, options: [...options] }));
    for (const { key, ...rest } of FORMS) {
      const read = readForm(JSON.parse(JSON.stringify({ id: key, ...rest })), {
        slug: 'help',
        languages: ['en', 'fi'],
        properties,
      });
      assert.deepEqual('faults' in read ? read.faults : [], [], key);
    }
  });
});
