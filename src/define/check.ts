import { watchContrast } from '../elements/contrast.js';

// For whoever makes a page: tells of colours that cannot be read. It registers nothing.
watchContrast();
