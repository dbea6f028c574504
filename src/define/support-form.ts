import { PorticoSupportForm } from '../elements/support-form/support-form.js';
import { define } from './define.js';
import './login.js';

PorticoSupportForm.watchOutbox = async (session) => (await import('./outbox.js')).watchOutbox(session);

define('portico-support-form', PorticoSupportForm);
