import { OutboxPanel, watchOutbox } from '../elements/outbox/outbox.js';
import { define } from './define.js';

define('portico-outbox', OutboxPanel);

export { watchOutbox };
