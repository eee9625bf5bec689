// Loaded before a program's own main (-r): waits until its page can be used, says when, and ends it.
const { app } = require('electron');

/** In the page: the time at which runs are listed, a run can be started, and both are drawn. */
function whenUsable(runs) {
  return new Promise((resolve) => {
    const isUsable = () =>
      runs === 0 ||
      (document.querySelectorAll('nav [data-row]').length >= runs &&
        [...document.querySelectorAll('main button')].some(
          (button) => button.textContent.trim() === 'Start' && !button.disabled,
        ));
    // A message that is posted in a frame arrives after it was drawn.
    const drawn = () => requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
    const look = () => (isUsable() ? drawn() : requestAnimationFrame(look));
    look();
  });
}

app.once('browser-window-created', (_event, window) => {
  window.webContents.once('dom-ready', () => {
    const runs = Number(process.env.BENCH_START_RUNS ?? 0);
    window.webContents.executeJavaScript(`(${whenUsable})(${runs})`).then((at) => {
      process.stdout.write(`@usable ${at}\n`);
      setTimeout(() => app.exit(0), Number(process.env.BENCH_START_STAY_MS ?? 50));
    });
  });
});
