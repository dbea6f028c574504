import { PorticoLogin } from '../elements/login/login.js';
import { PorticoElement } from '../elements/portico-element.js';
import { define } from './define.js';

PorticoElement.watchOutbox = async (session) => (await import('./outbox.js')).watchOutbox(session);
PorticoElement.attend = async (host, session) => (await import('./attend.js')).attend(host, session);

define('portico-login', PorticoLogin);
