import type { StoredField, StoredSection } from '../../../server/db/tables.ts';
import { newId } from '../../../server/ids.ts';
import { testDatabase } from './database.ts';
import type { MadePortal } from './makers.ts';

/** A field, not required. */
export function field(pointer: string, type: StoredField['type'], rest: Partial<StoredField> = {}): StoredField {
  return { pointer, type, label: { en: pointer }, required: false, ...rest };
}

/** Holds when a property above is this. */
export function propertyIs(name: string, value: unknown) {
  const properties = { type: 'object', properties: { [name]: { const: value } }, required: [name] };
  return { properties: { properties }, required: ['properties'] };
}

/** What every form has. */
export const BASE: StoredField[] = [
  field('/subject', 'text', { required: true }),
  field('/text', 'textarea', { required: true }),
];

/** What a form for anybody has beside it. */
export const OPEN: StoredField[] = [
  field('/contact/name', 'text', { required: true }),
  field('/contact/email', 'email', { required: true }),
];

/** Makes a form as it lies in the database, whatever may be wrong with it; answers its id. */
export async function makeForm(
  portal: MadePortal,
  sections: StoredSection[],
  { isOpen = false, thanks = null }: { isOpen?: boolean; thanks?: string | null } = {},
): Promise<string> {
  const { db } = await testDatabase();
  const name = newId();
  await db
    .insertInto('forms')
    .values({
      id: newId(),
      portal_id: portal.id,
      name,
      inbox_id: portal.inboxId,
      stage_id: portal.openStageId,
      title: JSON.stringify({ en: 'A form', fi: 'Lomake' }),
      submit_label: JSON.stringify({ en: 'Send' }),
      thanks: thanks && JSON.stringify({ en: thanks }),
      is_open: isOpen,
      sections: JSON.stringify(sections),
      position: 9,
    })
    .execute();
  return name;
}
