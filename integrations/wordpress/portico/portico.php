<?php
/**
 * Plugin Name: Portico
 * Description: A customer portal in your pages: customers sign in, follow their support tickets, answer and open new ones.
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT
 * License URI: https://opensource.org/license/mit
 * Text Domain: portico
 */

namespace Portico;

defined('ABSPATH') || exit;

const VERSION = '0.1.0';
const OPTION = 'portico';
const PAGE = 'portico';
const ELEMENTS = ['portal', 'login', 'ticket-list', 'ticket', 'support-form', 'account', 'launcher', 'link'];
const PRESETS = ['auto', 'wordpress', 'bootstrap', 'tailwind', 'material', 'pico', 'hubspot', 'none'];

/** What an author may set; anything else is left out, so that no author can put a script into a page by it. */
const ATTRIBUTES = [
    'profile', 'session', 'address', 'base', 'heading', 'view', 'ticket', 'form', 'context', 'product', 'product-version',
    'for', 'text', 'label', 'mode', 'corner', 'href',
];

/** The settings: the portal's address, where the script is, what the portal looks like. */
function settings(): array
{
    $kept = get_option(OPTION);
    return array_merge(['src' => '', 'script' => '', 'preset' => 'auto'], is_array($kept) ? $kept : []);
}

/** Where the script is: where it was said to be, else at the portal's server. */
function script_address(): string
{
    ['src' => $src, 'script' => $script] = settings();
    if ($script !== '') {
        return $script;
    }
    $parts = wp_parse_url($src);
    if (empty($parts['scheme']) || empty($parts['host'])) {
        return '';
    }
    return $parts['scheme'] . '://' . $parts['host'] . (isset($parts['port']) ? ':' . $parts['port'] : '') . '/assets/portico.js';
}

/** Puts the script and the room for what it brings on the page. */
function enqueue(): void
{
    $script = script_address();
    if ($script === '') {
        return;
    }
    wp_enqueue_style('portico');
    // WordPress before 6.5 has no modules. No version: under two addresses the library would run twice.
    if (function_exists('wp_enqueue_script_module')) {
        wp_enqueue_script_module('portico', $script, [], null, ['fetchpriority' => 'low']);
    } else {
        wp_enqueue_script('portico', $script, [], null, false);
    }
}

/** An attribute's value as it may stand in a page; nothing where it may not. */
function safe(string $attribute, string $value): ?string
{
    if ($attribute === 'href') {
        return esc_url($value) ?: null;
    }
    // Links begin with it: a path of this site, and neither a script nor another host.
    if ($attribute === 'base' && !preg_match('#^(/[\pL\pN._~%-]+)*/?$#uD', $value)) {
        return null;
    }
    return esc_attr($value);
}

/** An element as HTML, with its script on the page. */
function element(array $wished): string
{
    $wished = array_change_key_case($wished);
    $name = isset($wished['element']) && in_array($wished['element'], ELEMENTS, true) ? $wished['element'] : 'portal';
    ['src' => $src, 'preset' => $preset] = settings();
    if ($src === '') {
        return missing_address();
    }
    // No reader of feeds runs our script.
    if (is_feed()) {
        return '<a href="' . esc_url($src) . '">' . esc_html__('Customer portal', 'portico') . '</a>';
    }
    enqueue();
    $html = "<portico-$name src=\"" . esc_url($src) . '"';
    if ($preset !== 'none') {
        $html .= ' preset="' . esc_attr($preset) . '"';
    }
    foreach (ATTRIBUTES as $attribute) {
        // The attributes of a shortcode have no hyphens.
        $value = $wished[$attribute] ?? $wished[str_replace('-', '_', $attribute)] ?? null;
        if (!is_scalar($value) || ($value === '' && $attribute !== 'heading')) {
            continue;
        }
        $safe = safe($attribute, (string) $value);
        $html .= $safe === null ? '' : " $attribute=\"$safe\"";
    }
    return "$html></portico-$name>";
}

/** The block as HTML. */
function block(array $attributes): string
{
    $html = element($attributes);
    return $html === '' ? '' : '<div ' . get_block_wrapper_attributes() . ">$html</div>";
}

/** What editors read where no address is set; visitors see nothing of it. */
function missing_address(): string
{
    if (current_user_can('manage_options')) {
        $link = '<a href="' . esc_url(settings_address()) . '">' . esc_html__('Settings → Portico', 'portico') . '</a>';
        /* translators: %s: a link to the settings */
        return '<p>' . sprintf(esc_html__('Portico does not know yet where your portal is. Say so in %s. Only editors see this.', 'portico'), $link) . '</p>';
    }
    return current_user_can('edit_posts')
        ? '<p>' . esc_html__('Portico does not know yet where your portal is. Ask an administrator. Only editors see this.', 'portico') . '</p>'
        : '';
}

function settings_address(): string
{
    return admin_url('options-general.php?page=' . PAGE);
}

add_action('init', function (): void {
    wp_register_style('portico', plugins_url('portico.css', __FILE__), [], VERSION);
    wp_register_script(
        'portico-block',
        plugins_url('block/block.js', __FILE__),
        ['wp-blocks', 'wp-element', 'wp-block-editor', 'wp-components', 'wp-i18n'],
        VERSION,
        true
    );
    wp_set_script_translations('portico-block', 'portico');
    wp_add_inline_script('portico-block', 'var porticoHasAddress = ' . wp_json_encode(settings()['src'] !== '') . ';', 'before');
    register_block_type(__DIR__ . '/block', [
        'render_callback' => __NAMESPACE__ . '\\block',
    ]);
    add_shortcode('portico', fn($attributes): string => element(is_array($attributes) ? $attributes : []));
});

// In the head: a theme that is no block theme comes to the content after it, and the page would jump.
add_action('wp_enqueue_scripts', function (): void {
    $post = is_singular() ? get_post() : null;
    if ($post && (has_block('portico/portal', $post) || has_shortcode($post->post_content, 'portico'))) {
        enqueue();
    }
});

// A module, as WordPress before 6.5 cannot say.
add_filter('script_loader_tag', function (string $tag, string $handle, string $src): string {
    return $handle === 'portico' ? wp_get_script_tag(['type' => 'module', 'async' => true, 'id' => 'portico-js', 'src' => $src]) : $tag;
}, 10, 3);

add_action('admin_init', function (): void {
    wp_add_privacy_policy_content('Portico', '<p>' . esc_html__('Pages with the customer portal load a script from the portal’s server. What visitors type into the portal is sent to that server, which also keeps them signed in.', 'portico') . '</p>');
    register_setting(PAGE, OPTION, [
        'type' => 'array',
        'sanitize_callback' => __NAMESPACE__ . '\\checked',
        'default' => [],
    ]);
});

/** Where what somebody typed that was no address waits for their page of settings. */
function typed_key(): string
{
    return 'portico_typed_' . get_current_user_id();
}

/** The settings as they may be kept. What is wrong is told, and the former value stays. */
function checked($wished): array
{
    $wished = is_array($wished) ? $wished : [];
    $kept = settings();
    $refused = [];
    foreach (['src', 'script'] as $name) {
        if (!isset($wished[$name])) {
            continue;
        }
        $value = is_string($wished[$name]) ? trim($wished[$name]) : '?';
        $url = untrailingslashit(esc_url_raw($value, ['https', 'http']));
        // It would put http:// before anything.
        if ($value !== '' && (!preg_match('#^https?://[^\s"<>]+$#i', $value) || !wp_parse_url($url, PHP_URL_HOST))) {
            $refused[$name] = $value;
            continue;
        }
        $kept[$name] = $url;
    }
    if (in_array($wished['preset'] ?? '', PRESETS, true)) {
        $kept['preset'] = $wished['preset'];
    }
    // It is there in the administration alone.
    if ($refused && function_exists('add_settings_error')) {
        set_transient(typed_key(), $refused, MINUTE_IN_SECONDS);
        foreach (array_keys($refused) as $name) {
            add_settings_error(OPTION, "portico-$name", esc_html(refusal($name)));
        }
    }
    return array_intersect_key($kept, ['src' => 1, 'script' => 1, 'preset' => 1]);
}

/** What is wrong with an address. */
function refusal(string $name): string
{
    return $name === 'src'
        ? __('The address of the portal was not saved: it has to begin with https:// and name a server.', 'portico')
        : __('The address of the script was not saved: it has to begin with https:// and name a server.', 'portico');
}

/** The field of an address, with what was typed there. */
function address_field(string $name, string $kept, string $placeholder, ?string $typed): void
{
    printf(
        '<input id="portico-%1$s" name="portico[%1$s]" type="url" class="regular-text code" value="%2$s" placeholder="%3$s" aria-describedby="portico-%1$s-help"%4$s />',
        esc_attr($name),
        esc_attr($typed ?? $kept),
        esc_attr($placeholder),
        $typed === null ? '' : ' aria-invalid="true"'
    );
}

add_action('admin_menu', function (): void {
    add_options_page('Portico', 'Portico', 'manage_options', PAGE, __NAMESPACE__ . '\\settings_page');
});

add_filter('plugin_action_links_' . plugin_basename(__FILE__), function (array $links): array {
    return array_merge(['<a href="' . esc_url(settings_address()) . '">' . esc_html__('Settings', 'portico') . '</a>'], $links);
});

/** This site's origin, as the portal has to allow it. */
function origin(): string
{
    $parts = wp_parse_url(home_url());
    return ($parts['scheme'] ?? 'https') . '://' . ($parts['host'] ?? '') . (isset($parts['port']) ? ':' . $parts['port'] : '');
}

/** How a look is called in the settings. */
function preset_label(string $name): string
{
    $names = [
        'auto' => __('Found out by itself', 'portico'),
        'wordpress' => __('Block theme', 'portico'),
        'none' => __('Only what is inherited', 'portico'),
        'hubspot' => 'HubSpot',
    ];
    return $names[$name] ?? ucfirst($name);
}

/** Settings → Portico. */
function settings_page(): void
{
    if (!current_user_can('manage_options')) {
        return;
    }
    ['src' => $src, 'script' => $script, 'preset' => $preset] = settings();
    $typed = get_transient(typed_key());
    $typed = is_array($typed) ? $typed : [];
    delete_transient(typed_key());
    ?>
    <div class="wrap">
      <h1>Portico</h1>
      <form method="post" action="options.php">
        <?php settings_fields(PAGE); ?>
        <table class="form-table" role="presentation">
          <tr>
            <th scope="row"><label for="portico-src"><?php esc_html_e('Address of the portal', 'portico'); ?></label></th>
            <td>
              <?php address_field('src', $src, 'https://support.example.com/help', $typed['src'] ?? null); ?>
              <p class="description" id="portico-src-help">
                <?php
                /* translators: %s: this site's origin */
                printf(esc_html__('The portal has to allow this site: %s', 'portico'), '<code>' . esc_html(origin()) . '</code>');
                ?>
              </p>
            </td>
          </tr>
          <tr>
            <th scope="row"><label for="portico-preset"><?php esc_html_e('Look', 'portico'); ?></label></th>
            <td>
              <select id="portico-preset" name="portico[preset]" aria-describedby="portico-preset-help">
                <?php foreach (PRESETS as $name) : ?>
                  <option value="<?php echo esc_attr($name); ?>" <?php selected($preset, $name); ?>><?php echo esc_html(preset_label($name)); ?></option>
                <?php endforeach; ?>
              </select>
              <p class="description" id="portico-preset-help"><?php esc_html_e('What your theme is made with. Its colours and fonts are taken from there.', 'portico'); ?></p>
            </td>
          </tr>
          <tr>
            <th scope="row"><label for="portico-script"><?php esc_html_e('Address of the script', 'portico'); ?></label></th>
            <td>
              <?php address_field('script', $script, script_address(), $typed['script'] ?? null); ?>
              <p class="description" id="portico-script-help"><?php esc_html_e('Leave it empty for the portal’s own.', 'portico'); ?></p>
            </td>
          </tr>
        </table>
        <?php submit_button(); ?>
      </form>
      <h2><?php esc_html_e('In a page', 'portico'); ?></h2>
      <p><?php esc_html_e('Add the block “Portico”, or write a shortcode:', 'portico'); ?></p>
      <p><code>[portico]</code> <code>[portico element="support-form"]</code> <code>[portico element="launcher" text="Help" corner="bottom-end"]</code></p>
    </div>
    <?php
}

// WordPress checks an option twice where there was none, and would say twice what is wrong.
register_activation_hook(__FILE__, fn() => add_option(OPTION, []));
