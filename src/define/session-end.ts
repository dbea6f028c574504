import { SessionEndDialog, warn } from '../elements/session-end/session-end.js';
import { define } from './define.js';

define('portico-session-end', SessionEndDialog);

export { warn };
