import { LauncherPanel } from '../elements/launcher/panel.js';
import { define } from './define.js';
import './portal.js';

define('portico-launcher-panel', LauncherPanel);
