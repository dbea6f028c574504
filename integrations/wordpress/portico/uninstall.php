<?php
// Called by WordPress when the plugin is deleted: takes back what was kept.
defined('WP_UNINSTALL_PLUGIN') || exit;

delete_option('portico');
if (is_multisite()) {
    foreach (get_sites(['fields' => 'ids', 'number' => 0]) as $site) {
        delete_blog_option($site, 'portico');
    }
}
