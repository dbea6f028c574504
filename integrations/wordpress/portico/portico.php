<?php
/**
 * Plugin Name: Portico
 * Description: A customer portal in your pages: customers sign in, follow their support tickets, answer and open new ones.
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT
 * Text Domain: portico
 */

namespace Portico;

defined('ABSPATH') || exit;

const OPTION = 'portico';
const ELEMENTS = ['portal', 'login', 'ticket-list', 'ticket', 'support-form', 'account', 'launcher', 'link'];
const PRESETS = ['auto', 'wordpress', 'bootstrap', 'tailwind', 'material', 'pico', 'none'];

/** What an author may set; anything else is left out, so no author can put a script of theirs into a page by it. */
const ATTRIBUTES = [
    'profile', 'session', 'address', 'base', 'heading', 'view', 'ticket', 'form', 'for', 'label', 'mode', 'placement',
    'href', 'product', 'product-version',
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

/** An element as HTML, with its script on the page. */
function element(array $wished): string
{
    $wished = array_change_key_case($wished);
    $name = isset($wished['element']) && in_array($wished['element'], ELEMENTS, true) ? $wished['element'] : 'portal';
    ['src' => $src, 'preset' => $preset] = settings();
    if ($src === '') {
        return current_user_can('manage_options')
            ? '<p>' . esc_html__('Portico: say where your portal is in Settings → Portico.', 'portico') . '</p>'
            : '';
    }
    wp_enqueue_script('portico');
    wp_enqueue_style('portico');
    $html = "<portico-$name src=\"" . esc_url($src) . '"';
    if ($preset !== 'none') {
        $html .= ' preset="' . esc_attr($preset) . '"';
    }
    foreach (ATTRIBUTES as $attribute) {
        // WordPress knows no hyphens in the attributes of a shortcode.
        $value = $wished[$attribute] ?? $wished[str_replace('-', '_', $attribute)] ?? null;
        if (!is_scalar($value) || $value === '') {
            continue;
        }
        $safe = $attribute === 'href' ? esc_url((string) $value) : esc_attr((string) $value);
        $html .= " $attribute=\"$safe\"";
    }
    return "$html></portico-$name>";
}

add_action('init', function (): void {
    $script = script_address();
    if ($script !== '') {
        wp_register_script('portico', $script, [], null, true);
    }
    wp_register_style('portico', plugins_url('portico.css', __FILE__), [], '0.1.0');
    wp_register_script(
        'portico-block',
        plugins_url('block/block.js', __FILE__),
        ['wp-blocks', 'wp-element', 'wp-block-editor', 'wp-components', 'wp-i18n'],
        '0.1.0',
        true
    );
    register_block_type(__DIR__ . '/block', [
        'editor_script' => 'portico-block',
        'render_callback' => fn(array $attributes): string => '<div ' . get_block_wrapper_attributes() . '>' . element($attributes) . '</div>',
    ]);
    add_shortcode('portico', fn($attributes): string => element(is_array($attributes) ? $attributes : []));
});

// A module, which WordPress before 6.5 cannot say.
add_filter('script_loader_tag', function (string $tag, string $handle): string {
    return $handle === 'portico' ? preg_replace('/<script(?![^>]*\btype="module")/', '<script type="module"', $tag) : $tag;
}, 10, 2);

add_action('admin_init', function (): void {
    register_setting('portico', OPTION, [
        'type' => 'array',
        'sanitize_callback' => __NAMESPACE__ . '\\checked',
        'default' => [],
    ]);
});

/** The settings as they may be kept. What is wrong is told, and the former value stays. */
function checked($wished): array
{
    $wished = is_array($wished) ? $wished : [];
    $kept = settings();
    foreach (['src', 'script'] as $name) {
        $value = trim((string) ($wished[$name] ?? ''));
        $url = esc_url_raw($value, ['https', 'http']);
        if ($value !== '' && ($url === '' || !wp_parse_url($url, PHP_URL_HOST))) {
            /* translators: %s: what was typed */
            $told = sprintf(__('“%s” is not an address that begins with https://.', 'portico'), $value);
            add_settings_error('portico', $name, esc_html($told));
            continue;
        }
        $kept[$name] = untrailingslashit($url);
    }
    if (in_array($wished['preset'] ?? '', PRESETS, true)) {
        $kept['preset'] = $wished['preset'];
    }
    return $kept;
}

add_action('admin_menu', function (): void {
    add_options_page('Portico', 'Portico', 'manage_options', 'portico', __NAMESPACE__ . '\\settings_page');
});

/** Settings → Portico. */
function settings_page(): void
{
    ['src' => $src, 'script' => $script, 'preset' => $preset] = settings();
    ?>
    <div class="wrap">
      <h1>Portico</h1>
      <form method="post" action="options.php">
        <?php settings_fields('portico'); ?>
        <table class="form-table" role="presentation">
          <tr>
            <th scope="row"><label for="portico-src"><?php esc_html_e('Address of the portal', 'portico'); ?></label></th>
            <td>
              <input id="portico-src" name="portico[src]" type="url" class="regular-text" value="<?php echo esc_attr($src); ?>" placeholder="https://support.example.com/help" />
              <p class="description">
                <?php echo esc_html(sprintf(/* translators: %s: this site's origin */ __('The portal has to allow this site: %s', 'portico'), home_url())); ?>
              </p>
            </td>
          </tr>
          <tr>
            <th scope="row"><label for="portico-preset"><?php esc_html_e('Look', 'portico'); ?></label></th>
            <td>
              <select id="portico-preset" name="portico[preset]">
                <?php foreach (PRESETS as $name) : ?>
                  <option value="<?php echo esc_attr($name); ?>" <?php selected($preset, $name); ?>><?php echo esc_html($name); ?></option>
                <?php endforeach; ?>
              </select>
              <p class="description"><?php esc_html_e('“auto” finds out what your theme is made with.', 'portico'); ?></p>
            </td>
          </tr>
          <tr>
            <th scope="row"><label for="portico-script"><?php esc_html_e('Address of the script', 'portico'); ?></label></th>
            <td>
              <input id="portico-script" name="portico[script]" type="url" class="regular-text" value="<?php echo esc_attr($script); ?>" placeholder="<?php echo esc_attr(script_address()); ?>" />
              <p class="description"><?php esc_html_e('Empty: the portal’s own.', 'portico'); ?></p>
            </td>
          </tr>
        </table>
        <?php submit_button(); ?>
      </form>
      <h2><?php esc_html_e('In a page', 'portico'); ?></h2>
      <p><?php esc_html_e('Add the block “Portico”, or write a shortcode:', 'portico'); ?></p>
      <p><code>[portico]</code> <code>[portico element="support-form"]</code> <code>[portico element="launcher" label="Help"]</code></p>
    </div>
    <?php
}

register_uninstall_hook(__FILE__, __NAMESPACE__ . '\\forget');

/** Takes back what was kept. */
function forget(): void
{
    delete_option(OPTION);
}
