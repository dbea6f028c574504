import type { GetSessionData, GetSessionResponses } from '../../src/api/schema.ts';
import { scopesOf } from '../policies/scope.ts';
import { presentSession } from '../presenters/session.ts';
import type { Operation } from './operation.ts';

/** Who is signed in, and until when. */
export const getSession: Operation<GetSessionData, GetSessionResponses> = async ({ person, portal }) => ({
  status: 200,
  body: presentSession(person, portal, scopesOf(person)),
});
