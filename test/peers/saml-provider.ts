import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ensureSimpleSamlPhp } from '../../scripts/ensure-saml.ts';

const START_MS = 20_000;
const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

/** The people of the provider: `name:password`. "evil" claims another person's address. */
const PEOPLE = `<?php $config = ['people' => [
  'exampleauth:UserPass',
  'cust:custpass' => ['uid' => ['cust'], 'email' => ['cust@example.test'], 'displayName' => ['Cus Tomer'], 'org' => ['Provided Ltd']],
  'evil:evilpass' => ['uid' => ['evil'], 'email' => ['victim@example.test'], 'displayName' => ['E Vil']],
]];`;

/** A service provider, as SimpleSAMLphp is told of it. */
export interface ServiceProvider {
  readonly entityId: string;
  readonly callback: string;
  /** More of its settings, in PHP: `'saml20.sign.assertion' => false`. */
  readonly settings?: string;
}

/** A real SAML identity provider: SimpleSAMLphp, with a configuration of the test's own. */
export interface SamlPeer {
  /** Its metadata, XML. */
  readonly metadata: string;
  /** Where it begins by itself, unasked. */
  readonly unsolicited: (entityId: string) => string;
  /** Signs as the provider does, for answers that it would not give. */
  readonly key: string;
  readonly stop: () => Promise<void>;
}

/** Starts a provider that knows the service providers. */
export async function startSamlProvider(serviceProviders: readonly ServiceProvider[]): Promise<SamlPeer> {
  const { php, pages } = ensureSimpleSamlPhp();
  const folder = mkdtempSync(join(tmpdir(), 'portico-saml-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  configure(folder, url, serviceProviders);
  const server = spawn(php, ['-d', 'display_errors=0', '-S', url.slice('http://'.length), '-t', pages], {
    env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: join(folder, 'config'), PHP_CLI_SERVER_WORKERS: '2' },
    // A group of its own, for its workers end with it.
    detached: true,
    stdio: 'ignore',
  });
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    process.kill(-server.pid!, 'SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const entityId = `${url}/saml2/idp/metadata.php`;
  const metadata = await untilAnswered(entityId).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    metadata,
    unsolicited: (sp) => `${url}/saml2/idp/SSOService.php?spentityid=${encodeURIComponent(sp)}`,
    key: readFileSync(join(folder, 'cert/idp.key'), 'utf8'),
    stop,
  };
}

function configure(folder: string, url: string, serviceProviders: readonly ServiceProvider[]): void {
  for (const name of ['cert', 'config', 'data', 'log', 'metadata', 'sessions', 'tmp']) mkdirSync(join(folder, name));
  const [key, certificate] = [join(folder, 'cert/idp.key'), join(folder, 'cert/idp.crt')];
  const subject = ['-subj', '/CN=idp.test', '-days', '2'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject],
    { stdio: 'ignore' },
  );
  const files = {
    'config/config.php': `<?php $config = [
      'baseurlpath' => '${url}/', 'certdir' => '${folder}/cert/', 'datadir' => '${folder}/data/', 'loggingdir' => '${folder}/log/',
      'metadatadir' => '${folder}/metadata', 'metadata.sources' => [['type' => 'flatfile']], 'tempdir' => '${folder}/tmp',
      'module.enable' => ['core' => true, 'exampleauth' => true, 'saml' => true], 'enable.saml20-idp' => true,
      'secretsalt' => 'a salt for tests only', 'auth.adminpassword' => 'for tests only', 'timezone' => 'UTC',
      'technicalcontact_name' => 'Tests', 'technicalcontact_email' => 'tests@example.test',
      'logging.handler' => 'file', 'logging.logfile' => 'idp.log', 'errorreporting' => false, 'showerrors' => true,
      'session.cookie.secure' => false, 'session.cookie.samesite' => null, 'session.phpsession.savepath' => '${folder}/sessions',
      'store.type' => 'phpsession', 'trusted.url.domains' => null, 'production' => false,
    ];`,
    'config/authsources.php': PEOPLE,
    'metadata/saml20-idp-hosted.php': `<?php $metadata['${url}/saml2/idp/metadata.php'] = [
      'host' => '__DEFAULT__', 'auth' => 'people', 'privatekey' => 'idp.key', 'certificate' => 'idp.crt',
      'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      'saml20.sign.response' => true, 'saml20.sign.assertion' => true, 'NameIDFormat' => '${PERSISTENT}',
      'authproc' => [10 => ['class' => 'saml:AttributeNameID', 'attribute' => 'uid', 'Format' => '${PERSISTENT}']],
    ];`,
    'metadata/saml20-sp-remote.php': `<?php ${serviceProviders
      .map(
        ({ entityId, callback, settings = '' }) =>
          `$metadata['${entityId}'] = ['AssertionConsumerService' => '${callback}', 'NameIDFormat' => '${PERSISTENT}', ${settings}];`,
      )
      .join('\n')}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

async function untilAnswered(address: string): Promise<string> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return answer.text();
    if (Date.now() > deadline) throw new Error(`SimpleSAMLphp did not start: ${answer?.status ?? 'no answer'}`);
    await wait(50);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
