// What the contract tests load of the library, bundled as for a browser.
export { type Grant, PortalClient } from '../../src/api/client.js';
export { PortalProblem } from '../../src/api/problem.js';
export { ProofKey } from '../../src/api/proof.js';
export { sendFile, uploadIdOf } from '../../src/api/uploads.js';
