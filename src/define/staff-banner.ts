import { showStaffBanner, StaffBanner } from '../elements/staff-banner/staff-banner.js';
import { define } from './define.js';

define('portico-staff-banner', StaffBanner);

export { showStaffBanner };
