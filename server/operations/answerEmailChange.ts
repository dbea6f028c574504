import type { AnswerEmailChangeData, AnswerEmailChangeResponses } from '../../src/api/schema.ts';
import { allowToken } from '../accounts/attempts.ts';
import { answerChange } from '../accounts/email-changes.ts';
import type { PublicOperation } from './operation.ts';

/** Confirms or refuses a change of an e-mail address with the token of a link. */
export const answerEmailChange: PublicOperation<AnswerEmailChangeData, AnswerEmailChangeResponses> = async (call) => {
  const { input, ports, portal, languages, now, apiUrl, remoteAddress } = call;
  await allowToken(ports.db, portal.id, remoteAddress, now);
  const state = await answerChange(
    ports,
    { portalId: portal.id, ...input.body, now },
    { language: languages[0] ?? 'en', address: apiUrl.replace(/\/api\/v1$/, '') },
  );
  return { status: 200, body: { state } };
};
