// What a site with a login of its own does. Here the login is a button, and the token comes from the demo's server.
const portal = document.querySelector('portico-portal');
const key = 'demo-site-person';

portal.getToken = async () => {
  const person = sessionStorage.getItem(key);
  if (!person) return null;
  const answer = await fetch(`/_demo/host-token?${new URLSearchParams({ person })}`);
  if (!answer.ok) throw new Error('The site cannot sign a token.');
  return (await answer.json()).token;
};

function show() {
  const person = sessionStorage.getItem(key);
  document.getElementById('who').textContent = person
    ? `This site knows you as ${person}.`
    : 'Nobody is logged in here.';
}

function become(person) {
  sessionStorage.setItem(key, person);
  show();
  portal.session?.retry();
}

for (const button of document.querySelectorAll('button'))
  button.addEventListener('click', () => become(button.dataset.person));

// Signing out of the portal is signing out of the site.
portal.addEventListener('portico-sign-out', () => become(''));
show();
