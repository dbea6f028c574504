// What the contract tests load of the library, bundled as for a browser.
export { type Grant, PortalClient } from '../../src/api/client.js';
export { PortalProblem } from '../../src/api/problem.js';
export { ProofKey } from '../../src/api/proof.js';
export { sendFile, uploadIdOf } from '../../src/api/uploads.js';
export * from '../../src/api/operations/account.js';
export * from '../../src/api/operations/email-change.js';
export * from '../../src/api/operations/entry.js';
export * from '../../src/api/operations/files.js';
export * from '../../src/api/operations/uploads.js';
export * from '../../src/api/operations/password-reset.js';
export * from '../../src/api/operations/portal.js';
export * from '../../src/api/operations/reply.js';
export * from '../../src/api/operations/preferences.js';
export * from '../../src/api/operations/session.js';
export * from '../../src/api/operations/sign-in-link.js';
export * from '../../src/api/operations/support-form.js';
export * from '../../src/api/operations/ticket.js';
export * from '../../src/api/operations/tickets.js';
