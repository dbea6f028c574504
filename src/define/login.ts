import { PorticoLogin } from '../elements/login/login.js';
import { define } from './define.js';

define('portico-login', PorticoLogin);
