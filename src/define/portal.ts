import { PorticoPortal } from '../elements/portal/portal.js';
import { define } from './define.js';
import './login.js';
import './ticket-list.js';

PorticoPortal.parts = {
  ticket: () => import('./ticket.js'),
  'support-form': () => import('./support-form.js'),
  account: () => import('./account.js'),
};

define('portico-portal', PorticoPortal);
