// What editors and documentation know of the elements, from their JSDoc. What has no tag there is private.

/** Private building blocks and their styles say nothing to a user of the elements. */
const withoutPrivateMembers = {
  name: 'without-private-members',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations = [] } of customElementsManifest.modules) {
      for (const declaration of declarations) {
        declaration.members = declaration.members?.filter(
          ({ name, privacy }) => !name.startsWith('#') && privacy !== 'private' && privacy !== 'protected',
        );
        // Of what looks like an event, only what the JSDoc tells of is one.
        declaration.events = declaration.events?.filter(({ name }) => name?.startsWith('portico-'));
        if (!declaration.events?.length) delete declaration.events;
        if (!declaration.members?.length) delete declaration.members;
        // Tokens and states are those of what has a tag.
        if (!declaration.tagName) {
          delete declaration.cssProperties;
          delete declaration.cssStates;
        }
      }
    }
    // The order of a folder's files is not the same everywhere.
    customElementsManifest.modules.sort((a, b) => (a.path < b.path ? -1 : 1));
  },
};

export default {
  globs: ['src/elements/**/*.ts', 'src/define/*.ts', 'src/events/*.ts'],
  exclude: ['src/**/*.styles.ts', 'src/define/classic.ts'],
  litelement: true,
  packagejson: false,
  plugins: [withoutPrivateMembers],
};
