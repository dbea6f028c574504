import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../server/config/config.ts';
import { OIDC_CLIENT, startOidcProvider } from '../peers/oidc-provider.ts';
import { databaseBeside, TEST_DATABASE } from './support/database.ts';

const BIN = fileURLToPath(new URL('../../server/bin/portico-server.ts', import.meta.url));
const children = new Set<ChildProcess>();

const drops: (() => Promise<void>)[] = [];

after(() => {
  for (const child of children) child.kill('SIGKILL');
});

function launch(args: string[], environment: Record<string, string>, input = ''): ChildProcess {
  // Nothing of this process's own settings.
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, PORT: '0', ...environment };
  const child = spawn(process.execPath, [BIN, ...args], { env });
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.stdin.end(input);
  return child;
}

async function run(args: string[], environment: Record<string, string> = {}, input = '') {
  // What it says is held to the letter; a bundle that is not built yet is no matter here.
  const child = launch(args, { PORTICO_LOG_LEVEL: 'error', ...environment }, input);
  const [out, error, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'exit')]);
  return { out, error, code: code as number };
}

/** Starts a server and answers its address once it says it is ready. */
async function serve(environment: Record<string, string>, args: string[] = []) {
  const child = launch(args, { PORTICO_LOG_LEVEL: 'warn', ...environment });
  let said = '';
  child.stderr?.pipe(process.stderr);
  for await (const chunk of child.stdout!) {
    said += String(chunk);
    const address = /http:\/\/\S+:\d+/.exec(said)?.[0];
    if (address !== undefined) return { child, address: address.replace('localhost', '127.0.0.1') };
  }
  throw new Error(`the server ended: ${said}`);
}

async function stop(child: ChildProcess): Promise<unknown> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  return (await exit)[0];
}

/** Where a server has its data: a new folder, with its rows in it or in a database of its own in the Postgres of the tests. */
async function storeIn(folder: string): Promise<Record<string, string>> {
  if (!('url' in TEST_DATABASE)) return { PORTICO_DATA: folder };
  const { url, drop } = await databaseBeside(TEST_DATABASE.url, `portico_command_${randomBytes(6).toString('hex')}`);
  drops.push(drop);
  return { PORTICO_DATA: folder, DATABASE_URL: url };
}

const isOneLine = (result: Awaited<ReturnType<typeof run>>, line: RegExp) => {
  assert.equal(result.code, 1, result.error);
  assert.match(result.error, line);
  assert.equal(result.error.trim().split('\n').length, 1, result.error);
  assert.equal(result.out, '');
};

const METADATA = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://globex.example/idp">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing">
      <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>MIIB</X509Certificate></X509Data></KeyInfo>
    </KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://globex.example/sso"/>
  </IDPSSODescriptor>
</EntityDescriptor>`;

describe('portico-server', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-command-'));
  });

  after(async () => {
    for (const drop of drops) await drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('says how it is used', async () => {
    const help = await run(['--help']);
    assert.equal(help.code, 0);
    for (const name of [
      'create-portal',
      'create-contact',
      'trust-host',
      'add-provider',
      'list-providers',
      'remove-provider',
      'view-as',
      'audit-log',
      'PORTICO_SECRET',
      '--demo',
      'DATABASE_URL',
      'PORTICO_DATA',
      'PORTICO_PUBLIC_URL',
    ]) {
      assert.ok(help.out.includes(name), name);
    }
    assert.match((await run(['--version'])).out, /^\d+\.\d+\.\d+\n$/);
    isOneLine(await run(['--nonsense']), /Unknown option '--nonsense'/);
    isOneLine(await run(['nonsense']), /Unknown command nonsense/);
  });

  it('ends with one line when it cannot start', async () => {
    const PORTICO_DATA = join(folder, 'never');
    isOneLine(
      await run([], { PORTICO_DATA, PORTICO_PUBLIK_URL: 'x' }),
      /Unknown environment variable PORTICO_PUBLIK_URL\. Did you mean PORTICO_PUBLIC_URL\?/,
    );
    isOneLine(await run([], { PORTICO_DATA, PORT: 'eighty' }), /PORT must be a whole number/);
    isOneLine(
      await run([], { DATABASE_URL: 'postgres://somebody:secretword@127.0.0.1:1/portico' }),
      /The database at 127\.0\.0\.1:1\/portico cannot be used: .*ECONNREFUSED/,
    );
    const unreachable = await run([], { DATABASE_URL: 'postgres://somebody:secretword@127.0.0.1:1/portico' });
    assert.equal(unreachable.error.includes('secretword'), false);
    isOneLine(await run(['--demo'], { PORTICO_DATA, HOST: '0.0.0.0' }), /listens on this machine only/);
  });

  it('makes a portal and a person, serves them, and stops when it is told to', async () => {
    const store = await storeIn(join(folder, 'data'));
    const portal = [
      'create-portal',
      '--slug',
      'help',
      '--name',
      'Help & more',
      '--origin',
      'https://docs.example.com/',
    ];
    assert.deepEqual(await run(portal, store), { out: '', error: '', code: 0 });
    const person = [
      'create-contact',
      '--portal',
      'help',
      '--email',
      'Mika@Lumen.example',
      '--name',
      'Mika',
      '--company',
      'Lumen',
    ];
    assert.deepEqual(await run(person, store, 'a good password\n'), { out: '', error: '', code: 0 });

    const trust = ['trust-host', '--portal', 'help', '--issuer', 'https://docs.example.com', '--audience', 'portico'];
    isOneLine(await run(trust, store), /One of --jwks-url, --jwks-file and --secret is needed/);
    isOneLine(await run([...trust, '--jwks-file', '/nowhere'], store), /cannot be read/);
    const secret = 'a secret of thirty-two bytes or more\n';
    isOneLine(await run([...trust, '--secret'], store, secret), /set PORTICO_SECRET/);
    const environment = { ...store, PORTICO_SECRET: 'this too has more than 32 characters' };
    assert.deepEqual(await run([...trust, '--secret'], environment, secret), { out: '', error: '', code: 0 });
    isOneLine(
      await run(['distrust-host', '--portal', 'help', '--issuer', 'https://other.example'], store),
      /help does not trust https:\/\/other\.example/,
    );

    const look = ['view-as', '--portal', 'help', '--email', 'mika@lumen.example'];
    isOneLine(await run(look, store), /--by is missing/);
    isOneLine(await run([...look, '--portal', 'no', '--by', 'Anna'], store), /There is no portal at no/);
    const PORTICO_PUBLIC_URL = 'https://support.example.com';
    const link = await run([...look, '--by', 'Anna\tof the team'], { ...store, PORTICO_PUBLIC_URL });
    assert.match(link.out, /^https:\/\/support\.example\.com\/help\?staff#\/view-as\/[\w-]{43}\n$/);
    const log = await run(['audit-log', '--portal', 'help'], store);
    assert.match(log.out, /^[\d:.TZ-]+\tAnna of the team\tstaff-view-linked\tmika@lumen\.example\n$/);

    const access = ['set-access', '--portal', 'help', '--access'];
    isOneLine(await run([...access, 'everybody'], store), /--access everybody is none of/);
    const lists = [...access, 'lists', '--list', 'customers', '--admin-email', 'head@lumen.example'];
    assert.deepEqual(await run(lists, store), { out: '', error: '', code: 0 });
    const member = ['--portal', 'help', '--list', 'customers', '--email', 'lena@lumen.example'];
    const unsent = await run(['add-to-list', ...member], store);
    assert.deepEqual([unsent.code, unsent.out], [0, '']);
    assert.match(unsent.error, /no invitation is sent, because SMTP_URL is not set/);
    const mails = {
      ...store,
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'help@example.com',
      PORTICO_PUBLIC_URL: 'https://help.example.com',
    };
    assert.deepEqual(await run(['add-to-list', ...member], mails), { out: '', error: '', code: 0 });
    assert.deepEqual(await run(['remove-from-list', ...member], store), { out: '', error: '', code: 0 });
    isOneLine(await run(['remove-from-list', ...member], store), /lena@lumen\.example is not on customers/);
    assert.equal((await run(['access-requests', '--portal', 'help'], store)).out, '');
    const text = join(folder, 'consent.html');
    await writeFile(text, '<p>We keep what you write.</p>');
    const consent = ['set-consent', '--portal', 'help', '--file', `en=${text}`];
    isOneLine(await run(consent, store), /--label en=… is missing/);
    isOneLine(await run([...consent.slice(0, 3), '--file', text], store), /must be like --file en=…/);
    assert.equal((await run([...consent, '--label', 'en=I agree'], store)).out, 'Version 1\n');

    const fields = [
      { pointer: '/contact/email', type: 'email', label: 'E-mail', required: true },
      { pointer: '/subject', type: 'text', label: 'Subject' },
    ];
    const form = { id: 'question', title: 'Ask', isOpen: true, sections: [{ fields }] };
    const refused = await run(['set-form', '--portal', 'help'], store, JSON.stringify(form));
    assert.deepEqual(
      [refused.code, refused.error],
      [
        1,
        'portico-server: The form is not saved.\n  sections: a field for /text is missing; it may be hidden and have a default\n',
      ],
    );
    form.sections[0]?.fields.push({ pointer: '/text', type: 'textarea', label: 'Text' });
    const saved = await run(['set-form', '--portal', 'help'], store, JSON.stringify(form));
    assert.deepEqual([saved.error, saved.out], ['', 'Form question, version 1\n']);
    const forms = await run(['list-forms', '--portal', 'help'], store);
    assert.match(forms.out, /^support\t.*\tdefault\nquestion\tAsk\tversion 1\t3 fields\topen\n$/);
    const articles = JSON.stringify([{ title: 'A lamp', url: '/lamp', text: 'It flickers.' }]);
    assert.equal((await run(['set-articles', '--portal', 'help'], store, articles)).out, 'Articles: 1\n');

    const server = await serve(store);
    const page = await fetch(`${server.address}/help`);
    assert.match(await page.text(), /<title>Help &amp; more<\/title>/);
    const forStaff = await (await fetch(`${server.address}/help?staff`)).text();
    assert.match(forStaff, /<portico-portal src="[^"]+" profile="staff"/);
    const settings = (await (await fetch(`${server.address}/help/api/v1/portal`)).json()) as {
      forms: unknown[];
      signIn: string[];
    };
    assert.equal(settings.forms.length, 2);
    assert.deepEqual(settings.signIn, ['password', 'host-token']);

    // A second start on the same folder, and on the same port.
    if (!store['DATABASE_URL'])
      isOneLine(await run([], store), /The data folder \S+ is in use by another Portico server \(process \d+\)/);
    const port = new URL(server.address).port;
    isOneLine(
      await run([], { ...(await storeIn(join(folder, 'other'))), PORT: port }),
      new RegExp(`Port ${port} is in use`),
    );

    // Killed, it leaves the folder to whoever comes next.
    const exit = once(server.child, 'exit');
    server.child.kill('SIGKILL');
    await exit;
    const next = await serve(store);
    assert.equal((await fetch(`${next.address}/readyz`)).status, 200);
    assert.equal(await stop(next.child), 0);
    assert.equal((await run(['remove-form', '--portal', 'help', '--id', 'question'], store)).code, 0);
    isOneLine(await run(['remove-form', '--portal', 'help', '--id', 'question'], store), /no form question/);
  });

  it('takes, lists and removes identity providers, and shows no secret', async (context) => {
    const environment = {
      ...(await storeIn(join(folder, 'providers'))),
      PORTICO_SECRET: 'more than 32 characters, as it has to be',
    };
    const at = ['--portal', 'help'];
    const peer = await startOidcProvider([]);
    context.after(() => peer.stop());
    const secret = `${OIDC_CLIENT.secret}\n`;
    const add = (given: string[], input = secret, more = environment) =>
      run(['add-provider', ...at, '--label', 'Acme', ...given], more, input);
    const oidc = ['--id', 'acme', '--issuer', peer.issuer, '--client-id', OIDC_CLIENT.id];
    const metadata = join(folder, 'metadata.xml');
    await writeFile(metadata, METADATA);
    const saml = ['--id', 'globex', '--metadata', metadata];
    const done = { out: '', error: '', code: 0 };

    isOneLine(await run(['add-provider', ...at, ...oidc], environment, secret), /--label is missing/);
    isOneLine(await add(['--id', 'acme']), /One of --issuer and --metadata is needed/);
    isOneLine(await add([...oidc, '--metadata', metadata]), /One of --issuer and --metadata is needed/);
    isOneLine(await add(oidc.slice(0, 4)), /--client-id is missing/);
    isOneLine(await add(oidc, ''), /The client's secret is missing/);
    isOneLine(await add(['--id', 'globex', '--metadata', '/nowhere']), /--metadata \/nowhere cannot be read/);
    isOneLine(await add([...saml, '--attribute', 'shoe=size']), /--attribute shoe=size must be like company=org/);
    isOneLine(await add([...saml, '--attribute', 'contact.a b=size']), /a b cannot be the name of a property/);

    assert.deepEqual(await run(['create-portal', '--slug', 'help', '--name', 'Help'], environment), done);
    isOneLine(await add(oidc, secret, { ...environment, PORTICO_SECRET: '' }), /needs PORTICO_SECRET/);
    isOneLine(await add([...saml, '--trust-email']), /--trust-email needs the domains/);
    isOneLine(await add([...saml, '--list', 'nobody']), /The portal has no access list nobody/);
    assert.deepEqual(
      await add([...oidc, '--label', 'fi=Acme Oy', '--attribute', 'company=org', '--attribute', 'contact.team=ou']),
      done,
    );
    assert.deepEqual(await add([...saml, '--trust-email', '--email-domain', 'Globex.example'], ''), done);

    const list = async () => (await run(['list-providers', ...at], environment)).out;
    const globex = 'globex  saml  https://globex.example/idp  everybody  trusted with globex.example\n';
    assert.equal(await list(), `acme  oidc  ${peer.issuer}  everybody  company=org  contact.team=ou\n${globex}`);
    const remove = ['remove-provider', ...at, '--id', 'acme'];
    assert.deepEqual(await run(remove, environment), done);
    isOneLine(await run(remove, environment), /help has no provider acme/);
    assert.equal(await list(), globex);
  });

  it('refuses a port that something else has', async (context) => {
    const other = createServer().listen(0, '127.0.0.1');
    context.after(() => other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    isOneLine(
      await run([], { ...(await storeIn(join(folder, 'third'))), PORT: String(port) }),
      new RegExp(`Port ${port} is in use`),
    );
  });
});

describe('the environment', () => {
  it('is read with defaults', () => {
    const config = readConfig({ HOME: '/somewhere', PORTICO_DATA: '' });
    assert.equal(config.port, 4000);
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.databaseUrl, null);
    assert.equal(config.trustProxy, false);
    assert.equal(config.logLevel, 'info');
    assert.equal(readConfig({}, { demo: true }).logLevel, 'warn');
    assert.equal(readConfig({ PORTICO_PUBLIC_URL: 'https://Help.example.com/' }).publicUrl, 'https://help.example.com');
    assert.deepEqual(readConfig({ PORTICO_TRUST_PROXY: '10.0.0.0/8, ::1' }).trustProxy, ['10.0.0.0/8', '::1']);
    assert.equal(readConfig({ PORTICO_TRUST_PROXY: '2' }).trustProxy, 2);
  });

  for (const [name, value, line] of [
    ['PORT', '70000', /^PORT must be a whole number from 0 to 65535\.$/],
    ['PORT', '-1', /^PORT must be/],
    ['DATABASE_URL', 'mysql://x', /^DATABASE_URL must begin with postgres/],
    ['PORTICO_PUBLIC_URL', 'https://x.example/help', /^PORTICO_PUBLIC_URL must be like/],
    ['PORTICO_PUBLIC_URL', 'x.example', /^PORTICO_PUBLIC_URL must be like/],
    ['PORTICO_LOG_LEVEL', 'loud', /^PORTICO_LOG_LEVEL must be debug/],
    ['PORTICO_TRUST_PROXY', 'everybody!', /^PORTICO_TRUST_PROXY must be/],
    ['PORTICO_TRUST_PROXY', 'dead', /^PORTICO_TRUST_PROXY must be/],
    ['PORTICO_TRUST_PROXY', '10.0.0.1.5', /^PORTICO_TRUST_PROXY must be/],
    ['PORTICO_TRUST_PROXY', '10.0.0.0/33, ::1', /^PORTICO_TRUST_PROXY must be/],
    ['PORTICO_TRUST_PROXY', '99999999999999999999', /^PORTICO_TRUST_PROXY must be/],
    ['PORTICO_SECRET', 'short', /^PORTICO_SECRET must have 32/],
    ['PORTICO_METRICS_TOKEN', 'short', /^PORTICO_METRICS_TOKEN must have 16/],
    ['PORTICO_DATE', 'x', /^Unknown environment variable PORTICO_DATE\. Did you mean PORTICO_DATA\?$/],
    ['PORTICO_FLUX_CAPACITOR', 'x', /^Unknown environment variable PORTICO_FLUX_CAPACITOR\.$/],
  ] as const) {
    it(`refuses ${name}=${value} with a line`, () => {
      assert.throws(() => readConfig({ [name]: value }), { name: 'StartError', message: line });
    });
  }
});
