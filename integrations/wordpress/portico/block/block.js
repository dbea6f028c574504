// The block in the editor: which element, and its words. The page gets it from the server (portico.php).
(function ({ blocks, element, blockEditor, components, i18n }) {
  const h = element.createElement;
  const { __ } = i18n;
  const elements = [
    { value: 'portal', label: __('Whole portal', 'portico') },
    { value: 'support-form', label: __('Support form', 'portico') },
    { value: 'ticket-list', label: __('List of tickets', 'portico') },
    { value: 'login', label: __('Sign-in', 'portico') },
    { value: 'account', label: __('Account', 'portico') },
    { value: 'launcher', label: __('Button that opens the portal', 'portico') },
    { value: 'link', label: __('Link to the portal', 'portico') },
  ];
  const corners = [
    { value: '', label: __('Where the block is', 'portico') },
    { value: 'bottom-end', label: __('Corner at the bottom, end', 'portico') },
    { value: 'bottom-start', label: __('Corner at the bottom, start', 'portico') },
  ];

  // The editor since 6.7 warns of what does not ask for its new sizes.
  const drawnAnew = { __next40pxDefaultSize: true, __nextHasNoMarginBottom: true };

  function edit({ attributes, setAttributes }) {
    const change = (name) => (value) => setAttributes({ [name]: value || undefined });
    const control = (kind, name, label, options) =>
      h(kind, { ...drawnAnew, key: name, label, options, value: attributes[name] || '', onChange: change(name) });
    const text = (name, label) => control(components.TextControl, name, label);
    const choice = (name, label, options) => control(components.SelectControl, name, label, options);
    const settings = [
      choice('element', __('Element', 'portico'), elements),
      attributes.element === 'portal' && text('heading', __('Heading', 'portico')),
      attributes.element === 'support-form' && text('form', __('Id of the form', 'portico')),
      attributes.element === 'launcher' && text('text', __('Text', 'portico')),
      attributes.element === 'launcher' && choice('corner', __('Place', 'portico'), corners),
    ];
    const { label } = elements.find(({ value }) => value === attributes.element) || elements[0];
    const instructions = window.porticoHasAddress
      ? label
      : __(
          'Portico does not know yet where your portal is: an administrator says so in Settings → Portico.',
          'portico',
        );
    return h(
      'div',
      blockEditor.useBlockProps(),
      h(blockEditor.InspectorControls, null, h(components.PanelBody, { title: 'Portico' }, settings)),
      h(components.Placeholder, { icon: 'tickets-alt', label: 'Portico', instructions }),
    );
  }

  blocks.registerBlockType('portico/portal', { edit, save: () => null });
})(window.wp);
