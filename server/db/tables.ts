import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';

/** Words that customers read, by language: `{ en: 'Open', fi: 'Avoin' }`. */
export type Words = Record<string, string>;

/** A column that is read as a value and written as JSON text, which both drivers take alike. */
type Json<T> = ColumnType<T, string, string>;
type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;
type GeneratedJson<T> = ColumnType<T, string | undefined, string>;
type Now = ColumnType<Date, Date | undefined, Date>;

export type TicketStatus = 'open' | 'closed';
export type Channel = 'portal' | 'email' | 'chat' | 'messenger' | 'form' | 'phone';
/** The columns that every portal can have. */
export type BuiltinColumn = 'number' | 'subject' | 'requester' | 'created' | 'last-activity' | 'status';
export type Column = BuiltinColumn | `property:${string}`;
export type PropertyType = 'text' | 'number' | 'date' | 'select' | 'multiselect' | 'checkbox';
/** The value of a property; a list of several choices. */
export type PropertyValue = string | number | boolean | readonly string[];
export type RatingKind = 'off' | 'stars' | 'thumbs';
export type FieldType =
  | 'text'
  | 'textarea'
  | 'email'
  | 'tel'
  | 'number'
  | 'date'
  | 'select'
  | 'multiselect'
  | 'checkbox'
  | 'consent'
  | 'files';

/** One choice of a select. */
/** A link of a portal's menu. */
export interface StoredMenuLink {
  readonly label: Words;
  /** Whole, or a path at the server. */
  readonly url: string;
}

export interface StoredOption {
  value: string;
  label: Words;
}

/** JSON Schema 2020-12. */
export type StoredCondition = Record<string, unknown>;

/** A field of a form as it lies in `forms.sections`. */
export interface StoredField {
  pointer: string;
  type: FieldType;
  label: Words;
  required: boolean;
  help?: Words | null | undefined;
  placeholder?: Words | null | undefined;
  default?: PropertyValue | null | undefined;
  isHidden?: boolean | undefined;
  minLength?: number | null | undefined;
  maxLength?: number | null | undefined;
  minimum?: number | string | null | undefined;
  maximum?: number | string | null | undefined;
  pattern?: string | null | undefined;
  condition?: StoredCondition | null | undefined;
  options?: StoredOption[] | undefined;
  consent?: { version: string; html: Words } | null | undefined;
}

/** A section of a form as it lies in `forms.sections`. */
export interface StoredSection {
  title?: Words | null | undefined;
  description?: Words | null | undefined;
  condition?: StoredCondition | null | undefined;
  fields: StoredField[];
}

export interface Portals {
  id: string;
  slug: string;
  name: string;
  is_on: Generated<boolean>;
  is_demo: Generated<boolean>;
  languages: Generated<string[]>;
  show_stages: Generated<boolean>;
  ticket_access: Generated<'own' | 'company'>;
  conversation: Generated<'newest-thread' | 'all-threads'>;
  closed_ticket_reply: Generated<'reopen' | 'follow-up' | 'refuse'>;
  customers_close: Generated<boolean>;
  reopen_days: number | null;
  rating: Generated<RatingKind>;
  rating_comment: Generated<boolean>;
  columns: Generated<Column[]>;
  idle_seconds: Generated<number>;
  absolute_seconds: Generated<number>;
  allowed_origins: Generated<string[]>;
  cookie_sessions: Generated<boolean>;
  email_link: Generated<boolean>;
  accent: Generated<string>;
  logo_url: string | null;
  menu: GeneratedJson<StoredMenuLink[]>;
  access: Generated<'contacts' | 'open' | 'lists'>;
  admin_emails: Generated<string[]>;
  next_ticket_number: Generated<number>;
  default_inbox_id: string | null;
  created_at: Now;
}

export interface Inboxes {
  id: string;
  portal_id: string;
  name: string;
  email: string | null;
  is_connected: Generated<boolean>;
}

export interface Agents {
  id: string;
  portal_id: string;
  name: string;
  email: string;
}

export interface Companies {
  id: string;
  portal_id: string;
  name: string;
  properties: GeneratedJson<Properties>;
}

export interface Contacts {
  id: string;
  portal_id: string;
  company_id: string | null;
  name: string;
  email: string;
  password_hash: string | null;
  is_demo: Generated<boolean>;
  created_at: Now;
  mail_failed_at: Date | null;
  language: string | null;
  properties: GeneratedJson<Properties>;
  /** Whether nothing but a confirmed request is known of them. */
  is_guest: Generated<boolean>;
}

export interface SignInLinks {
  id: string;
  portal_id: string;
  key_thumbprint: string;
  email_hash: Uint8Array;
  contact_id: string | null;
  browser: string | null;
  system: string | null;
  wrong_codes: Generated<number>;
  asked_at: Date;
  expires_at: Date;
}

export interface SignInLinkTokens {
  token_hash: Uint8Array;
  link_id: string;
  code_hash: Uint8Array | null;
  expires_at: Date;
}

/** The address that is, or the one that is to be. */
export type EmailSide = 'old' | 'new';

export interface EmailChanges {
  id: string;
  portal_id: string;
  contact_id: string;
  session_id: string;
  old_email: string;
  new_email: string;
  old_confirmed_at: Date | null;
  new_confirmed_at: Date | null;
  created_at: Date;
  expires_at: Date;
}

export interface EmailChangeTokens {
  token_hash: Uint8Array;
  change_id: string;
  side: EmailSide;
}

export interface KnownDevices {
  contact_id: string;
  browser: string;
  system: string;
  last_seen_at: Date;
}

export interface SentMails {
  id: string;
  contact_id: string;
  address: string;
  sent_at: Date;
}

export interface Mailboxes {
  id: Uint8Array;
  uid_validity: string;
  last_uid: number;
  failures: Generated<number>;
  next_try_at: Date | null;
}

export interface PasswordResets {
  token_hash: Uint8Array;
  portal_id: string;
  contact_id: string;
  created_at: Now;
  expires_at: Date;
}

export interface Pipelines {
  id: string;
  portal_id: string;
  name: string;
  position: number;
}

export interface Stages {
  id: string;
  pipeline_id: string;
  name: string;
  customer_label: Json<Words>;
  status: TicketStatus;
  position: number;
}

export interface PropertyDefinitions {
  portal_id: string;
  name: string;
  label: Json<Words>;
  type: PropertyType;
  options: GeneratedJson<StoredOption[]>;
  is_shown: Generated<boolean>;
  position: number;
}

export interface Tickets {
  id: string;
  portal_id: string;
  number: number;
  subject: string;
  contact_id: string;
  company_id: string | null;
  inbox_id: string;
  stage_id: string;
  status: TicketStatus;
  properties: GeneratedJson<Record<string, PropertyValue>>;
  context: GeneratedJson<Record<string, string>>;
  created_at: Now;
  last_activity_at: Now;
  /** A tsvector; written by `portico_words` and `portico_add_words` only. */
  search: Generated<string>;
  closed_at: Date | null;
  follow_up_of: string | null;
}

export interface StatusChanges {
  id: string;
  seq: ColumnType<number, never, never>;
  ticket_id: string;
  after_seq: number;
  from_stage_id: string;
  to_stage_id: string;
  contact_id: string | null;
  agent_id: string | null;
  author_kind: 'customer' | 'team';
  author_name: string;
  created_at: Date;
}

export interface Ratings {
  ticket_id: string;
  contact_id: string | null;
  value: number;
  comment: string | null;
  given_at: Date;
  changed_at: Date;
}

/** What the list is filtered and sorted by; written by triggers only. */
export interface TicketValues {
  portal_id: ColumnType<string, never, never>;
  ticket_number: ColumnType<number, never, never>;
  contact_id: ColumnType<string, never, never>;
  company_id: ColumnType<string | null, never, never>;
  property: ColumnType<string, never, never>;
  kind: ColumnType<'value' | 'choice' | 'word', never, never>;
  text: ColumnType<string, never, never>;
  number: ColumnType<number, never, never>;
}

export interface ReadMarks {
  contact_id: string;
  ticket_id: string;
  seq: number;
  status: TicketStatus;
  stage_id: string;
}

export interface Preferences {
  contact_id: string;
  column_order: Generated<string[]>;
  hidden_columns: Generated<string[]>;
  density: Generated<'comfortable' | 'compact'>;
}

export interface Threads {
  id: string;
  ticket_id: string;
  inbox_id: string;
  channel: Channel;
  created_at: Now;
}

export interface Messages {
  id: string;
  seq: ColumnType<number, never, never>;
  ticket_id: string;
  thread_id: string;
  contact_id: string | null;
  agent_id: string | null;
  author_kind: 'customer' | 'team';
  author_name: string;
  channel: Channel;
  source: string;
  source_type: 'text/markdown' | 'text/html' | 'text/plain';
  html: string;
  text: string;
  created_at: Now;
}

export interface Notes {
  id: string;
  ticket_id: string;
  agent_id: string | null;
  author_name: string;
  text: string;
  created_at: Now;
}

/** Whether a file is held to be harmless. */
export type FileState = 'ready' | 'checking' | 'quarantined';

export type LiveEventKind = 'message-created' | 'ticket-created' | 'ticket-changed' | 'ticket-gone' | 'session-ended';

/** Written by triggers only. */
export interface LiveEvents {
  id: ColumnType<number, never, never>;
  portal_id: string;
  kind: LiveEventKind;
  ticket_id: string | null;
  message_id: string | null;
  contact_id: string | null;
  company_id: string | null;
  session_id: string | null;
  created_at: Now;
}

export interface Attachments {
  id: string;
  message_id: string;
  position: number;
  name: string;
  media_type: string;
  size: number;
  storage_key: string;
  state: Generated<FileState>;
  created_at: Now;
  content_id: string | null;
}

export interface Uploads {
  id: string;
  portal_id: string;
  contact_id: string;
  idempotency_key: string;
  name: string;
  size: number;
  media_type: string | null;
  storage_key: string | null;
  /** Whether all of it has arrived and is stored. */
  is_ready: Generated<boolean>;
  state: Generated<FileState>;
  created_at: Now;
}

/** Stored bytes whose row is gone; written by triggers. */
export interface StrayFiles {
  storage_key: string;
  gone_at: Now;
}

export interface Forms {
  id: string;
  portal_id: string;
  inbox_id: string;
  stage_id: string;
  title: Json<Words>;
  description: JsonOrNull<Words>;
  submit_label: Json<Words>;
  position: number;
  name: string;
  version: Generated<number>;
  thanks: JsonOrNull<Words>;
  is_open: Generated<boolean>;
  sections: Json<StoredSection[]>;
}

export interface FormConsents {
  id: string;
  contact_id: string;
  ticket_id: string | null;
  form: string;
  name: string;
  version: string;
  language: string;
  label: string;
  html: string;
  given_at: Date;
}

/** What somebody agreed to with a form, in the very words. */
export type AgreedConsent = Pick<FormConsents, 'form' | 'name' | 'version' | 'language' | 'label' | 'html'>;

/** What waits to become a ticket. */
export interface RequestContent {
  /** Null where the form did not ask. */
  name: string | null;
  text: string;
  properties: Record<string, PropertyValue>;
  contact: Properties;
  consents: AgreedConsent[];
  context: Record<string, string>;
}

export interface Requests {
  id: string;
  portal_id: string;
  idempotency_key: string;
  request_hash: Uint8Array;
  email: string;
  inbox_id: string;
  stage_id: string;
  content: JsonOrNull<RequestContent>;
  subject: string;
  thanks: string | null;
  number: number | null;
  created_at: Date;
  expires_at: Date;
}

export interface RequestLinks {
  token_hash: Uint8Array;
  request_id: string;
}

export interface UsedWork {
  digest: Uint8Array;
  expires_at: Date;
}

export interface Articles {
  id: string;
  portal_id: string;
  language: string;
  title: string;
  url: string;
  excerpt: string | null;
  /** A tsvector, as that of the title is. */
  words: string;
  title_words: string;
}

export interface ArticleWords {
  portal_id: string;
  word: string;
  articles: number;
}

export interface Sessions {
  id: string;
  portal_id: string;
  contact_id: string;
  token_hash: Uint8Array;
  key_thumbprint: string | null;
  created_at: Now;
  last_used_at: Now;
  ends_at: Date;
  browser: string | null;
  system: string | null;
  kind: Generated<'customer' | 'staff'>;
  /** Who sees the portal as the contact; null in the contact's own session. */
  staff: string | null;
  /** By which the session began. */
  provider_id: string | null;
  /** The browser's, an IANA name. */
  time_zone: string | null;
}

export interface StaffLinks {
  token_hash: Uint8Array;
  portal_id: string;
  contact_id: string;
  staff: string;
  created_at: Date;
  expires_at: Date;
}

export type AuditAction = 'staff-view-linked' | 'staff-view-started' | 'staff-view-read' | 'staff-view-ended';

export interface AuditLog {
  id: ColumnType<number, never, never>;
  portal_id: string;
  at: Date;
  actor: string;
  action: AuditAction;
  contact_id: string | null;
  details: GeneratedJson<Record<string, string>>;
}

export interface UsedProofs {
  key_thumbprint: string;
  jti_hash: Uint8Array;
  expires_at: Date;
}

export interface IdempotencyKeys {
  contact_id: string;
  key: string;
  operation: string;
  request_hash: Uint8Array;
  resource_id: string;
  created_at: Now;
}

export interface RateLimits {
  key: string;
  points: number;
  resets_at: Date;
}

export interface TokenIssuers {
  id: string;
  portal_id: string;
  issuer: string;
  audience: string;
  algorithms: string[];
  jwks_url: string | null;
  jwks: JsonOrNull<{ keys: Record<string, unknown>[] }>;
  /** AES-256-GCM under a key made of PORTICO_SECRET. */
  sealed_secret: Uint8Array | null;
  created_at: Now;
}

export interface ContactIdentities {
  portal_id: string;
  issuer: string;
  subject: string;
  contact_id: string;
  created_at: Now;
}

export interface UsedHostTokens {
  issuer_id: string;
  jti_hash: Uint8Array;
  expires_at: Date;
}

/** Where an OpenID provider answers, and who we are to it. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  tokenEndpointAuthentication: 'client_secret_basic' | 'client_secret_post';
  jwksEndpoint: string;
  userInfoEndpoint: string | null;
  scopes: string[];
}

/** How a SAML identity provider describes itself. */
export interface SamlSettings {
  entityId: string;
  /** Its metadata, XML. */
  metadata: string;
}

/** What else is known of a person or a company, by the names of its properties. */
export type Properties = Record<string, string>;

/** Which attribute of a provider holds what; what has no name is looked for under the usual ones. */
export interface AttributeNames {
  subject?: string;
  email?: string;
  name?: string;
  company?: string;
  language?: string;
  /** Properties of the person, each with the attribute that holds it. */
  contactProperties?: Properties;
  /** Properties of the person's company. */
  companyProperties?: Properties;
}

export interface IdentityProviders {
  id: string;
  portal_id: string;
  slug: string;
  kind: 'oidc' | 'saml';
  label: Json<Words>;
  config: Json<OidcSettings | SamlSettings>;
  /** AES-256-GCM under a key made of PORTICO_SECRET. */
  sealed_secret: Uint8Array | null;
  attributes: GeneratedJson<AttributeNames>;
  trusts_email: Generated<boolean>;
  email_domains: Generated<string[]>;
  access: Generated<'all' | 'lists'>;
  list_ids: Generated<string[]>;
  position: Generated<number>;
  created_at: Now;
}

export interface Identities {
  provider_id: string;
  subject: string;
  contact_id: string;
  created_at: Now;
}

export interface SignInAttempts {
  state_hash: Uint8Array;
  provider_id: string;
  challenge: string;
  return_url: string;
  display: 'popup' | 'page';
  expires_at: Date;
}

export interface SignInCodes {
  code_hash: Uint8Array;
  provider_id: string;
  challenge: string;
  contact_id: string | null;
  problem: string | null;
  request_id: string;
  expires_at: Date;
}

export interface SignInProtocolValues {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
}

export interface AccessLists {
  id: string;
  portal_id: string;
  name: string;
  lets_in: Generated<boolean>;
}

export interface AccessListMembers {
  list_id: string;
  contact_id: string;
  created_at: Now;
}

/** What is agreed to, in one language. */
export interface ConsentText {
  html: string;
  label: string;
}

export interface Consents {
  id: string;
  portal_id: string;
  version: number;
  is_required: boolean;
  texts: Json<Record<string, ConsentText>>;
  created_at: Now;
}

export interface ConsentReceipts {
  id: string;
  consent_id: string;
  contact_id: string;
  language: string;
  text_hash: Uint8Array;
  given_at: Date;
  withdrawn_at: Date | null;
}

export interface Registrations {
  id: string;
  portal_id: string;
  email: string;
  name: string;
  password_hash: string;
  consent_id: string | null;
  consent_language: string | null;
  created_at: Now;
  expires_at: Date;
}

export interface RegistrationLinks {
  token_hash: Uint8Array;
  registration_id: string;
}

export interface Invitations {
  token_hash: Uint8Array;
  portal_id: string;
  contact_id: string;
  created_at: Now;
  expires_at: Date;
}

export interface AccessRequests {
  id: string;
  portal_id: string;
  email: string;
  name: string;
  message: string;
  created_at: Now;
}

export interface PendingEntries {
  portal_id: string;
  entry_key: string;
  contact_id: string;
  expires_at: Date;
  provider_id: string | null;
}

/** The tables of `migrations/`, as Kysely sees them. */
export interface Tables {
  portals: Portals;
  inboxes: Inboxes;
  agents: Agents;
  companies: Companies;
  contacts: Contacts;
  pipelines: Pipelines;
  stages: Stages;
  property_definitions: PropertyDefinitions;
  tickets: Tickets;
  ticket_values: TicketValues;
  read_marks: ReadMarks;
  preferences: Preferences;
  threads: Threads;
  messages: Messages;
  status_changes: StatusChanges;
  ratings: Ratings;
  notes: Notes;
  live_events: LiveEvents;
  attachments: Attachments;
  uploads: Uploads;
  stray_files: StrayFiles;
  forms: Forms;
  form_consents: FormConsents;
  requests: Requests;
  request_links: RequestLinks;
  used_work: UsedWork;
  articles: Articles;
  article_words: ArticleWords;
  sessions: Sessions;
  used_proofs: UsedProofs;
  idempotency_keys: IdempotencyKeys;
  rate_limits: RateLimits;
  token_issuers: TokenIssuers;
  contact_identities: ContactIdentities;
  used_host_tokens: UsedHostTokens;
  password_resets: PasswordResets;
  staff_links: StaffLinks;
  audit_log: AuditLog;
  identity_providers: IdentityProviders;
  identities: Identities;
  sign_in_attempts: SignInAttempts;
  sign_in_codes: SignInCodes;
  sign_in_protocol_values: SignInProtocolValues;
  access_lists: AccessLists;
  access_list_members: AccessListMembers;
  sign_in_links: SignInLinks;
  sign_in_link_tokens: SignInLinkTokens;
  email_changes: EmailChanges;
  email_change_tokens: EmailChangeTokens;
  known_devices: KnownDevices;
  sent_mails: SentMails;
  mailboxes: Mailboxes;
  consents: Consents;
  consent_receipts: ConsentReceipts;
  registrations: Registrations;
  registration_links: RegistrationLinks;
  invitations: Invitations;
  access_requests: AccessRequests;
  pending_entries: PendingEntries;
}

/** A row as it is read. */
export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
/** A row as it is written. */
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
