import type { UpdatePersonData, UpdatePersonResponses } from '../../src/api/schema.ts';
import { cleanName } from '../accounts/names.ts';
import { presentPerson } from '../presenters/session.ts';
import { validationFailed } from '../problem.ts';
import { updateName } from '../stores/contacts.ts';
import type { Operation } from './operation.ts';

/** Changes one's own name. */
export const updatePerson: Operation<UpdatePersonData, UpdatePersonResponses> = async ({ person, input, ports }) => {
  const name = cleanName(input.body.name);
  if (name === '') throw validationFailed([{ pointer: '/name', code: 'required' }]);
  await updateName(person, ports.db, name);
  return { status: 200, body: presentPerson({ ...person, name }) };
};
