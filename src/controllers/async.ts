export { type Async, Run } from '../session/async.js';
