// node bench/runs.mjs [runs]: a workspace of many runs (10,000). Measures how long the index takes to be
// made and read by the command line, and in the window (built before: npm run build) how long the table
// takes to appear, filter and sort, and the memory of its page. Fails past the limits below.
import { _electron } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasDisplay, startXvfb } from '../tools/lib/display.mjs';
import { readRuntime, root } from '../tools/lib/places.mjs';
import { temporaryFolder } from './lib/folder.mjs';

const LIMITS = { readyMs: 1000, filterMs: 100, sortMs: 100, pageMb: 300 };
const count = Number(process.argv[2] ?? 10_000);
const cli = join(root, 'out', 'cli', 'index.cjs');
const workspace = temporaryFolder('runs');
let failed = false;

function report(what, value, unit, limit) {
  const over = limit !== undefined && value > limit;
  failed ||= over;
  const against = limit === undefined ? '' : ` (limit ${limit} ${unit})${over ? ' TOO MUCH' : ''}`;
  console.log(`${what.padEnd(52)} ${value.toFixed(0).padStart(7)} ${unit}${against}`);
}

function benchtop(...args) {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args, '--workspace', workspace], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return { stdout, ms: performance.now() - began };
}

/** Records of three kinds of real runs, again and again with other names, seeds, settings and results. */
function generate() {
  for (const name of ['xnor', 't-shirt-sizes', 'svm-margin']) benchtop('run', name);
  const folder = join(workspace, 'runs');
  const models = readdirSync(folder).map((id) =>
    JSON.parse(readFileSync(join(folder, id, 'run.json'), 'utf8')),
  );
  rmSync(folder, { recursive: true });
  let state = 1;
  const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let i = 0; i < count; i++) {
    const record = structuredClone(models[i % models.length]);
    const time = new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();
    record.id = `${time.replace(/[-:]/g, '').replace('T', '-').replace('.', '-').replace('Z', '')}-${i.toString(16).padStart(6, '0')}`;
    record.name = `${record.name} ${i}`;
    record.createdAt = time;
    record.experiment.seed = i % 200;
    record.tags = i % 10 === 0 ? ['paper'] : [];
    record.starred = i % 50 === 0;
    record.elapsedMs = Math.round(random() * 1e6);
    if (record.experiment.model.kind === 'kmeans')
      record.experiment.model.nClusters = 2 + (Math.floor(i / 3) % 9);
    for (const metric of Object.keys(record.summary)) record.summary[metric] = random();
    for (const range of Object.values(record.metricRanges ?? {})) {
      range.min = random() * 0.1;
      range.max = 1 + random();
    }
    mkdirSync(join(folder, record.id), { recursive: true });
    writeFileSync(join(folder, record.id, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
  }
}

async function inWindow() {
  const screen = hasDisplay() ? null : await startXvfb();
  const app = await _electron.launch({
    executablePath: process.env.BENCHTOP_ELECTRON ?? readRuntime().electron.executable,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
    env: {
      ...process.env,
      ...(screen && { DISPLAY: screen.display }),
      BENCHTOP_WORKSPACE: workspace,
      BENCHTOP_QUIT: 'stop',
    },
  });
  try {
    const began = performance.now();
    const page = await app.firstWindow();
    await page
      .getByRole('navigation', { name: 'Runs and experiments' })
      .locator('[data-row]')
      .first()
      .waitFor();
    report('window: first runs in the rail after the page opened', performance.now() - began, 'ms');
    // Everything is timed in the page, up to the frame that shows it.
    const times = await page.evaluate(async () => {
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      const until = async (holds, what) => {
        const from = performance.now();
        let longest = 0;
        let last = from;
        while (!holds()) {
          if (performance.now() - from > 60_000) throw new Error(`waited too long for ${what}: ${status()}`);
          await frame();
          longest = Math.max(longest, performance.now() - last);
          last = performance.now();
        }
        // The last frame has shown it.
        return { ms: performance.now() - from, longest };
      };
      const status = () => document.querySelector('.view-head [role=status]')?.textContent ?? '';
      const firstName = () =>
        document.querySelector('[role=grid] .row[aria-selected] .name')?.textContent ?? '';
      const allRuns = [...document.querySelectorAll('nav button')].find((b) =>
        b.textContent.includes('All runs'),
      );
      allRuns.click();
      const ready = await until(() => firstName() !== '' && /^[\d,]+ runs$/.test(status()));
      const field = document.querySelector('#runs-filter');
      const filters = [];
      for (const text of [
        'moons',
        'nClusters = 4',
        'best(loss) < 0.05 and seed < 100',
        'tag = paper or starred',
        'xnor 99',
        '',
      ]) {
        const before = status();
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        filters.push({ text, ...(await until(() => status() !== before, text)) });
      }
      const sorts = [];
      for (const title of ['Name', 'Loss', 'Inertia', 'Duration']) {
        const head = [...document.querySelectorAll('[role=columnheader] button')].find((b) =>
          b.textContent.includes(title),
        );
        const before = firstName();
        head.click();
        sorts.push({ title, ...(await until(() => firstName() !== before, title)) });
      }
      return { ready, filters, sorts };
    });
    report('window: table ready after opening the view', times.ready.ms, 'ms', LIMITS.readyMs);
    report('window: longest frame meanwhile', times.ready.longest, 'ms');
    for (const { text, ms } of times.filters) report(`window: filter “${text}”`, ms, 'ms', LIMITS.filterMs);
    for (const { title, ms } of times.sorts) report(`window: sort by ${title}`, ms, 'ms', LIMITS.sortMs);
    const metrics = await app.evaluate(({ app: electron }) => electron.getAppMetrics());
    const tab = metrics.find(({ type }) => type === 'Tab');
    report('window: memory of the page', (tab?.memory.workingSetSize ?? 0) / 1024, 'MB', LIMITS.pageMb);
    const browser = metrics.find(({ type }) => type === 'Browser');
    report('window: memory of main', (browser?.memory.workingSetSize ?? 0) / 1024, 'MB');
  } finally {
    await app.close();
    screen?.stop();
  }
}

try {
  const began = performance.now();
  generate();
  report(`${count} runs generated`, performance.now() - began, 'ms');
  const first = benchtop('runs', '--limit', '1');
  report('command line: runs, index made of the records', first.ms, 'ms');
  report('index', statSync(join(workspace, 'runs-index.jsonl')).size / 1e6, 'MB');
  report('command line: runs, with the index', benchtop('runs', '--limit', '1').ms, 'ms');
  report('command line: a filter, sorted', benchtop('runs', 'best(loss) < 0.05', '--sort', '-loss').ms, 'ms');
  await inWindow();
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
