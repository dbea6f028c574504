import type { CreateChallengeData, CreateChallengeResponses } from '../../src/api/schema.ts';
import { countChallenge } from '../accounts/attempts.ts';
import { takesRequests } from '../policies/access.ts';
import { Problem } from '../problem.ts';
import type { PublicOperation } from './operation.ts';

/** Something to work on before a request is sent. Nothing is written down for it but the count. */
export const createChallenge: PublicOperation<CreateChallengeData, CreateChallengeResponses> = async (call) => {
  const { ports, portal, now, remoteAddress } = call;
  if (!takesRequests(ports.desk.capabilities, ports.sendsMail)) throw new Problem('not-found');
  const count = await countChallenge(ports.db, { portalId: portal.id, remoteAddress }, now);
  return { status: 201, body: ports.challenges.make(portal.id, count, now) };
};
