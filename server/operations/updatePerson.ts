import type { UpdatePersonData, UpdatePersonResponses } from '../../src/api/schema.ts';
import { cleanName } from '../accounts/names.ts';
import { presentPerson } from '../presenters/session.ts';
import { validationFailed } from '../problem.ts';
import { updateOwn } from '../stores/contacts.ts';
import type { Operation } from './operation.ts';

/** Changes one's own name, or the language of the mails one gets. */
export const updatePerson: Operation<UpdatePersonData, UpdatePersonResponses> = async (call) => {
  const { person, input, ports, portal } = call;
  const { language = person.language } = input.body;
  const name = input.body.name === undefined ? person.name : cleanName(input.body.name);
  if (name === '') throw validationFailed([{ pointer: '/name', code: 'required' }]);
  if (input.body.language != null && !portal.languages.includes(input.body.language))
    throw validationFailed([{ pointer: '/language', code: 'unknown-value' }]);
  await updateOwn(person, ports.db, { name, language });
  return { status: 200, body: presentPerson({ ...person, name, language }) };
};
