import { PorticoAccount } from '../elements/account/account.js';
import { define } from './define.js';
import './login.js';

define('portico-account', PorticoAccount);
