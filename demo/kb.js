// The portal answers to the hash (#/tickets, #/new, …); this page only brings it into view when a link leads there.
const support = document.getElementById('support');

if (location.hash.startsWith('#/')) support.scrollIntoView();

document.addEventListener('click', (event) => {
  const link = event
    .composedPath()
    .find((target) => target instanceof HTMLAnchorElement && target.matches('[href^="/#/"]'));
  if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey) support.scrollIntoView();
});
