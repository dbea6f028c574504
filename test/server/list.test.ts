import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { MessagePage, Portal, Preferences, Problem, TicketPage, TicketSummary } from '../../src/api/schema.ts';
import {
  defineProperty,
  describeProperties,
  removeProperty,
  setColumns,
} from '../../server/accounts/property-set-up.ts';
import { createStaffLink } from '../../server/accounts/staff-view.ts';
import type { NewRow, PropertyValue } from '../../server/db/tables.ts';
import { newId } from '../../server/ids.ts';
import { testApp, type TestApp } from './support/app.ts';
import { signIn, visitor, type Caller } from './support/caller.ts';
import { testDatabase } from './support/database.ts';
import {
  makeCompany,
  makeContact,
  makeMessage,
  makePortal,
  makeThread,
  makeTicket,
  type MadeContact,
  type MadePortal,
  type MadeTicket,
} from './support/makers.ts';

let test: TestApp;

before(async () => {
  test = await testApp();
});

const words = (text: string) => ({ en: text, fi: `${text} (fi)` });
const option = (value: string) => ({ value, label: words(value.toUpperCase()) });

type Definition = Pick<NewRow<'property_definitions'>, 'name' | 'type'> & { options?: object[]; is_shown?: boolean };

const DEFINITIONS: Definition[] = [
  { name: 'reference', type: 'text' },
  { name: 'size', type: 'number' },
  { name: 'bought', type: 'date' },
  { name: 'colour', type: 'select', options: [option('red'), option('green'), option('blue')] },
  { name: 'parts', type: 'multiselect', options: [option('wheel'), option('door'), option('bell')] },
  { name: 'urgent', type: 'checkbox' },
  { name: 'secret', type: 'text', is_shown: false },
];

async function define(portal: MadePortal, definitions: readonly Definition[]): Promise<void> {
  const { db } = await testDatabase();
  await db
    .insertInto('property_definitions')
    .values(
      definitions.map(({ name, type, options = [], is_shown = true }, position) => ({
        portal_id: portal.id,
        name,
        type,
        label: JSON.stringify(words(name)),
        options: JSON.stringify(options),
        is_shown,
        position: 10 + position,
      })),
    )
    .execute();
}

async function portalWithProperties(changes: Partial<NewRow<'portals'>> = {}): Promise<MadePortal> {
  const columns: NewRow<'portals'>['columns'] = [
    'number',
    'subject',
    'requester',
    'property:colour',
    'created',
    'property:size',
    'property:bought',
    'property:reference',
    'property:parts',
    'property:urgent',
    'property:gone',
    'last-activity',
    'status',
  ];
  const portal = await makePortal({ columns, ...changes });
  await define(portal, DEFINITIONS);
  return portal;
}

const of = (properties: Record<string, PropertyValue>) => ({ properties: JSON.stringify(properties) });

async function page(caller: Caller, query: Record<string, string | readonly string[] | undefined> = {}) {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((single): [string, string] => [name, single]),
  );
  const answer = await caller.get(`/tickets?${new URLSearchParams(parameters).toString()}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<TicketPage>();
}

const subjects = async (caller: Caller, query: Parameters<typeof page>[1]) =>
  (await page(caller, { limit: '100', ...query })).items.map(({ subject }) => subject).sort();

describe('filters', () => {
  let portal: MadePortal;
  let contact: MadeContact;
  let caller: Caller;

  before(async () => {
    portal = await portalWithProperties({ show_stages: true });
    contact = await makeContact(portal);
    caller = await signIn(test, portal, contact);
    const day = (date: number) => new Date(Date.UTC(2026, 0, date));
    const rows: [string, Record<string, PropertyValue>, Partial<NewRow<'tickets'>>][] = [
      [
        'a',
        { reference: 'Studio 4, Übung «Nord»', size: 10, bought: '2026-01-10', colour: 'red', parts: ['wheel'] },
        { created_at: day(1), last_activity_at: day(11) },
      ],
      [
        'b',
        {
          reference: 'studio 40',
          size: 9.5,
          bought: '2026-02-28',
          colour: 'green',
          parts: ['door', 'bell'],
          urgent: true,
        },
        { created_at: day(2), last_activity_at: day(12), status: 'closed' },
      ],
      [
        'c',
        { reference: "100% 'quoted' \\ back_slash", size: '-3', colour: 'blue', urgent: false },
        { created_at: day(3), last_activity_at: day(13) },
      ],
      // Of the wrong kinds, which fit nothing.
      [
        'd',
        { size: 'many', bought: 'yesterday', colour: 'mauve', parts: 'wheel', urgent: 'yes', reference: true },
        { created_at: day(4), last_activity_at: day(14) },
      ],
      ['e', { secret: 'studio' }, { created_at: day(5), last_activity_at: day(15) }],
    ];
    for (const [subject, properties, changes] of rows)
      await makeTicket(portal, contact, { subject, ...of(properties), ...changes });
    const other = await makeContact(portal);
    await makeTicket(portal, other, { subject: 'not mine', ...of({ colour: 'red', size: 10, reference: 'studio' }) });
  });

  const cases: [string | readonly string[], string[]][] = [
    ['colour:is:red', ['a']],
    [
      ['colour:is:red', 'colour:is:blue'],
      ['a', 'c'],
    ],
    ['size:from:9.5', ['a', 'b']],
    ['size:to:9.5', ['b', 'c']],
    [['size:from:9', 'size:to:9.9'], ['b']],
    [['size:from:1', 'size:from:10'], ['a']],
    ['bought:from:2026-01-10', ['a', 'b']],
    [['bought:from:2026-01-11', 'bought:to:2026-02-28'], ['b']],
    ['parts:is:bell', ['b']],
    [
      ['parts:is:wheel', 'parts:is:bell'],
      ['a', 'b', 'd'],
    ],
    ['urgent:is:true', ['b']],
    ['urgent:is:false', ['a', 'c', 'd', 'e']],
    [
      ['urgent:is:false', 'urgent:is:true'],
      ['a', 'b', 'c', 'd', 'e'],
    ],
    ['reference:words:studio', ['a', 'b']],
    ['reference:words:STUD 4', ['a', 'b']],
    ['reference:words:4 studio nord', ['a']],
    [['reference:words:studio', 'reference:words:nord'], ['a']],
    ['reference:words:übung', ['a']],
    ['reference:words:«»', []],
    ['reference:is:Studio 40', ['b']],
    ['reference:is:studio', []],
    [
      ['reference:is: STUDIO 40', 'reference:is:studio 4, übung «nord»'],
      ['a', 'b'],
    ],
    [['colour:is:green', 'size:from:9', 'parts:is:door', 'urgent:is:true', 'reference:words:40'], ['b']],
    [['colour:is:green', 'size:from:10'], []],
  ];
  for (const [property, found] of cases)
    it(`by ${[property].flat().join(' and ')}`, async () => {
      assert.deepEqual(await subjects(caller, { property }), found);
    });

  it('by moments, from the first on and before the second', async () => {
    const at = (date: number) => `2026-01-${String(date).padStart(2, '0')}T00:00:00Z`;
    assert.deepEqual(await subjects(caller, { createdFrom: at(2), createdTo: at(4) }), ['b', 'c']);
    assert.deepEqual(await subjects(caller, { activityFrom: at(14) }), ['d', 'e']);
    assert.deepEqual(await subjects(caller, { activityTo: at(12) }), ['a']);
    assert.deepEqual(await subjects(caller, { createdFrom: '2026-01-02T02:00:00+02:00', createdTo: at(3) }), ['b']);
    assert.deepEqual(await subjects(caller, { createdFrom: '0000-01-01T00:00:00Z' }), ['a', 'b', 'c', 'd', 'e']);
    assert.deepEqual(await subjects(caller, { createdTo: '9999-12-31T23:59:59Z' }), ['a', 'b', 'c', 'd', 'e']);
  });

  it('by all of it at once, with words', async () => {
    const query = { status: 'closed', stage: portal.closedStageId, property: 'size:from:1', q: 'b' };
    assert.deepEqual(await subjects(caller, query), ['b']);
    assert.deepEqual(await subjects(caller, { ...query, q: 'c' }), []);
  });

  it('takes hostile values as text', async () => {
    assert.deepEqual(await subjects(caller, { property: "reference:words:100% 'quoted' back" }), ['c']);
    assert.deepEqual(await subjects(caller, { property: "reference:is:100% 'quoted' \\ back_slash" }), ['c']);
    for (const text of [
      "' or 1=1 --",
      "'); drop table tickets; --",
      '%',
      '_',
      '\\',
      '\u{10FFFF}',
      '\ud800',
      'a:b:c',
      "' | !x & :*",
      'x'.repeat(280),
    ])
      for (const operator of ['words', 'is'])
        assert.deepEqual(await subjects(caller, { property: `reference:${operator}:${text}` }), [], text);
  });

  it('refuses what it does not know, and says where', async () => {
    const refusals: [string, string | undefined][] = [
      ['unknown:is:red', 'unknown-value'],
      ['secret:words:studio', 'unknown-value'],
      ['priority:is:high', 'unknown-value'],
      ['__proto__:is:red', 'unknown-value'],
      ['constructor:is:red', 'unknown-value'],
      ['colour:is:mauve', 'unknown-value'],
      ['colour:is:', 'unknown-value'],
      ['colour:words:red', 'invalid'],
      ['size:is:1', 'invalid'],
      ['size:from:1e5', 'invalid'],
      ['size:from:NaN', 'invalid'],
      ['size:from:1;drop table tickets', 'invalid'],
      [`size:from:${'9'.repeat(31)}`, 'invalid'],
      ['bought:from:2026-02-30', 'invalid'],
      ['bought:from:tomorrow', 'invalid'],
      ['urgent:is:maybe', 'unknown-value'],
      ['reference:is: ', 'required'],
      // Not of the form at all.
      ['colour', undefined],
      ['colour:like:red', undefined],
      ["x' or 1=1:is:red", undefined],
      [`reference:is:${'x'.repeat(300)}`, undefined],
    ];
    for (const [property, code] of refusals) {
      const query = new URLSearchParams([
        ['property', 'colour:is:red'],
        ['property', property],
      ]);
      const answer = await caller.get(`/tickets?${query.toString()}`);
      assert.equal(answer.statusCode, 400, property);
      const problem = answer.json<Problem>();
      assert.equal(problem.code, 'invalid-request');
      assert.deepEqual(problem.errors, code && [{ pointer: '/property/1', code }], property);
      assert.equal(answer.body.includes('drop table'), false);
    }
    const many = Array(51).fill('property=colour:is:red').join('&');
    assert.equal((await caller.get(`/tickets?${many}`)).statusCode, 400);
    for (const time of ['yesterday', '2026-01-01', '2026-13-01T00:00:00Z', '2026-01-01T23:59:60Z'])
      assert.equal((await caller.get(`/tickets?createdFrom=${time}`)).statusCode, 400, time);
  });

  it('follow the tickets and the definitions', async () => {
    const { db } = await testDatabase();
    const own = await portalWithProperties();
    const person = await makeContact(own);
    const who = await signIn(test, own, person);
    const ticket = await makeTicket(own, person, { subject: 'x', ...of({ colour: 'red', secret: 'a word' }) });
    const change = (changes: object) => db.updateTable('tickets').set(changes).where('id', '=', ticket.id).execute();
    const redefine = (name: string, changes: object) =>
      db
        .updateTable('property_definitions')
        .set(changes)
        .where('portal_id', '=', own.id)
        .where('name', '=', name)
        .execute();
    assert.deepEqual(await subjects(who, { property: 'colour:is:red' }), ['x']);
    await change(of({ colour: 'blue', secret: 'another word' }));
    assert.deepEqual(await subjects(who, { property: 'colour:is:red' }), []);
    assert.deepEqual(await subjects(who, { property: 'colour:is:blue' }), ['x']);
    // The places of the choices change, and so does what is shown.
    await redefine('colour', { options: JSON.stringify([option('blue'), option('red')]) });
    assert.deepEqual(await subjects(who, { property: 'colour:is:blue' }), ['x']);
    assert.deepEqual(await subjects(who, { property: 'colour:is:red' }), []);
    await redefine('secret', { is_shown: true });
    assert.deepEqual(await subjects(who, { property: 'secret:words:another' }), ['x']);
    await redefine('secret', { is_shown: false });
    assert.equal((await who.get('/tickets?property=secret:words:another')).statusCode, 400);
    await redefine('secret', { type: 'number', is_shown: true });
    assert.deepEqual(await subjects(who, { property: 'secret:from:0' }), []);
    await db.deleteFrom('tickets').where('id', '=', ticket.id).execute();
    const left = await db.selectFrom('ticket_values').where('portal_id', '=', own.id).selectAll().execute();
    assert.deepEqual(left, []);
  });
});

describe('the order', () => {
  let portal: MadePortal;
  let mika: Caller;
  const made: TicketSummary[] = [];

  before(async () => {
    portal = await portalWithProperties({ ticket_access: 'company', show_stages: true });
    const company = await makeCompany(portal);
    const people = [
      await makeContact(portal, { company_id: company.id, name: 'Mika' }),
      await makeContact(portal, { company_id: company.id, name: 'lena' }),
      await makeContact(portal, { company_id: company.id, name: 'Aino' }),
    ];
    mika = await signIn(test, portal, people[0]!);
    const colours = ['red', 'green', 'blue', undefined];
    for (let index = 0; index < 24; index += 1) {
      const properties: Record<string, PropertyValue> = {
        ...(colours[index % 4] && { colour: colours[index % 4]! }),
        ...(index % 3 && { size: (index % 5) - 2.5 }),
        ...(index % 2 && { bought: `2026-01-0${(index % 7) + 1}` }),
        ...(index % 4 && { reference: ['Zeta', 'alpha', 'Ärger', '😀'][index % 3]! }),
        ...(index % 5 && { parts: index % 2 ? ['bell', 'door'] : ['wheel'] }),
        ...(index % 6 && { urgent: index % 2 === 0 }),
      };
      await makeTicket(portal, people[index % 3]!, {
        subject: `Subject ${index % 4}`,
        status: index % 2 ? 'open' : 'closed',
        created_at: new Date(Date.UTC(2026, 0, 1 + (index % 6))),
        last_activity_at: new Date(Date.UTC(2026, 1, 1 + (index % 8))),
        ...of(properties),
      });
    }
    made.push(...(await page(mika, { scope: 'organization', limit: '100' })).items);
    assert.equal(made.length, 24);
  });

  const place = (options: string[]) => (text: string | undefined) =>
    text === undefined ? null : options.findIndex((value) => text.startsWith(value.toUpperCase()));
  const keys: Record<string, (ticket: TicketSummary) => string | number | null> = {
    'last-activity': ({ lastActivityAt }) => lastActivityAt,
    created: ({ createdAt }) => createdAt,
    number: ({ number }) => number,
    subject: ({ subject }) => subject.toLowerCase(),
    requester: ({ requester }) => requester.name.toLowerCase(),
    status: ({ status }) => (status === 'open' ? 0 : 1),
    'property:colour': ({ values }) => place(['red', 'green', 'blue'])(values['property:colour']),
    'property:size': ({ values: { 'property:size': size } }) => (size === undefined ? null : Number(size)),
    'property:bought': ({ values }) => values['property:bought'] ?? null,
    'property:reference': ({ values }) => values['property:reference']?.toLowerCase() ?? null,
    // By the first of their options, whichever was written first.
    'property:parts': ({ values: { 'property:parts': parts } }) =>
      parts === undefined ? null : parts.includes('WHEEL') ? 0 : 1,
    'property:urgent': ({ values: { 'property:urgent': urgent } }) =>
      urgent === undefined ? null : urgent === '✓' ? 1 : 0,
  };

  for (const key of Object.keys(keys))
    for (const sign of ['', '-'])
      it(`by ${sign}${key} in pages, each ticket once, equal ones by number, those without a value last`, async () => {
        const seen: TicketSummary[] = [];
        let cursor: string | null | undefined;
        while (cursor !== null) {
          const next: TicketPage = await page(mika, {
            scope: 'organization',
            sort: sign + key,
            limit: '5',
            cursor,
          });
          seen.push(...next.items);
          cursor = next.nextCursor;
        }
        const factor = sign ? -1 : 1;
        const compare = (a: TicketSummary, b: TicketSummary) => {
          const [x, y] = [keys[key]!(a), keys[key]!(b)];
          if ((x === null) !== (y === null)) return x === null ? 1 : -1;
          if (x === y || x === null || y === null) return factor * (a.number - b.number);
          return factor * (x < y ? -1 : 1);
        };
        const expected = [...made].sort(compare);
        assert.deepEqual(
          seen.map(({ number }) => number),
          expected.map(({ number }) => number),
        );
      });

  it('goes together with filters and words', async () => {
    const query = {
      scope: 'organization',
      sort: '-property:size',
      property: 'colour:is:red',
      q: 'subject',
      limit: '2',
    };
    const seen: number[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const next: TicketPage = await page(mika, { ...query, cursor });
      seen.push(...next.items.map(({ number }) => number));
      cursor = next.nextCursor;
    }
    const red = made.filter(({ values }) => values['property:colour'] === 'RED');
    assert.ok(red.length > 4);
    assert.deepEqual([...seen].sort(), red.map(({ number }) => number).sort());
  });

  it('is none by a property that is no column, and no cursor of another order is taken', async () => {
    for (const sort of [
      'property:secret',
      'property:product',
      'property:gone',
      'property:nope',
      '-property:',
      'colour',
    ]) {
      const answer = await mika.get(`/tickets?sort=${sort}`);
      assert.equal(answer.statusCode, 400, sort);
    }
    const wrong = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
    for (const [sort, content] of [
      ['property:size', ['property:size', 'x', 1]],
      ['property:reference', ['property:reference', 1, 1]],
      ['property:reference', ['property:reference', 'a\0', 1]],
      ['property:size', ['-property:size', 1, 1]],
      ['created', ['created', null, 1]],
      ['status', ['status', 'x', 1]],
      ['requester', ['requester', 1, 1]],
    ] as const) {
      const answer = await mika.get(`/tickets?sort=${sort}&cursor=${wrong(content)}`);
      assert.equal(answer.json<Problem>().code, 'invalid-request', JSON.stringify(content));
    }
    const infinite = Buffer.from('["property:size",1e400,1]').toString('base64url');
    assert.equal((await mika.get(`/tickets?sort=property:size&cursor=${infinite}`)).statusCode, 400);
    for (const content of [
      ['property:size', 1e300, 9e15],
      ['property:size', null, -9e15],
    ])
      assert.equal((await mika.get(`/tickets?sort=property:size&cursor=${wrong(content)}`)).statusCode, 200);
  });
});

describe('what a search of many tickets finds', () => {
  it('is the same wherever along the list it stands', async () => {
    const portal = await makePortal();
    const contact = await makeContact(portal);
    const caller = await signIn(test, portal, contact);
    const { db } = await testDatabase();
    const many = Array.from({ length: 2600 }, (_, index) => ({
      id: newId(),
      portal_id: portal.id,
      number: 1_000_000 + index,
      subject: index === 0 || index === 700 ? 'a quokka' : 'a lamp',
      contact_id: contact.id,
      inbox_id: portal.inboxId,
      stage_id: portal.openStageId,
      status: 'open' as const,
      last_activity_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000),
      search: index === 0 || index === 700 ? "'quokka'" : "'lamp'",
    }));
    for (let start = 0; start < many.length; start += 1000)
      await db
        .insertInto('tickets')
        .values(many.slice(start, start + 1000))
        .execute();
    const numbers = async (query: Parameters<typeof page>[1]) =>
      (await page(caller, query)).items.map(({ number }) => number);
    assert.deepEqual(await numbers({ q: 'quok' }), [1_000_700, 1_000_000]);
    assert.deepEqual(await numbers({ q: 'quok', sort: 'last-activity' }), [1_000_000, 1_000_700]);
    assert.deepEqual(await numbers({ q: 'quok lamp' }), []);
    const first = await page(caller, { q: 'quok', limit: '1' });
    assert.deepEqual(await numbers({ q: 'quok', limit: '1', cursor: first.nextCursor ?? '' }), [1_000_000]);
    assert.deepEqual(await numbers({ q: 'lamp', limit: '3' }), [1_002_599, 1_002_598, 1_002_597]);
  });
});

describe('columns and filters', () => {
  it('are told in the person’s language, without what is not shown', async () => {
    const portal = await portalWithProperties();
    const caller = await signIn(test, portal, await makeContact(portal));
    const settings = (await caller.get('/portal', { headers: { 'Accept-Language': 'fi' } })).json<Portal>();
    assert.deepEqual(settings.columns, ['number', 'subject', 'requester', 'created', 'last-activity', 'status']);
    assert.deepEqual(
      settings.listColumns.map(({ name, type }) => `${name} ${type}`),
      [
        'number number',
        'subject text',
        'requester text',
        'property:colour select',
        'created time',
        'property:size number',
        'property:bought date',
        'property:reference text',
        'property:parts multiselect',
        'property:urgent checkbox',
        'last-activity time',
        'status status',
      ],
    );
    assert.deepEqual(settings.listColumns[3], {
      name: 'property:colour',
      label: 'colour (fi)',
      type: 'select',
      options: ['red', 'green', 'blue'].map((value) => ({ value, label: `${value.toUpperCase()} (fi)` })),
    });
    assert.equal(settings.listColumns[0]?.label, null);
    assert.deepEqual(
      settings.filters.map(({ name }) => name),
      ['product', 'reference', 'size', 'bought', 'colour', 'parts', 'urgent'],
    );
    assert.equal(JSON.stringify(settings).includes('secret'), false);
  });

  it('have their values in the rows, as the customer reads them', async () => {
    const portal = await portalWithProperties();
    const contact = await makeContact(portal);
    const properties = {
      colour: 'red',
      size: 2.5,
      parts: ['bell', 'wheel'],
      urgent: true,
      secret: 'x',
      product: 'lamp',
    };
    await makeTicket(portal, contact, of(properties));
    const [row] = (await page(await signIn(test, portal, contact))).items;
    assert.deepEqual(row?.values, {
      'property:colour': 'RED',
      'property:size': '2.5',
      'property:parts': 'BELL, WHEEL',
      'property:urgent': '✓',
    });
  });
});

describe('preferences', () => {
  it('are each person’s own, on every device', async () => {
    const portal = await portalWithProperties();
    const [mika, lena] = [await makeContact(portal), await makeContact(portal)];
    const [laptop, phone, hers] = [
      await signIn(test, portal, mika),
      await signIn(test, portal, mika),
      await signIn(test, portal, lena),
    ];
    const untouched: Preferences = { columnOrder: [], hiddenColumns: [], density: 'comfortable' };
    const read = async (caller: Caller) => (await caller.get('/person/preferences')).json<Preferences>();
    const change = (caller: Caller, body: object) => caller.request('PATCH', '/person/preferences', { body });
    assert.deepEqual(await read(laptop), untouched);
    assert.equal((await change(laptop, { columnOrder: ['status', 'property:colour'] })).statusCode, 200);
    await change(phone, { density: 'compact', hiddenColumns: ['created', 'subject', 'created', 'nonsense'] });
    const both: Preferences = {
      columnOrder: ['status', 'property:colour'],
      hiddenColumns: ['created'],
      density: 'compact',
    };
    assert.deepEqual(await read(laptop), both);
    assert.deepEqual(await read(phone), both);
    assert.deepEqual(await read(hers), untouched);
    await change(hers, { hiddenColumns: ['number'] });
    assert.deepEqual(await read(laptop), both);
    for (const body of [
      {},
      { density: 'tiny' },
      { hiddenColumns: ["'; drop"] },
      { theme: 'dark' },
      { hiddenColumns: 'x' },
    ])
      assert.equal((await change(laptop, body)).statusCode, 422, JSON.stringify(body));
    await change(laptop, { hiddenColumns: [], columnOrder: [], density: 'comfortable' });
    assert.deepEqual(await read(laptop), untouched);
  });
});

describe('what is unread', () => {
  let portal: MadePortal;
  let contact: MadeContact;
  let laptop: Caller;
  let phone: Caller;

  before(async () => {
    portal = await makePortal({ conversation: 'all-threads', show_stages: true, ticket_access: 'company' });
    const company = await makeCompany(portal);
    contact = await makeContact(portal, { company_id: company.id });
    laptop = await signIn(test, portal, contact);
    phone = await signIn(test, portal, contact);
  });

  const say = (ticket: MadeTicket, text: string) =>
    makeMessage({ ticketId: ticket.id, threadId: ticket.threadId, text });
  const mark = (caller: Caller, ticketId: string, messageId: string) =>
    caller.request('PUT', `/tickets/${ticketId}/read`, { body: { messageId } });
  const row = async (caller: Caller, ticketId: string, scope = 'mine') =>
    (await page(caller, { scope, limit: '100' })).items.find(({ id }) => id === ticketId);
  const reading = async (caller: Caller, ticketId: string, scope?: string) => {
    const { unread, changes } = (await row(caller, ticketId, scope))!;
    return { unread, changes };
  };
  const unreadFrom = async (caller: Caller, ticketId: string) =>
    (await caller.get(`/tickets/${ticketId}/messages`)).json<MessagePage>().unreadFrom;

  it('is what others said since, on every device, and never comes back', async () => {
    const ticket = await makeTicket(portal, contact);
    const [first, second, third] = [await say(ticket, '1'), await say(ticket, '2'), await say(ticket, '3')];
    assert.deepEqual(await reading(phone, ticket.id), { unread: 3, changes: ['reply'] });
    assert.equal(await unreadFrom(laptop, ticket.id), first);
    assert.equal((await mark(laptop, ticket.id, second)).statusCode, 204);
    assert.deepEqual(await reading(phone, ticket.id), { unread: 1, changes: ['reply'] });
    assert.equal(await unreadFrom(phone, ticket.id), third);
    // The phone was slow: what it read is read already.
    assert.equal((await mark(phone, ticket.id, first)).statusCode, 204);
    assert.equal(await unreadFrom(phone, ticket.id), third);
    assert.equal((await mark(phone, ticket.id, third)).statusCode, 204);
    assert.deepEqual(await reading(laptop, ticket.id), { unread: 0, changes: [] });
    assert.equal(await unreadFrom(laptop, ticket.id), null);
    await say(ticket, '4');
    assert.deepEqual(await reading(laptop, ticket.id), { unread: 1, changes: ['reply'] });
  });

  it('is counted over one’s own tickets, up to 99, and of nobody else’s', async () => {
    const person = await makeContact(portal);
    const caller = await signIn(test, portal, person);
    const count = async () => (await caller.get('/unread')).json<unknown>();
    assert.deepEqual(await count(), { count: 0, isMore: false });
    const [one, other] = [await makeTicket(portal, person), await makeTicket(portal, person)];
    await say(one, '1');
    const second = await say(one, '2');
    await say(other, '3');
    // A colleague's, and another person's at another portal.
    await say(await makeTicket(portal, contact), 'not counted');
    assert.deepEqual(await count(), { count: 3, isMore: false });
    await mark(caller, one.id, second);
    assert.deepEqual(await count(), { count: 1, isMore: false });
    for (let number = 0; number < 98; number += 1) await say(other, `more ${number}`);
    assert.deepEqual(await count(), { count: 99, isMore: false });
    await say(one, 'one too many');
    assert.deepEqual(await count(), { count: 99, isMore: true });
  });

  it('is not told to nobody', async () => {
    const { db } = await testDatabase();
    const person = await makeContact(portal);
    const caller = await signIn(test, portal, person);
    await say(await makeTicket(portal, person), 'hidden');
    // What an inbox that is not connected any more has brought is not there.
    await db.updateTable('inboxes').set({ is_connected: false }).where('id', '=', portal.inboxId).execute();
    assert.deepEqual((await caller.get('/unread')).json(), { count: 0, isMore: false });
    await db.updateTable('inboxes').set({ is_connected: true }).where('id', '=', portal.inboxId).execute();
    assert.equal((await test.app.inject({ url: `/${portal.slug}/api/v1/unread` })).statusCode, 401);
  });

  it('holds marks of two devices at the same moment', async () => {
    const ticket = await makeTicket(portal, contact);
    const ids = [];
    for (let count = 0; count < 6; count += 1) ids.push(await say(ticket, `m${count}`));
    await Promise.all(ids.toReversed().map((id, index) => mark(index % 2 ? laptop : phone, ticket.id, id)));
    assert.equal(await unreadFrom(phone, ticket.id), null);
  });

  it('leaves out what one said oneself, and what one does to the ticket', async () => {
    const opened = await laptop.post('/tickets', {
      formId: portal.formId,
      subject: 'Mine',
      text: 'from the start',
      properties: { product: 'lamp' },
    });
    const { id } = opened.json<{ id: string }>();
    assert.deepEqual(await reading(phone, id), { unread: 0, changes: [] });
    const { db } = await testDatabase();
    const move = (status: 'open' | 'closed') =>
      db
        .updateTable('tickets')
        .set({ status, stage_id: status === 'open' ? portal.openStageId : portal.closedStageId })
        .where('id', '=', id)
        .execute();
    await move('closed');
    assert.deepEqual(await reading(phone, id), { unread: 0, changes: ['status'] });
    await laptop.post(`/tickets/${id}/messages`, { text: 'It is not done' });
    assert.deepEqual(await reading(phone, id), { unread: 0, changes: [] });
    assert.equal((await row(phone, id))?.status, 'open');
    await move('closed');
    const { items } = (await phone.get(`/tickets/${id}/messages`)).json<MessagePage>();
    await mark(phone, id, items[0]!.id);
    assert.deepEqual(await reading(laptop, id), { unread: 0, changes: [] });
  });

  it('begins in a colleague’s ticket when one first reads it', async () => {
    const colleague = await makeContact(portal, { company_id: contact.companyId });
    const ticket = await makeTicket(portal, colleague, { text: 'hers' });
    assert.deepEqual(await reading(laptop, ticket.id, 'organization'), { unread: 0, changes: [] });
    assert.equal(await unreadFrom(laptop, ticket.id), null);
    const { items } = (await laptop.get(`/tickets/${ticket.id}/messages`)).json<MessagePage>();
    await mark(laptop, ticket.id, items[0]!.id);
    await say(ticket, 'more');
    assert.deepEqual(await reading(laptop, ticket.id, 'organization'), { unread: 1, changes: ['reply'] });
    const hers = await signIn(test, portal, colleague);
    assert.deepEqual(await reading(hers, ticket.id), { unread: 2, changes: ['reply'] });
  });

  it('counts what is visible only, and a hundred at most', async () => {
    const { db } = await testDatabase();
    const ticket = await makeTicket(portal, contact);
    const inboxId = newId();
    await db
      .insertInto('inboxes')
      .values({ id: inboxId, portal_id: portal.id, name: 'Private', is_connected: false })
      .execute();
    const hidden = await makeThread(portal, ticket.id, { inbox_id: inboxId });
    const unseen = await makeMessage({ ticketId: ticket.id, threadId: hidden, text: 'unseen' });
    assert.deepEqual(await reading(laptop, ticket.id), { unread: 0, changes: [] });
    const refused = await mark(laptop, ticket.id, unseen);
    assert.deepEqual(refused.json<Problem>().errors, [{ pointer: '/messageId', code: 'unknown-value' }]);
    for (let count = 0; count < 103; count += 1) await say(ticket, 'again');
    assert.equal((await reading(laptop, ticket.id)).unread, 100);
  });

  it('is nobody else’s to mark, nor a note’s', async () => {
    const { db } = await testDatabase();
    const ticket = await makeTicket(portal, contact);
    const message = await say(ticket, 'x');
    const other = await makeTicket(portal, contact);
    const elsewhere = await say(other, 'y');
    const stranger = await signIn(test, portal, await makeContact(portal));
    assert.equal((await mark(stranger, ticket.id, message)).statusCode, 404);
    const noteId = newId();
    await db
      .insertInto('notes')
      .values({ id: noteId, ticket_id: ticket.id, author_name: 'Tom', text: 'internal' })
      .execute();
    for (const id of [elsewhere, noteId, newId()]) {
      const answer = await mark(laptop, ticket.id, id);
      assert.deepEqual(answer.json<Problem>().errors, [{ pointer: '/messageId', code: 'unknown-value' }]);
    }
    assert.deepEqual(await reading(laptop, ticket.id), { unread: 1, changes: ['reply'] });
  });

  it('stays so when staff look', async () => {
    const ticket = await makeTicket(portal, contact);
    const message = await say(ticket, 'x');
    const { db } = await testDatabase();
    const link = await createStaffLink(
      db,
      { portal: portal.slug, email: contact.email, by: 'Anna of the team' },
      test.clock.now(),
    );
    const staff = await visitor(test, portal);
    const answer = await staff.post('/session', { staffToken: link.split('/').at(-1) });
    staff.token = answer.json<{ token: string }>().token;
    assert.equal((await mark(staff, ticket.id, message)).json<Problem>().code, 'read-only');
    const changed = await staff.request('PATCH', '/person/preferences', { body: { density: 'compact' } });
    assert.equal(changed.json<Problem>().code, 'read-only');
    assert.deepEqual(await reading(staff, ticket.id), { unread: 1, changes: ['reply'] });
  });
});

describe('the organisation’s tickets', () => {
  it('are filtered and sorted for those who may see them, and leave with a ticket that moves', async () => {
    const { db } = await testDatabase();
    const portal = await portalWithProperties({ ticket_access: 'company' });
    const [lumen, harbor] = [await makeCompany(portal), await makeCompany(portal, 'Harbor Radio')];
    const mika = await makeContact(portal, { company_id: lumen.id });
    const lena = await makeContact(portal, { company_id: lumen.id });
    const rosa = await makeContact(portal, { company_id: harbor.id });
    const ticket = await makeTicket(portal, lena, { subject: 'hers', ...of({ colour: 'red' }) });
    await makeTicket(portal, rosa, { subject: 'Rosa’s', ...of({ colour: 'red' }) });
    const [his, others] = [await signIn(test, portal, mika), await signIn(test, portal, rosa)];
    const red = (caller: Caller, scope: string, sort = 'property:colour') =>
      subjects(caller, { scope, property: 'colour:is:red', sort });
    for (const sort of ['-last-activity', 'property:colour']) {
      assert.deepEqual(await red(his, 'organization', sort), ['hers']);
      assert.deepEqual(await red(his, 'mine', sort), []);
      assert.deepEqual(await red(others, 'organization', sort), ['Rosa’s']);
    }
    await db.updateTable('tickets').set({ company_id: harbor.id }).where('id', '=', ticket.id).execute();
    assert.deepEqual(await red(his, 'organization'), []);
    assert.deepEqual(await red(others, 'organization'), ['Rosa’s', 'hers']);
    await db.updateTable('portals').set({ ticket_access: 'own' }).where('id', '=', portal.id).execute();
    assert.deepEqual(await red(others, 'organization'), ['Rosa’s']);
  });
});

describe('an administrator', () => {
  it('defines properties and columns, and takes them away', async () => {
    const { db } = await testDatabase();
    const portal = await makePortal();
    const contact = await makeContact(portal);
    const caller = await signIn(test, portal, contact);
    await makeTicket(portal, contact, { subject: 'x', ...of({ mood: ['glad'] }) });
    const mood = {
      portal: portal.slug,
      name: 'mood',
      label: { en: 'Mood', fi: 'Tunnelma' },
      type: 'multiselect',
      options: ['calm=Calm', 'glad=Glad', 'glad:fi=Iloinen'],
      isShown: true,
    };
    await defineProperty(db, mood);
    await setColumns(db, portal.slug, ['subject', 'property:mood']);
    assert.deepEqual(await subjects(caller, { property: 'mood:is:glad', sort: 'property:mood' }), ['x']);
    const finnish = (await caller.get('/portal', { headers: { 'Accept-Language': 'fi' } })).json<Portal>();
    assert.deepEqual(finnish.listColumns[1], {
      name: 'property:mood',
      label: 'Tunnelma',
      type: 'multiselect',
      options: [
        { value: 'calm', label: 'Calm' },
        { value: 'glad', label: 'Iloinen' },
      ],
    });
    assert.deepEqual(await describeProperties(db, portal.slug), [
      'product\tselect\tProduct\tlamp',
      'priority\ttext\tPriority\thidden',
      'mood\tmultiselect\tMood\tcalm, glad',
    ]);
    await defineProperty(db, { ...mood, type: 'text', options: [], isShown: false });
    assert.equal((await caller.get('/tickets?property=mood:is:glad')).statusCode, 400);
    await removeProperty(db, portal.slug, 'mood');
    assert.deepEqual((await caller.get('/portal')).json<Portal>().listColumns.length, 1);
    const wrong: [() => Promise<unknown>, RegExp][] = [
      [() => defineProperty(db, { ...mood, name: 'a b' }), /--id a b/],
      [() => defineProperty(db, { ...mood, type: 'colour' }), /--type is one of/],
      [() => defineProperty(db, { ...mood, options: [] }), /--option/],
      [() => defineProperty(db, { ...mood, options: ['no label'] }), /--option no label/],
      [() => defineProperty(db, { ...mood, portal: 'nowhere' }), /no portal at nowhere/],
      [() => removeProperty(db, portal.slug, 'mood'), /no property mood/],
      [() => setColumns(db, portal.slug, ['subject', 'property:mood']), /--column property:mood/],
      [() => setColumns(db, portal.slug, ['number']), /--column subject/],
    ];
    for (const [attempt, message] of wrong) await assert.rejects(attempt, { name: 'StartError', message });
  });
});
