// To be imported before what opens the test's database: an embedded one lies in a folder that another process can take over.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

export const FOLDER = mkdtempSync(join(tmpdir(), 'portico-own-'));
process.env['PORTICO_TEST_FOLDER'] = FOLDER;

after(() => rmSync(FOLDER, { recursive: true, force: true }));
