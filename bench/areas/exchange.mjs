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
  const put = async (points) => {
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
    rmSync(to, { recursive: true });
    return { ms, points };
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
        const { ms } = await take(folder);
        clearInterval(watch);
        rmSync(folder, { recursive: true });
        return [
          { name: 'event file', value: size / 1e6, unit: 'MB', atLeast: 200 },
          { name: 'taken in', value: ms / 1000, unit: 's', atMost: 10 },
          { name: 'memory beyond the start', value: (highest - before) / 1e6, unit: 'MB', atMost: 150 },
          {
            name: '1,000,000 points written',
            value: (await put(1_000_000)).ms / 1000,
            unit: 's',
            atMost: 10,
          },
        ];
      },
    },
  ];
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
    external: { project: null, group: null, config: {}, directions: {}, writer: null },
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
