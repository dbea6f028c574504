/**
 * The size budget, as an assertion over the bundle that was built. Sizes are brotli, as a server sends them.
 *
 * Usage: node scripts/check-size.ts     after `npm run build`
 */
import { existsSync, readFileSync } from 'node:fs';
import { fail, root } from './run.ts';

interface Chunk {
  role: string;
  imports: string[];
  dynamicImports: string[];
  modules: Record<string, number>;
  bytes: number;
  brotli: number;
}

/** What a person waits for, in the order of waiting: each step pays only for what the earlier ones did not load. */
const steps = [
  { name: 'sign-in and the list', roles: ['portico', 'words-en-core'], limit: 20_000 },
  { name: 'the tools of the list', roles: ['tools', 'words-en-list'], limit: 5_000 },
  { name: 'the filters of the list', roles: ['filters', 'words-en-filters'], limit: 3_500 },
  { name: 'the columns of the list', roles: ['columns', 'words-en-columns'], limit: 3_000 },
  { name: 'logo and menu of a portal', roles: ['menu'], limit: 600 },
  { name: 'a picture, drawn where the page says so', roles: ['picture'], limit: 1_000 },
  { name: 'a logo that is drawn', roles: ['drawn-logo'], limit: 350 },
  { name: 'no images from elsewhere', roles: ['words-en-pictures'], limit: 150 },
  { name: 'what stands alone in a page', roles: ['discover', 'page'], limit: 1_400 },
  { name: 'opening a ticket', roles: ['ticket', 'words-en-ticket', 'dompurify'], limit: 15_000 },
  { name: 'from one view to the next', roles: ['turn'], limit: 600 },
  { name: 'the subject between the list and its ticket', roles: ['travel'], limit: 1_000 },
  { name: 'closing, rating, taking along', roles: ['actions', 'words-en-ticket-actions'], limit: 6_000 },
  { name: 'all of a long message', roles: ['long-message', 'pieces'], limit: 1_500 },
  { name: 'printing a ticket, pictures in it', roles: ['print', 'pictures'], limit: 1_800 },
  { name: 'writing a reply', roles: ['composer', 'words-en-composer', 'words-en-writing'], limit: 8_000 },
  { name: 'formatting a reply', roles: ['markdown'], limit: 1_500 },
  { name: 'the preview of a reply', roles: ['preview', 'words-en-preview'], limit: 1_500 },
  { name: 'what waits to be sent', roles: ['outbox', 'words-en-outbox'], limit: 6_000 },
  { name: 'files of a message', roles: ['attachment-view', 'words-en-attached'], limit: 4_000 },
  { name: 'the viewer of images', roles: ['image-viewer'], limit: 2_500 },
  {
    name: 'the first attachment',
    roles: ['attachment-queue', 'attachment-list', 'words-en-files', 'uploads'],
    limit: 17_000,
  },
  { name: 'a wait before the next try', roles: ['wait', 'words-en-wait'], limit: 500 },
  { name: 'a forgotten password', roles: ['beyond', 'recovery', 'words-en-recovery'], limit: 4_000 },
  { name: 'signed out, or a session that has ended', roles: ['aside', 'words-en-aside'], limit: 1_000 },
  { name: 'identity providers', roles: ['providers', 'words-en-providers'], limit: 3_500 },
  { name: 'a link of a mail', roles: ['link', 'email', 'words-en-link'], limit: 4_500 },
  { name: 'the way to an account', roles: ['entry', 'words-en-entry'], limit: 7_000 },
  { name: 'the support form', roles: ['support-form', 'words-en-support-form'], limit: 8_000 },
  { name: 'several forms, and what is said after one', roles: ['states', 'words-en-form-states'], limit: 2_000 },
  { name: 'boxes to tick in a form', roles: ['boxes'], limit: 1_500 },
  { name: 'what was filled in', roles: ['form-checks'], limit: 2_000 },
  { name: 'conditions in a form', roles: ['form-conditions'], limit: 8_000 },
  { name: 'articles that may help', roles: ['articles', 'words-en-articles'], limit: 2_000 },
  { name: 'a request without an account', roles: ['request'], limit: 2_000 },
  { name: 'its work in a worker', roles: ['portico.work'], limit: 500 },
  { name: 'the link that confirms a request', roles: ['confirm', 'words-en-confirm'], limit: 1_500 },
  { name: 'the account', roles: ['account', 'words-en-account'], limit: 4_800 },
  { name: 'consent in the account', roles: ['consent', 'words-en-consent'], limit: 2_000 },
  { name: 'the end of a session', roles: ['session-end', 'words-en-session-end'], limit: 2_500 },
  { name: 'what comes live', roles: ['attend', 'live', 'words-en-live'], limit: 5_300 },
  { name: 'while the line is down', roles: ['offline', 'words-en-offline'], limit: 1_000 },
  { name: 'in another document', roles: ['adoption'], limit: 500 },
  { name: 'a portal on paper', roles: ['paper'], limit: 300 },
  { name: 'the loader of a launcher', roles: ['launcher'], limit: 2_000 },
  { name: 'the dialog of a launcher', roles: ['panel', 'words-en-launcher'], limit: 2_500 },
  { name: 'a link to the portal', roles: ['portal-link', 'words-en-portal-link'], limit: 1_500 },
  { name: 'the look of a preset', roles: ['dress'], limit: 2_000 },
  { name: 'the check of contrast, for who makes a page', roles: ['portico.check'], limit: 1_500 },
  { name: 'another prefix', roles: ['prefix'], limit: 600 },
  { name: 'what seldom goes wrong', roles: ['words-en-problems'], limit: 1_000 },
  { name: 'the view of staff', roles: ['staff-view', 'staff-banner', 'words-en-staff-view'], limit: 2_500 },
];

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`;

function check(): void {
  const file = `${root}dist/manifest.json`;
  if (!existsSync(file)) throw new Error('There is no bundle to weigh: run `npm run build` first.');
  const chunks = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Chunk>;
  const chunk = (name: string): Chunk => {
    if (!chunks[name]) throw new Error(`manifest.json does not know ${name}.`);
    return chunks[name];
  };
  const closure = (name: string, found = new Set<string>()): Set<string> => {
    if (!found.has(name)) {
      found.add(name);
      chunk(name).imports.forEach((other) => closure(other, found));
    }
    return found;
  };
  const counted = steps.flatMap(({ roles }) => roles);
  const uncounted = Object.values(chunks).find(({ role }) => role.startsWith('words-en-') && !counted.includes(role));
  if (uncounted)
    throw new Error(`No step in scripts/check-size.ts counts ${uncounted.role}: name it where it is loaded.`);
  const loaded = new Set<string>();
  for (const { name, roles, limit } of steps) {
    const entries = Object.keys(chunks).filter((key) => roles.includes(chunk(key).role));
    const missing = roles.filter((role) => !entries.some((key) => chunk(key).role === role));
    if (missing.length) {
      throw new Error(
        `No chunk has the role ${missing.join(', ')}: it is loaded too early, or its name in rollup.config.mjs is lost.`,
      );
    }
    const added = [...new Set(entries.flatMap((key) => [...closure(key)]))].filter((key) => !loaded.has(key));
    added.forEach((key) => loaded.add(key));
    const total = added.reduce((sum, key) => sum + chunk(key).brotli, 0);
    const parts = added.map((key) => `${chunk(key).role} ${kB(chunk(key).brotli)}`).join(', ');
    console.log(`${total > limit ? '✗' : '✓'} ${name}: ${kB(total)} of ${kB(limit)} (${parts})`);
    if (total <= limit) continue;
    process.exitCode = 1;
    const heaviest = added
      .flatMap((key) => Object.entries(chunk(key).modules))
      .sort(([, a], [, b]) => b - a)
      .slice(0, 8)
      .map(([module, bytes]) => `    ${module} ${kB(bytes)} before compression`);
    console.error(
      [
        `  ${kB(total - limit)} too much. Move what is not needed at once behind import(), or write it smaller. Heaviest modules:`,
        ...heaviest,
      ].join('\n'),
    );
  }
}

try {
  check();
} catch (error) {
  fail(error);
}
