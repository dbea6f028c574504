/** Writes presets/<name>.css: each preset as a style sheet, for pages that would rather link one than name it in an attribute. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { presets } from '../src/styles/presets.ts';

/** Of no weight, so that any rule of the page wins over it. */
const ELEMENTS =
  ':where(portico-portal, portico-login, portico-ticket-list, portico-ticket, portico-support-form, portico-account, portico-launcher, portico-link)';

/** The style sheets of the presets under a folder. */
export async function presetStyles(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, { styles }] of Object.entries(presets)) {
    const text = styles.cssText.replaceAll(/^ {6}/gm, '').trim().replace(':host', ELEMENTS);
    await writeFile(join(folder, `${name}.css`), `${text}\n`);
  }
}
