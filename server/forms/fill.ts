import type { TicketContent } from '../../src/api/schema.ts';
import { storable } from '../content/index.ts';
import { Problem, validationFailed } from '../problem.ts';
import type { Row } from '../db/tables.ts';
import { type Answers, type Filled, type Filling, readAnswers } from './answers.ts';

/**
 * What a form comes to, or the failure to answer: `form-changed` when it was filled in as it was before and does not fit the form
 * as it is, or something was agreed to that reads otherwise by now.
 */
export function fillForm(
  form: Pick<Row<'forms'>, 'name' | 'version' | 'sections'>,
  content: TicketContent,
  { files, ...filling }: Filling & { readonly files: number },
): Answers {
  const answers = readAnswers(form, filledOf(content, files), filling);
  if (answers.isOfAnotherForm) throw new Problem('form-changed');
  if (answers.errors.length === 0) return answers;
  const { formVersion } = content;
  throw formVersion !== undefined && formVersion !== String(form.version)
    ? new Problem('form-changed')
    : validationFailed([...answers.errors]);
}

/** The context of a ticket, ready to be stored. */
export function contextOf({ context = {} }: TicketContent): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context).map(([name, value]) => [storable(name).slice(0, 100), storable(value)]),
  );
}

function filledOf(
  { subject, text, properties = {}, contact = {}, consents = {} }: TicketContent,
  files: number,
): Filled {
  return {
    subject: storable(subject).trim(),
    text: storable(text),
    properties: texts(properties),
    contact: texts(contact),
    consents,
    files,
  };
}

function texts(values: NonNullable<TicketContent['properties']>): NonNullable<TicketContent['properties']> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? storable(value) : Array.isArray(value) ? value.map(storable) : value,
    ]),
  );
}
