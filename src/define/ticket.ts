import { PorticoTicket } from '../elements/ticket/ticket.js';
import { PorticoElement } from '../elements/portico-element.js';
import { define } from './define.js';
import './login.js';

// Without it one view simply takes the other's place.
import('../elements/portal/turn.js').then(
  ({ turn }) => (PorticoElement.turn = turn),
  () => {},
);
PorticoTicket.supportForm = () => import('./support-form.js');

define('portico-ticket', PorticoTicket);
