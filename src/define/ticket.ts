import { PorticoTicket } from '../elements/ticket/ticket.js';
import { define } from './define.js';
import './login.js';

PorticoTicket.supportForm = () => import('./support-form.js');

define('portico-ticket', PorticoTicket);
