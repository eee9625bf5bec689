// A display: the person's own, or a virtual one for the tests.
import { spawn } from 'node:child_process';
import { SetupError } from './steps.mjs';

export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Starts Xvfb on a free display. @returns {Promise<{ display: string, stop: () => void }>} */
export function startXvfb() {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'];
    const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const timer = setTimeout(() => fail('it did not say its display within 20 s'), 20_000);
    function fail(why) {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(
        new SetupError(`Xvfb did not start: ${why}.`, {
          tried: [`Xvfb ${args.join(' ')}`],
          todo: 'install xvfb, or run with a display',
        }),
      );
    }
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`it ended with code ${code}`));
    let said = '';
    child.stdio[3].on('data', (data) => {
      said += data;
      if (!said.includes('\n')) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      const stop = () => {
        process.off('exit', stop);
        child.kill();
      };
      process.on('exit', stop);
      resolve({ display: `:${said.trim()}`, stop });
    });
  });
}
