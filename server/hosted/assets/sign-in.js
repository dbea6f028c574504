// The end of a sign-in: tells the page that opened this window, and nobody else; without such a page goes back to it by itself.
const back = document.getElementById('back');
const { code, challenge } = back.dataset;
if (code && window.opener) {
  window.opener.postMessage({ type: 'portico:sign-in', code, challenge }, new URL(back.href).origin);
  window.close();
} else {
  location.replace(back.href);
}
