import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureWordPress, type WordPressParts } from '../../scripts/ensure-wordpress.ts';
import { freePort } from '../../scripts/free-port.ts';
import { Daemon, isOpen, userIds } from './daemon.ts';

const PLUGIN = fileURLToPath(new URL('../../integrations/wordpress/portico', import.meta.url));

/** Who may do everything there, and who may write pages but no HTML of their own. */
export const PEOPLE = {
  administrator: { login: 'admin', password: 'admin-password-1' },
  author: { login: 'author', password: 'author-password-1' },
} as const;

/** Comes before every script of WordPress, which would otherwise look for its settings where it is installed. */
const prepended = (site: string): string => `<?php define('ABSPATH', '${site}/');`;

const settings = (folder: string, address: string): string => `<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'anybody');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${folder}/db.sock');
define('WP_HOME', '${address}');
define('WP_SITEURL', '${address}');
define('WP_CONTENT_DIR', '${folder}/site/wp-content');
define('FS_METHOD', 'direct');
// Nothing leaves the machine.
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
// What PHP complains of is a failure of the tests.
define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', '${folder}/php.log');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define($name . '_KEY', "a $name key for tests only");
    define($name . '_SALT', "a $name salt for tests only");
}
$table_prefix = 'wp_';
require ABSPATH . 'wp-settings.php';
`;

/** What the rewrite rules of a web server would do. Nothing comes before it by itself. */
const router = (prepended: string): string => `<?php
$file = $_SERVER['DOCUMENT_ROOT'] . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($file) || is_file("$file/index.php")) return false;
require '${prepended}';
$_SERVER['SCRIPT_NAME'] = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
`;

const INSTALLATION = `
mysqli_connect('localhost', 'anybody', '', '', 0, $argv[1])->query('create database wordpress character set utf8mb4');
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = $argv[2];
require ABSPATH . 'wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter('pre_wp_mail', '__return_true');
wp_install('Lumen', '${PEOPLE.administrator.login}', 'admin@example.test', true, '', '${PEOPLE.administrator.password}');
wp_insert_user(['user_login' => '${PEOPLE.author.login}', 'user_pass' => '${PEOPLE.author.password}', 'role' => 'author']);
foreach (['template', 'stylesheet'] as $option) update_option($option, 'twentytwentythree');
update_option('permalink_structure', '/%postname%/');
// Its pictures of people come from elsewhere.
update_option('show_avatars', 0);
flush_rewrite_rules();
`;

/** A real WordPress with a database of its own, in a throwaway folder; the plugin lies there and is not active. */
export class WordPressPeer {
  readonly address: string;
  readonly #parts: WordPressParts;
  readonly #folder = mkdtempSync(join(tmpdir(), 'portico-wordpress-'));
  /** Servers of databases refuse to run as root. */
  readonly #user = process.getuid?.() === 0 ? userIds('nobody') : undefined;
  readonly #running: Daemon[] = [];

  private constructor(parts: WordPressParts, port: number) {
    this.#parts = parts;
    this.address = `http://127.0.0.1:${port}`;
  }

  static async open(): Promise<WordPressPeer> {
    const peer = new WordPressPeer(ensureWordPress(), await freePort());
    try {
      peer.#write();
      await peer.#start();
    } catch (error) {
      await peer.close();
      throw error;
    }
    return peer;
  }

  /** Runs PHP inside WordPress, as an administrator's own scripts do, and answers what it prints. */
  php(code: string): string {
    return this.#run(
      `$_SERVER['HTTP_HOST'] = '${new URL(this.address).host}'; require ABSPATH . 'wp-load.php'; ${code}`,
    );
  }

  /** What PHP complained of. */
  complaints(): string[] {
    const log = join(this.#folder, 'php.log');
    return existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
  }

  /** Whether the plugin's files are there. */
  hasPlugin(): boolean {
    return existsSync(join(this.#folder, 'site/wp-content/plugins/portico'));
  }

  async close(): Promise<void> {
    // The database last: pages ask it.
    for (const daemon of this.#running.splice(0).reverse()) await daemon.stop();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** A folder that looks like an installation of its own: WordPress' files are links, what is written is ours. */
  #write(): void {
    const site = join(this.#folder, 'site');
    const content = join(site, 'wp-content');
    mkdirSync(join(content, 'plugins'), { recursive: true });
    mkdirSync(join(content, 'uploads'));
    mkdirSync(join(this.#folder, 'db'));
    for (const name of readdirSync(this.#parts.folder))
      if (/^(wp-(?!config|content)|index|xmlrpc)/.test(name))
        symlinkSync(join(this.#parts.folder, name), join(site, name));
    symlinkSync(join(this.#parts.folder, 'wp-content/themes'), join(content, 'themes'));
    cpSync(PLUGIN, join(content, 'plugins/portico'), { recursive: true });
    writeFileSync(join(site, 'wp-config.php'), settings(this.#folder, this.address));
    writeFileSync(this.#prepended, prepended(site));
    writeFileSync(join(this.#folder, 'router.php'), router(this.#prepended));
    if (!this.#user) return;
    const { uid, gid } = this.#user;
    const places = readdirSync(this.#folder, { recursive: true, encoding: 'utf8' });
    for (const place of ['', ...places]) lchownSync(join(this.#folder, place), uid, gid);
  }

  async #start(): Promise<void> {
    const socket = join(this.#folder, 'db.sock');
    const quick = ['--innodb-flush-log-at-trx-commit=0', '--innodb-log-file-size=16M', '--innodb-buffer-pool-size=64M'];
    // Without a network and in a folder that nobody else enters it needs no accounts.
    const alone = ['--skip-networking', '--skip-grant-tables', `--socket=${socket}`];
    const places = [`--datadir=${join(this.#folder, 'db')}`, `--pid-file=${join(this.#folder, 'db.pid')}`];
    const database = this.#daemon(this.#parts.mariadbd, ['--no-defaults', ...places, ...alone, ...quick]);
    await database.ready(() => isOpen(socket));
    this.#run(INSTALLATION, socket, new URL(this.address).host);
    const options = [`auto_prepend_file=${this.#prepended}`, 'display_errors=0'].flatMap((option) => ['-d', option]);
    const pages = [
      '-S',
      new URL(this.address).host,
      '-t',
      join(this.#folder, 'site'),
      join(this.#folder, 'router.php'),
    ];
    const env = { ...process.env, PHP_CLI_SERVER_WORKERS: '3' };
    const server = this.#daemon(this.#parts.php, [...options, ...pages], env);
    await server.ready(() => isOpen(Number(new URL(this.address).port)));
  }

  #daemon(command: string, args: string[], env = process.env): Daemon {
    const daemon = new Daemon(command, args, { env, ...this.#user });
    this.#running.push(daemon);
    return daemon;
  }

  get #prepended(): string {
    return join(this.#folder, 'prepended.php');
  }

  #run(code: string, ...args: string[]): string {
    return execFileSync(this.#parts.php, ['-r', `require '${this.#prepended}'; ${code}`, '--', ...args], {
      encoding: 'utf8',
      ...this.#user,
    });
  }
}
