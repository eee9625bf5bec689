// The built program in its real window, as the end-to-end tests start it: in a virtual display, so
// that neither a person's windows nor their absence count.
import { _electron } from '@playwright/test';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../../tools/lib/builds.mjs';
import { startXvfb } from '../../../tools/lib/display.mjs';
import { root } from '../../../tools/lib/places.mjs';
import { has } from '../../../tools/lib/steps.mjs';
import { Unavailable } from '../python.mjs';

/** Builds what is not built. @throws Unavailable where there is no Electron, or no virtual display */
export async function runtime() {
  if (!has('Xvfb')) throw new Unavailable('there is no Xvfb');
  await build();
  try {
    const { electron } = JSON.parse(readFileSync(join(root, '.benchtop', 'runtime.json'), 'utf8'));
    if (electron?.executable) return electron.executable;
  } catch {
    // Set-up has not run here.
  }
  throw new Unavailable('Electron is not set up: npm start');
}

/** Chromium refuses its own sandbox to root. */
export const SWITCHES = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * @param {string} folder for its workspace
 * @param {object | null} settings as settings.json holds them; null: as an earlier window left them
 * @param {object} [where]
 * @param {string} [where.workspace] that of an earlier window; left out: a new one
 * @param {string[]} [where.hooks] scripts that main runs before its own
 * @returns the app, its page, and `call`, which asks main as the page would
 */
export async function openWindow(
  folder,
  settings = {},
  { workspace = mkdtempSync(join(folder, 'workspace-')), hooks = [] } = {},
) {
  const executablePath = await runtime();
  const xvfb = await startXvfb();
  mkdirSync(workspace, { recursive: true });
  if (settings !== null) writeFileSync(join(workspace, 'settings.json'), JSON.stringify(settings));
  const required = hooks.flatMap((hook) => ['-r', hook]);
  const app = await _electron.launch({
    executablePath,
    args: [...required, ...SWITCHES, root],
    env: {
      ...process.env,
      DISPLAY: xvfb.display,
      BENCHTOP_WORKSPACE: workspace,
      BENCHTOP_QUIT: 'stop',
    },
  });
  const page = await app.firstWindow();
  await page.getByRole('navigation', { name: 'Runs and experiments' }).waitFor();
  return {
    app,
    page,
    workspace,
    call: callsOf(page),
    async close() {
      await app.close();
      xvfb.stop();
    },
    /** Ends it as a crash would: nothing of it can be said any more. */
    async kill() {
      const child = app.process();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      xvfb.stop();
    },
  };
}

/** What asks main as the page would. */
export function callsOf(page) {
  return (method, request) =>
    page.evaluate(
      async ([name, payload]) => {
        const answer = await globalThis.benchtop[name](payload);
        if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
        return answer.value;
      },
      [method, request],
    );
}

/**
 * Frames of the page and the delay of main's event loop for a while. A frame counts when its
 * callback runs, which the compositor holds back while it is behind. The delay is that of Node's
 * monitorEventLoopDelay with its timer of 10 ms, which is part of it: an idle loop has 10 to 11.
 */
export async function watch({ app, page }, seconds) {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.mainModule.require('perf_hooks');
    globalThis.benchDelay = monitorEventLoopDelay({ resolution: 10 });
    globalThis.benchDelay.enable();
    globalThis.benchCpu = process.cpuUsage();
  });
  const frames = await page.evaluate(
    (ms) =>
      new Promise((resolve) => {
        const gaps = [];
        const began = performance.now();
        let last = began;
        const next = () => {
          const now = performance.now();
          gaps.push(now - last);
          last = now;
          if (now - began < ms) requestAnimationFrame(next);
          else {
            gaps.sort((a, b) => a - b);
            const p99 = gaps[Math.floor(gaps.length * 0.99)];
            resolve({ perSecond: (gaps.length * 1000) / (now - began), p99, seconds: (now - began) / 1000 });
          }
        };
        requestAnimationFrame(next);
      }),
    seconds * 1000,
  );
  const main = await app.evaluate(({ app: electron }) => {
    const delay = globalThis.benchDelay;
    delay.disable();
    const { user, system } = process.cpuUsage(globalThis.benchCpu);
    const memory = electron
      .getAppMetrics()
      .map(({ type, memory: { workingSetSize } }) => [type, workingSetSize]);
    return {
      p99: delay.percentile(99) / 1e6,
      cpuMs: (user + system) / 1000,
      megabytes: Object.fromEntries(memory.map(([type, kilobytes]) => [type, kilobytes / 1024])),
    };
  });
  return { frames, main };
}

/**
 * Frames and tasks of the page, and delays of main's event loop, while something is done.
 * @returns of the page: frames a second, the longest time without one and the longest task that held it up,
 *   of which those under 50 ms are not told (0 then); of main: the longest delay, less the timer's own 10 ms
 */
export async function watchWhile({ app, page }, work) {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.mainModule.require('perf_hooks');
    globalThis.benchDelay = monitorEventLoopDelay({ resolution: 10 });
    globalThis.benchDelay.enable();
  });
  await page.evaluate(() => {
    const watched = { gaps: [], longestTaskMs: 0, isOn: true };
    const note = (entries) => {
      for (const { duration } of entries) watched.longestTaskMs = Math.max(watched.longestTaskMs, duration);
    };
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ entryTypes: ['longtask'] });
    let last = performance.now();
    const next = () => {
      const now = performance.now();
      watched.gaps.push(now - last);
      last = now;
      if (watched.isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    globalThis.endBenchWatch = () => {
      watched.isOn = false;
      note(observer.takeRecords());
      observer.disconnect();
      return watched;
    };
  });
  await work();
  const { gaps, longestTaskMs } = await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return globalThis.endBenchWatch();
  });
  const longestMs = await app.evaluate(() => {
    globalThis.benchDelay.disable();
    return Math.max(0, globalThis.benchDelay.max / 1e6 - 10);
  });
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
  return {
    frames: { perSecond: gaps.length / seconds, longestMs: Math.max(...gaps), longestTaskMs },
    main: { longestMs },
  };
}
