import type { ListColumn, Portal, PropertyFilter } from '../../src/api/schema.ts';
import type { BuiltinColumn, Column, Row, StoredOption, Words, PropertyType } from '../db/tables.ts';
import { LIMITS } from '../limits.ts';
import { inLanguage, inLanguageOrNull } from './words.ts';

/** The ways in beside the password, and to an account. */
interface Offers extends Pick<Portal, 'registration' | 'accessRequests' | 'consent' | 'hasArticles'> {
  /** Whether requests without an account are taken. */
  readonly requests: boolean;
  readonly hostToken: boolean;
  readonly emailLink: boolean;
  readonly passwordReset: boolean;
  readonly providers: readonly Pick<Row<'identity_providers'>, 'slug' | 'label'>[];
  /** The portal's own. */
  readonly address: string;
}

interface ShownProperty {
  readonly name: string;
  readonly label: Words;
  readonly type: PropertyType;
  readonly options: readonly StoredOption[];
}

const BUILTIN: Record<BuiltinColumn, ListColumn['type']> = {
  number: 'number',
  subject: 'text',
  requester: 'text',
  created: 'time',
  'last-activity': 'time',
  status: 'status',
};

/** The settings anybody may know. */
export function presentPortal(
  portal: Row<'portals'>,
  stages: readonly Pick<Row<'stages'>, 'id' | 'customer_label' | 'status'>[],
  forms: readonly Pick<Row<'forms'>, 'name' | 'title' | 'description' | 'is_open'>[],
  properties: readonly ShownProperty[],
  languages: readonly string[],
  offers: Offers,
): Portal {
  const filters = properties.map((property) => presentFilter(property, languages));
  return {
    name: portal.name,
    logo: portal.logo_url === null ? null : wholeUrl(portal.logo_url, offers.address),
    menu: portal.menu.flatMap(({ label, url }) => {
      const whole = wholeUrl(url, offers.address);
      return whole === null ? [] : [{ label: inLanguage(label, languages), url: whole }];
    }),
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
    columns: portal.columns.filter(isBuiltin),
    listColumns: presentColumns(portal.columns, filters),
    filters,
    forms: forms.map(({ name, title, description, is_open }) => ({
      id: name,
      title: inLanguage(title, languages),
      description: inLanguageOrNull(description, languages),
      isOpen: is_open && offers.requests,
    })),
    hasArticles: offers.hasArticles,
    limits: { ...LIMITS, refusedExtensions: [...LIMITS.refusedExtensions] },
  };
}

/** A path is one at the portal's own server. */
function wholeUrl(url: string, address: string): string | null {
  const whole = URL.parse(url, address);
  return whole && /^https?:$/.test(whole.protocol) ? whole.href : null;
}

function isBuiltin(column: Column): column is BuiltinColumn {
  return column in BUILTIN;
}

function presentFilter({ name, label, type, options }: ShownProperty, languages: readonly string[]): PropertyFilter {
  const offered = options.map((option) => ({ value: option.value, label: inLanguage(option.label, languages) }));
  return { name, label: inLanguage(label, languages), type, options: offered };
}

/** A column whose property is not shown, or not any more, is none. */
function presentColumns(columns: readonly Column[], properties: readonly PropertyFilter[]): ListColumn[] {
  return columns.flatMap((column): ListColumn[] => {
    if (isBuiltin(column)) return [{ name: column, label: null, type: BUILTIN[column], options: [] }];
    const property = properties.find(({ name }) => column === `property:${name}`);
    return property ? [{ ...property, name: column }] : [];
  });
}
