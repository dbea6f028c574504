import { PorticoSupportForm } from '../elements/support-form/support-form.js';
import { define } from './define.js';
import './login.js';

define('portico-support-form', PorticoSupportForm);
