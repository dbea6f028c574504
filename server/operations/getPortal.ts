import type { GetPortalData, GetPortalResponses } from '../../src/api/schema.ts';
import { mayRegister, takesAccessRequests, takesRequests } from '../policies/access.ts';
import { offersEmailLink } from '../policies/sign-in.ts';
import { presentConsentReference } from '../presenters/consent.ts';
import { presentPortal } from '../presenters/portal.ts';
import { hasArticles } from '../stores/articles.ts';
import { findConsent } from '../stores/consents.ts';
import { listForms } from '../stores/forms.ts';
import { listStages } from '../stores/portals.ts';
import { listIdentityProviders } from '../stores/identity-providers.ts';
import { listShownProperties } from '../stores/properties.ts';
import { hasTokenIssuer } from '../stores/host-tokens.ts';
import type { PublicOperation } from './operation.ts';

/** The portal's public settings and limits. */
export const getPortal: PublicOperation<GetPortalData, GetPortalResponses> = async (call) => {
  const { ports, portal, languages, apiUrl } = call;
  const stages = await listStages(ports.db, portal.id);
  const forms = ports.desk.capabilities.openTickets ? await listForms(ports.db, portal.id) : [];
  const properties = await listShownProperties(ports.db, portal.id);
  const offers = {
    hostToken: await hasTokenIssuer(ports.db, portal.id),
    emailLink: offersEmailLink(portal, ports.sendsMail),
    passwordReset: ports.sendsMail,
    providers: ports.singleSignOn.isReady ? await listIdentityProviders(ports.db, portal.id) : [],
    address: apiUrl.replace(/\/api\/v1$/, ''),
    registration: mayRegister(portal, ports.sendsMail),
    accessRequests: takesAccessRequests(portal, ports.sendsMail),
    requests: takesRequests(ports.desk.capabilities, ports.sendsMail),
    hasArticles: await hasArticles(ports.db, portal.id),
    consent: presentConsentReference(await findConsent(ports.db, portal.id)),
  };
  return { status: 200, body: presentPortal(portal, stages, forms, properties, languages, offers) };
};
