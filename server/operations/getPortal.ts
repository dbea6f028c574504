import type { GetPortalData, GetPortalResponses } from '../../src/api/schema.ts';
import { offersEmailLink } from '../policies/sign-in.ts';
import { presentPortal } from '../presenters/portal.ts';
import { listForms, listStages } from '../stores/portals.ts';
import { hasTokenIssuer } from '../stores/host-tokens.ts';
import type { PublicOperation } from './operation.ts';

/** The portal's public settings and limits. */
export const getPortal: PublicOperation<GetPortalData, GetPortalResponses> = async ({ ports, portal, languages }) => {
  const stages = await listStages(ports.db, portal.id);
  const forms = ports.desk.capabilities.openTickets ? await listForms(ports.db, portal.id) : [];
  const offers = {
    hostToken: await hasTokenIssuer(ports.db, portal.id),
    emailLink: offersEmailLink(portal, ports.sendsMail),
    passwordReset: ports.sendsMail,
  };
  return { status: 200, body: presentPortal(portal, stages, forms, languages, offers) };
};
