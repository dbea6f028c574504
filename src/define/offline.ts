import { OfflineBanner, showOffline } from '../elements/offline/offline.js';
import { define } from './define.js';

define('portico-offline', OfflineBanner);

export { showOffline };
