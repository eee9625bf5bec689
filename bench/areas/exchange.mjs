// Runs of other programs, in and out: event files of TensorBoard beside TensorBoard's own reader and writer.
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Scalars of a file of about 20 MB, and of 200 MB. */
const SMALL = 300_000;
const LARGE = 4_000_000;
const BEGAN = 1_796_119_200;

export default async function exchange(bench) {
  const { EventFile, EventsFolder, writeTensorBoard } = await bench.bundle('exchange', {
    'src-main/files/tensorboard/event-file.ts': ['EventFile'],
    'src-main/trackers/in/follow-events.ts': ['EventsFolder'],
    'src-main/trackers/out/tensorboard-out.ts': ['writeTensorBoard'],
  });
  let places = 0;
  const place = (name) => {
    const folder = join(bench.folder, `${name}-${places++}`);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const write = (scalars) => {
    const folder = place('events');
    const file = new EventFile(join(folder, 'events.out.tfevents.1.x.0'), BEGAN);
    for (let step = 0; step < scalars; step++) file.scalar('loss', BEGAN + step / 100, step, 1 / (step + 1));
    file.close();
    return folder;
  };
  const take = async (folder) => {
    const to = place('runs');
    const began = performance.now();
    const events = new EventsFolder(folder, (id) => join(to, id));
    await events.look(false);
    events.close();
    const ms = performance.now() - began;
    const bytes = statSync(join(to, readdirSync(to)[0], 'metrics.csv')).size;
    rmSync(to, { recursive: true });
    return { ms, bytes };
  };
  const put = async (points, isKept = false) => {
    const step = Float64Array.from({ length: points / 4 }, (_, i) => i);
    const values = step.map((i) => 1 / (i + 1));
    const series = { loss: values, accuracy: values, valLoss: values, valAccuracy: values };
    const to = join(place('logs'), 'out');
    const began = performance.now();
    await writeTensorBoard(
      [{ record: makeRecord(), readMetrics: async () => ({ step, elapsedMs: step, series }) }],
      to,
    );
    const ms = performance.now() - began;
    if (!isKept) rmSync(to, { recursive: true });
    return { ms, points, to };
  };
  let small = null;
  const tensorboard = (call, options) => async () =>
    (await bench.peer('exchange', ['tensorboard'])).call(call, options());
  return [
    {
      work: `an event file of ${SMALL.toLocaleString('en')} scalars, in`,
      rounds: 3,
      prepare: () => {
        small = write(SMALL);
      },
      ours: () => take(small),
      against: [
        {
          peer: 'TensorBoard, EventAccumulator',
          needs: ['tensorboard'],
          atMost: 0.3,
          theirs: tensorboard('read', () => ({ folder: small })),
          check: (_, theirs) => (theirs.points === SMALL ? '' : `${theirs.points} points were read`),
        },
      ],
    },
    {
      work: '100,000 points to event files, out',
      rounds: 3,
      ours: () => put(100_000),
      against: [
        {
          peer: 'TensorBoard, EventFileWriter',
          needs: ['tensorboard'],
          atMost: 0.3,
          theirs: tensorboard('write', () => ({ folder: place('theirs'), points: 100_000 })),
          check: (mine, theirs) => (mine.points === theirs.points ? '' : `${theirs.points} points`),
        },
      ],
    },
    {
      work: 'large ones',
      rounds: 1,
      figures: async () => {
        const folder = write(LARGE);
        const { size } = statSync(join(folder, 'events.out.tfevents.1.x.0'));
        globalThis.gc?.();
        const before = process.memoryUsage.rss();
        let highest = before;
        const watch = setInterval(() => {
          highest = Math.max(highest, process.memoryUsage.rss());
        }, 20);
        const [taken, takenBusy] = await busy(() => take(folder));
        clearInterval(watch);
        rmSync(folder, { recursive: true });
        const [written, writtenBusy] = await busy(() => put(1_000_000));
        return [
          { name: 'event file', value: size / 1e6, unit: 'MB', atLeast: 200 },
          { name: 'taken in', value: taken.ms / 1000, unit: 's', atMost: 10 },
          { name: 'taken in, processor', value: takenBusy, unit: 's', atMost: 10 },
          { name: 'memory beyond the start', value: (highest - before) / 1e6, unit: 'MB', atMost: 150 },
          { name: '1,000,000 points written', value: written.ms / 1000, unit: 's', atMost: 10 },
          { name: '1,000,000 points written, processor', value: writtenBusy, unit: 's', atMost: 10 },
        ];
      },
    },
    {
      work: '1,000,000 points as TensorBoard has them',
      rounds: 1,
      figures: async () => {
        const peer = await bench.peer('exchange', ['tensorboard']);
        const { to } = await put(1_000_000, true);
        const { points } = await peer.call('points_below', { folder: to });
        const { runs, scalars, hparams } = await peer.call('routes', { folder: to });
        rmSync(to, { recursive: true });
        return [
          { name: 'its reader gives', value: points, unit: 'points', atLeast: 1_000_000 },
          { name: 'its server: runs', value: runs, unit: '', atLeast: 2 },
          { name: 'its server: scalars of a tag (a sample)', value: scalars, unit: 'points', atLeast: 1000 },
          { name: 'its server: hparams', value: hparams, unit: 'settings', atLeast: 1 },
        ];
      },
    },
  ];
}

/** What work gives, and the seconds of processor that this process had for it, all threads together. */
async function busy(work) {
  const before = process.cpuUsage();
  const answer = await work();
  const { user, system } = process.cpuUsage(before);
  return [answer, (user + system) / 1e6];
}

/** A record as far as event files show it. */
function makeRecord() {
  return {
    id: '20270101-000000-000-000000',
    name: 'bench',
    status: 'finished',
    createdAt: new Date(BEGAN * 1000).toISOString(),
    startedAt: new Date(BEGAN * 1000).toISOString(),
    endedAt: new Date(BEGAN * 1000).toISOString(),
    summary: {},
    metricRanges: {},
    tags: [],
    note: '',
    checkpoints: [],
    dataset: null,
    group: null,
    parent: null,
    check: null,
    engine: null,
    error: null,
    starred: false,
    archived: false,
    colour: 'blue',
    elapsedMs: 0,
    steps: 0,
    totalSteps: null,
    external: { project: null, group: null, config: { lr: 0.1 }, directions: {}, writer: null },
    experiment: {
      model: { kind: 'network', layers: [] },
      dataset: { kind: 'generated', generator: 'xnor' },
      training: {},
      seed: 0,
      name: 'bench',
    },
    environment: { benchtop: 'bench' },
  };
}
