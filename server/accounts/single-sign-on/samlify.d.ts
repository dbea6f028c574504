// In place of samlify's own types, which ask for the DOM's. Nothing here imports it: the plugin for single sign-on does.
export {};
