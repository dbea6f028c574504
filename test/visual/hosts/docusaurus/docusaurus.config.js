// Docusaurus does not build where package.json says "type": "module".
export default {
  title: 'Acme Docs',
  url: 'http://127.0.0.1',
  baseUrl: '/',
  scripts: [{ src: `${process.env.PORTAL}/assets/portico.js`, type: 'module', async: true }],
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false, theme: { customCss: './src/css/portico.css' } }]],
  themeConfig: {
    navbar: { title: 'Acme Docs', items: [{ to: '/support', label: 'Support' }] },
  },
};
