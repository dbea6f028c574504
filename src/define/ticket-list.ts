import { PorticoTicketList } from '../elements/ticket-list/ticket-list.js';
import { define } from './define.js';
import './login.js';

define('portico-ticket-list', PorticoTicketList);
