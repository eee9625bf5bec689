// npm run dev: the window on Vite's dev server. A change of the page arrives in it at once; a change of
// main, preload, a worker or what they share builds that part and starts the program again.
// Its build (out-dev/) and workspace (.benchtop/workspace) are its own.
import { readFileSync } from 'node:fs';
import { createServer as createNetServer } from 'node:net';
import { join } from 'node:path';
import { resolveConfig } from 'electron-vite';
import { build, createServer, mergeConfig } from 'vite';
import { hasDisplay, startXvfb } from './lib/display.mjs';
import { root, writeWhole } from './lib/places.mjs';
import { Program } from './lib/program.mjs';
import { setUp } from './lib/setup.mjs';
import { report, say, step } from './lib/steps.mjs';

const output = join(root, 'out-dev');
const workspace = process.env.BENCHTOP_WORKSPACE ?? join(root, '.benchtop', 'workspace');

try {
  const { electron } = await setUp({ electron: 'required', parts: [] });
  const xvfb = process.env.BENCHTOP_XVFB === '1' || !hasDisplay() ? await startXvfb() : null;
  if (xvfb !== null) say(`The window is on the virtual display ${xvfb.display}.`);
  // What a person has in the environment, production say, would be taken for this build's mode.
  process.env.NODE_ENV = 'development';
  const { config } = await resolveConfig({ root, logLevel: 'warn' }, 'serve', 'development');
  const server = await servePage(config.renderer);
  const address = `http://127.0.0.1:${server.httpServer.address().port}`;
  const app = { ...manifest(), main: 'main/index.cjs' };
  writeWhole(join(output, 'package.json'), JSON.stringify(app));
  const program = new Program(electron.executable, output, {
    ...process.env,
    BENCHTOP_DEVELOPMENT: '1',
    BENCHTOP_DEV_SERVER: address,
    BENCHTOP_QUIT: 'stop',
    BENCHTOP_WORKSPACE: workspace,
    ...(xvfb === null ? {} : { DISPLAY: xvfb.display }),
  });
  await step('Build', () =>
    Promise.all([
      watch('main', config.main, program),
      watch('preload', config.preload, program),
      watch('worker', nodePart('worker'), program),
      watch('helper', nodePart('helper'), program),
    ]),
  );
  say(`The page is served at ${address}; runs are kept in ${workspace}. Ctrl+C ends both.`);
  program.onLeft = end;
  program.start();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(0));

  async function end(code) {
    await program.stop();
    xvfb?.stop();
    process.exit(code);
  }
} catch (error) {
  report(error);
  process.exit(1);
}

function manifest() {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { name, version };
}

async function servePage(config) {
  const port = await freePort();
  const server = await createServer(
    mergeConfig(config, {
      clearScreen: false,
      server: {
        host: '127.0.0.1',
        port,
        strictPort: true,
        fs: { allow: [root] },
        // The page's own address, app://benchtop, has no socket.
        hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: port },
      },
    }),
  );
  return server.listen();
}

/** @returns {Promise<number>} a port that nothing else listens on: two checkouts may be worked on at once */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createNetServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function nodePart(mode) {
  return { root, configFile: join(root, 'vite.node.config.ts'), mode, logLevel: 'warn' };
}

/** Builds a part now and after each change of its sources. Resolves when it is built the first time. */
function watch(part, config, program) {
  const own = { clearScreen: false, build: { outDir: join(output, part), watch: {}, minify: false } };
  return new Promise((resolve, reject) => {
    let isFirst = true;
    function follow(event) {
      if (event.code === 'START' && !isFirst) program.buildBegins(part);
      if (event.code === 'BUNDLE_END') void event.result.close();
      if (event.code === 'ERROR') {
        if (isFirst) return reject(event.error);
        // The program that runs stays; the next change builds again.
        console.error(`✗ ${part}: ${event.error.message}`);
        program.buildEnds(part, false);
      }
      if (event.code !== 'END') return;
      if (isFirst) resolve();
      else program.buildEnds(part, true);
      isFirst = false;
    }
    build(mergeConfig(config, own)).then((watcher) => watcher.on('event', follow), reject);
  });
}
