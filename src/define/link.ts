import { PorticoLink } from '../elements/link/link.js';
import { define } from './define.js';
import './login.js';

define('portico-link', PorticoLink);
