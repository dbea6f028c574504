import { html, type TemplateResult } from 'lit';
import { exactTime, relativeTime } from '../i18n/format.js';

/** A time as people say it, with the exact one for whoever asks. */
export const timeTag = (tag: string, time: string, text = relativeTime(tag, time)): TemplateResult =>
  html`<time datetime=${time} title=${exactTime(tag, time)}>${text}</time>`;
