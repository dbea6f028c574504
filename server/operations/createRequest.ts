import type { CreateRequestData, CreateRequestResponses } from '../../src/api/schema.ts';
import { allowRequest } from '../accounts/attempts.ts';
import { normalizeEmail } from '../accounts/email.ts';
import { cleanName } from '../accounts/names.ts';
import { isRepeated, orderRequest } from '../accounts/requests.ts';
import { contextOf, fillForm } from '../forms/fill.ts';
import { takesRequests } from '../policies/access.ts';
import { returnPage } from '../policies/return-to.ts';
import { inLanguageOrNull } from '../presenters/words.ts';
import { Problem, validationFailed } from '../problem.ts';
import { findForm } from '../stores/forms.ts';
import type { PublicOperation } from './operation.ts';

const NAME_LENGTH = 200;

/** Asks for a ticket without an account. Nobody is looked up for it, and nobody of the team sees it before it is confirmed. */
export const createRequest: PublicOperation<CreateRequestData, CreateRequestResponses> = async (call) => {
  const { input, ports, portal, languages, now, apiUrl, remoteAddress } = call;
  if (!takesRequests(ports.desk.capabilities, ports.sendsMail)) throw new Problem('not-found');
  const { work, website = '', returnTo, ...asked } = input.body;
  // A program that fills in whatever there is learns nothing by the answer.
  if (website !== '') return { status: 202 };
  const request = { portalId: portal.id, key: input.headers['Idempotency-Key'], asked };
  if (await isRepeated(ports.db, request)) return { status: 202 };
  const done = ports.challenges.check(portal.id, work, now);
  const form = await findForm(ports.db, portal.id, asked.formId);
  if (form?.is_open !== true) throw validationFailed([{ pointer: '/formId', code: 'unknown-value' }]);
  const answers = fillForm(form, asked, { now, isKnown: false, languages, files: 0 });
  const { email: givenEmail, name: givenName } = asked.contact ?? {};
  const email = normalizeEmail(String(givenEmail));
  await allowRequest(ports.db, { portalId: portal.id, email, remoteAddress }, now);
  const { subject, text, properties, contact, consents } = answers;
  const name = typeof givenName === 'string' ? cleanName(givenName).slice(0, NAME_LENGTH) : '';
  await orderRequest(
    ports,
    {
      ...request,
      email,
      subject,
      content: {
        name: name === '' ? null : name,
        text,
        properties: { ...properties },
        contact,
        consents: [...consents],
        context: contextOf(asked),
      },
      form,
      thanks: inLanguageOrNull(form.thanks, languages),
      work: done,
      now,
    },
    {
      language: languages[0] ?? 'en',
      address: returnPage(returnTo, {
        address: apiUrl.replace(/\/api\/v1$/, ''),
        origins: portal.allowed_origins,
      }),
    },
  );
  return { status: 202 };
};
