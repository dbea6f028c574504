import { PorticoTicket } from '../elements/ticket/ticket.js';
import { define } from './define.js';
import './login.js';

define('portico-ticket', PorticoTicket);
