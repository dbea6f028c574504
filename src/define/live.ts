import { live, LiveNotice } from '../elements/live/live.js';
import { define } from './define.js';

define('portico-live', LiveNotice);

export { live };
