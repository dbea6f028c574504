const dialog = document.getElementById('dialog');
document.getElementById('open').addEventListener('click', () => dialog.showModal());
