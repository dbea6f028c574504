// The ways to an account: one chunk, because whoever needs one of them soon needs another.
export { ConsentView } from './consent.js';
export { DeniedView } from './denied.js';
export { InvitationView } from './invitation.js';
export { RegisterView } from './register.js';
export { SentView } from './sent.js';
export { VerifyView } from './verify.js';
