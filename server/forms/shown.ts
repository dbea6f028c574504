import { Validator, type Schema } from '@cfworker/json-schema';
import type { StoredCondition, StoredField, StoredSection } from '../db/tables.ts';

/** What was filled in, by the pointers of fields. */
export type Values = ReadonlyMap<string, unknown>;

type Conditional = Pick<StoredSection, 'condition'> & { fields: readonly StoredField[] };

/** What conditions are held against: what is shown above and filled in; nothing where nothing is. */
interface Above {
  subject?: string;
  text?: string;
  properties?: Record<string, unknown>;
  contact?: Record<string, unknown>;
}

/** The fields that are shown, or sent unseen, with what was filled in; decided from the top down, so that no circle can be. */
export function shownFields(sections: readonly Conditional[], values: Values): StoredField[] {
  const above: Above = {};
  return sections.flatMap(({ condition, fields }) => {
    if (!holds(condition, above)) return [];
    return fields.filter((field) => {
      if (!holds(field.condition, above)) return false;
      put(above, field, values.get(field.pointer));
      return true;
    });
  });
}

/** Whether a condition holds. One that cannot be answered does not. */
export function holds(condition: StoredCondition | null | undefined, instance: object): boolean {
  if (!condition) return true;
  try {
    return validatorOf(condition).validate(instance).valid;
  } catch {
    return false;
  }
}

/** The validator of a condition; it writes into the schema that it is given. */
export function validatorOf(condition: StoredCondition): Validator {
  const schema: Schema = structuredClone(condition);
  return new Validator(schema, '2020-12');
}

function put(above: Above, field: StoredField, written: unknown): void {
  const value = conditionValue(field, written);
  if (value === undefined) return;
  const [, group = '', name = ''] = field.pointer.split('/');
  if (group === 'subject' || group === 'text') above[group] = typeof value === 'string' ? value : '';
  else if (group === 'properties' || group === 'contact') (above[group] ??= {})[name] = value;
}

/** A value as conditions see it; undefined where there is none. */
function conditionValue({ type }: StoredField, written: unknown): unknown {
  switch (type) {
    case 'checkbox':
      return written === true ? true : undefined;
    case 'number':
      return numberOf(written);
    case 'multiselect':
      return Array.isArray(written) && written.length > 0 ? written : undefined;
    case 'consent':
    case 'files':
      return undefined;
    default:
      return typeof written === 'string' && written.trim() !== '' ? written : undefined;
  }
}

/** A number that was sent as one, or as it was typed. */
export function numberOf(written: unknown): number | undefined {
  if (typeof written === 'number') return Number.isFinite(written) ? written : undefined;
  if (typeof written !== 'string' || written.trim() === '') return undefined;
  const number = Number(written);
  return Number.isFinite(number) ? number : undefined;
}
