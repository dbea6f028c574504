export { escapeHtml } from '../escape.ts';
