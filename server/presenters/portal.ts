import type { Portal } from '../../src/api/schema.ts';
import type { Row } from '../db/tables.ts';
import { LIMITS } from '../limits.ts';
import { inLanguage } from './words.ts';

/** The ways in beside the password, and to an account. */
interface Offers extends Pick<Portal, 'registration' | 'accessRequests' | 'consent'> {
  readonly hostToken: boolean;
  readonly emailLink: boolean;
  readonly passwordReset: boolean;
  readonly providers: readonly Pick<Row<'identity_providers'>, 'slug' | 'label'>[];
  /** The portal's own. */
  readonly address: string;
}

/** The settings anybody may know. */
export function presentPortal(
  portal: Row<'portals'>,
  stages: readonly Pick<Row<'stages'>, 'id' | 'customer_label' | 'status'>[],
  forms: readonly Pick<Row<'forms'>, 'id' | 'title'>[],
  languages: readonly string[],
  offers: Offers,
): Portal {
  return {
    name: portal.name,
    languages: portal.languages,
    signIn: [
      'password',
      ...(offers.hostToken ? ['host-token' as const] : []),
      ...(offers.emailLink ? ['email-link' as const] : []),
      ...(offers.providers.length > 0 ? ['single-sign-on' as const] : []),
    ],
    providers: offers.providers.map(({ slug, label }) => ({
      id: slug,
      label: inLanguage(label, languages),
      address: `${offers.address}/sign-in/${slug}`,
    })),
    passwordReset: offers.passwordReset,
    registration: offers.registration,
    accessRequests: offers.accessRequests,
    consent: offers.consent,
    showStages: portal.show_stages,
    stages: portal.show_stages
      ? stages.map(({ id, customer_label, status }) => ({ id, label: inLanguage(customer_label, languages), status }))
      : [],
    columns: portal.columns,
    forms: forms.map(({ id, title }) => ({ id, title: inLanguage(title, languages) })),
    limits: { ...LIMITS, refusedExtensions: [...LIMITS.refusedExtensions] },
  };
}
