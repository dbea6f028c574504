import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  site: 'http://127.0.0.1',
  integrations: [
    starlight({
      title: 'Acme Docs',
      customCss: ['./src/portico.css'],
      head: [{ tag: 'script', attrs: { type: 'module', async: true, src: `${process.env.PORTAL}/assets/portico.js` } }],
      sidebar: ['index', 'reset', 'support'],
    }),
  ],
});
