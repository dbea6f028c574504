import { defineConfig } from 'vitepress';

export default defineConfig({
  title: 'Acme Docs',
  lang: 'en-US',
  head: [['script', { type: 'module', async: '', src: `${process.env.PORTAL}/assets/portico.js` }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('portico-') } } },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Guide', link: '/guide/reset' },
      { text: 'Support', link: '/support' },
    ],
    sidebar: [
      {
        text: 'Guide',
        items: [
          { text: 'Reset your password', link: '/guide/reset' },
          { text: 'Support', link: '/support' },
        ],
      },
    ],
  },
});
