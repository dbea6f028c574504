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

  function edit({ attributes, setAttributes }) {
    const text = (name, label) =>
      h(components.TextControl, {
        key: name,
        label,
        value: attributes[name] || '',
        onChange: (value) => setAttributes({ [name]: value || undefined }),
      });
    const chosen = elements.find(({ value }) => value === attributes.element) || elements[0];
    const settings = [
      h(components.SelectControl, {
        key: 'element',
        label: __('Element', 'portico'),
        value: attributes.element,
        options: elements,
        onChange: (value) => setAttributes({ element: value }),
      }),
      attributes.element === 'portal' && text('heading', __('Heading', 'portico')),
      attributes.element === 'support-form' && text('form', __('Id of the form', 'portico')),
      ['launcher', 'link'].includes(attributes.element) && text('label', __('Label', 'portico')),
    ];
    return h(
      'div',
      blockEditor.useBlockProps(),
      h(blockEditor.InspectorControls, null, h(components.PanelBody, { title: 'Portico' }, settings)),
      h(components.Placeholder, { icon: 'tickets-alt', label: 'Portico', instructions: chosen.label }),
    );
  }

  blocks.registerBlockType('portico/portal', { edit, save: () => null });
})(window.wp);
