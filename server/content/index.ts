export { renderMail } from './mail.ts';
export { renderMarkdown } from './markdown.ts';
export { renderPlainText } from './plain-text.ts';
export type { Rendered } from './rendered.ts';
export { storable } from './storable.ts';
