/**
 * A mail system of its own for the tests, never the machine's: OpenSMTPD takes mails for any address and hands them to Dovecot,
 * which keeps a mailbox for each (password `pass`) and takes mails itself behind STARTTLS and a login.
 *
 * `hard@…` is refused, `…@bounce.test` is taken and comes back. It needs Linux and root: OpenSMTPD runs as nobody else.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync, chmodSync, chownSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { install } from './apt.ts';
import { freePort } from './free-port.ts';

const PROGRAMS = ['/usr/sbin/smtpd', '/usr/sbin/dovecot', '/usr/lib/dovecot/submission'];
const PACKAGES = ['opensmtpd', 'dovecot-imapd', 'dovecot-lmtpd', 'dovecot-submissiond', 'openssl'];
const ADVICE =
  'The tests of mail need OpenSMTPD and Dovecot. Install them (Debian: apt-get install opensmtpd dovecot-imapd dovecot-lmtpd dovecot-submissiond).';
const START_LIMIT_MS = 20_000;

/** Where the tests find it, as environment variables. */
export interface MailServers {
  /** Without TLS, for anybody. */
  readonly PORTICO_TEST_SMTP_PORT: string;
  /** STARTTLS and a login. */
  readonly PORTICO_TEST_SUBMISSION_PORT: string;
  readonly PORTICO_TEST_IMAP_PORT: string;
  /** The file of the certificate, which is its own authority. */
  readonly PORTICO_TEST_MAIL_CERTIFICATE: string;
}

/** Whether this machine can run them at all. */
export function canRunMail(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

function ensureMail(): void {
  if (!PROGRAMS.every((file) => existsSync(file))) install(PACKAGES, ADVICE);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

interface Ports {
  readonly smtp: number;
  readonly submission: number;
  readonly imap: number;
  readonly lmtp: number;
}

const id = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

function dovecotSettings(folder: string, ports: Ports): string {
  const listener = (service: string, inet: string, port: number): string =>
    `service ${service} {\n  inet_listener ${inet} {\n    port = ${port}\n  }\n}`;
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap lmtp submission
listen = 127.0.0.1
hostname = mail.portico.test
ssl = yes
ssl_cert = <${folder}/tls.crt
ssl_key = <${folder}/tls.key
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:${folder}/store/%d/%n
first_valid_uid = 1
submission_relay_host = 127.0.0.1
submission_relay_port = ${ports.smtp}
passdb {
  driver = static
  args = password=pass
}
userdb {
  driver = static
  args = uid=${id('-u')} gid=${id('-g')} home=${folder}/store/%d/%n allow_all_users=yes
}
namespace inbox {
  inbox = yes
}
${listener('imap-login', 'imap', ports.imap)}
${listener('imap-login', 'imaps', 0)}
${listener('submission-login', 'submission', ports.submission)}
${listener('lmtp', 'lmtp', ports.lmtp)}
`;
}

// Debian 12's OpenSMTPD fails every TLS handshake, so Dovecot's submission service does TLS and login in front of it.
function smtpdSettings({ smtp, lmtp }: Ports): string {
  return `table anyone { "@" = nobody }
listen on socket
listen on 127.0.0.1 port ${smtp}
action "deliver" lmtp "127.0.0.1:${lmtp}" rcpt-to virtual <anyone>
action "bounce" mda "exit 67" virtual <anyone>
match from any for rcpt-to regex { "^hard@" } reject
match from any for domain "bounce.test" action "bounce"
match from any for any action "deliver"
`;
}

/** Starts both, hands their ports over, and stops and removes them whatever happens. */
export async function withMail<Result>(use: (servers: MailServers) => Promise<Result>): Promise<Result> {
  ensureMail();
  const folder = mkdtempSync(join(tmpdir(), 'portico-mail-'));
  const started: ChildProcess[] = [];
  const stop = (signal: NodeJS.Signals): void => {
    for (const { pid } of started) {
      try {
        // Both have children of their own: the group is ended.
        if (pid !== undefined) process.kill(-pid, signal);
      } catch {
        // It has ended.
      }
    }
  };
  const abandon = (): void => {
    stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  try {
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'store'));
    chownSync(join(folder, 'store'), id('-u'), id('-g'));
    const [smtp, submission, imap, lmtp] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const ports = { smtp, submission, imap, lmtp };
    const certificate = join(folder, 'tls.crt');
    const subject = ['-subj', '/CN=mail.portico.test', '-addext', 'subjectAltName=DNS:mail.portico.test,IP:127.0.0.1'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', join(folder, 'tls.key')];
    execFileSync('openssl', ['req', '-x509', '-nodes', '-days', '2', ...subject, ...key, '-out', certificate], {
      stdio: 'ignore',
    });
    writeFileSync(join(folder, 'dovecot.conf'), dovecotSettings(folder, ports));
    writeFileSync(join(folder, 'smtpd.conf'), smtpdSettings(ports));

    const logs: string[] = [];
    const run = (command: string, args: string[]): void => {
      const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text: Buffer) => logs.push(text.toString()));
      started.push(child);
    };
    run('dovecot', ['-F', '-c', join(folder, 'dovecot.conf')]);
    // Its socket and its queue have fixed places; in a namespace of its own they are nobody else's.
    const places = ['/run', '/var/spool/smtpd']
      .map((place) => `mount -t tmpfs -o mode=0711 tmpfs ${place}`)
      .join(' && ');
    // OpenSMTPD makes its own place when it is first started, which Debian may have been kept from.
    const smtpd = `mkdir -p /var/spool/smtpd && ${places} && exec smtpd -d -f ${join(folder, 'smtpd.conf')}`;
    run('unshare', ['-m', 'sh', '-c', smtpd]);
    const deadline = Date.now() + START_LIMIT_MS;
    for (const port of [imap, submission, lmtp, smtp]) {
      while (!(await isOpen(port))) {
        if (Date.now() > deadline) throw new Error(`The mail servers did not start:\n${logs.join('')}`);
        await sleep(50);
      }
    }
    return await use({
      PORTICO_TEST_SMTP_PORT: String(smtp),
      PORTICO_TEST_SUBMISSION_PORT: String(submission),
      PORTICO_TEST_IMAP_PORT: String(imap),
      PORTICO_TEST_MAIL_CERTIFICATE: certificate,
    });
  } finally {
    const running = started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const ended = running.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    stop('SIGTERM');
    const tooLong = new AbortController();
    // Nothing else may be left that keeps the process: what went wrong is still to be told.
    await Promise.race([Promise.all(ended), sleep(5_000, undefined, tooLong).catch(() => {})]);
    tooLong.abort();
    process.removeListener('exit', abandon);
    abandon();
  }
}
