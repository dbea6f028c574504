import { PorticoLauncher } from '../elements/launcher/launcher.js';

// Nothing is shared with the rest of the library, so that this alone is a small file.
PorticoLauncher.load = async () => {
  await import('./all.js');
  await import('./panel.js');
};

if (!customElements.get('portico-launcher')) customElements.define('portico-launcher', PorticoLauncher);
