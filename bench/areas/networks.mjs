// Networks beside Keras' train_on_batch, a TensorFlow 1 session, JAX and PyTorch, from the same first weights and
// over the same batches, so that the losses at the end have to agree.
import { join } from 'node:path';
import { writeNpy } from '../lib/peer.mjs';
import { seeded } from '../lib/random.mjs';
import { toTrainingData } from '../lib/training.mjs';

const NEEDS = ['tensorflow-cpu'];
/** Steps of XNOR that the peers are timed over; their time is multiplied. */
const PEER_STEPS = 1000;
const XNOR_STEPS = 5000;
/** Small: at ten times as much, float32's rounding is a percent of the loss after 100 steps. */
const LAYERS_RATE = 0.0001;

export default async function networks(bench) {
  const net = await bench.bundle('networks', {
    'src-main/algorithms/models/create-trainer.ts': ['createTypedTrainer'],
    'src-main/algorithms/models/engine-choice.ts': ['chooseEngine'],
    'src-main/algorithms/network/layers/initializers.ts': ['initialWeights'],
    'src-main/algorithms/network/training/batches.ts': ['Batches'],
    'src-main/engine/index.ts': [
      ...['createTensorflowTrainer', 'engineVersion', 'loadTensorflow', 'tensorflowStatus', 'warmUp'],
    ],
    'src-shared/models/network/schema.ts': ['networkSchema'],
    'src-shared/experiment/schema.ts': ['trainingSchema'],
  });
  const { available } = net.tensorflowStatus();
  if (available) {
    net.loadTensorflow();
    await net.warmUp();
  }
  const peer = () => bench.peer('networks', NEEDS);
  const cases = [xnorCase(net, peer, 'auto')];
  if (!available) return cases;
  return [
    ...cases,
    xnorCase(net, peer, 'tensorflow'),
    layersCase(bench, net, { hidden: 128, batch: 128, steps: 100, keras: 0.45, compiled: 1.1 }),
    layersCase(bench, net, { hidden: 512, batch: 1024, steps: 15, keras: 0.65, compiled: 1 }),
  ];
}

/** The gate of the bundled experiment: 2-2-1 sigmoids, mean squared error, Adam 0.03, all rows a step. */
function xnorCase(net, peer, engine) {
  const model = net.networkSchema.parse({
    kind: 'network',
    layers: [
      { units: 2, activation: 'sigmoid' },
      { units: 1, activation: 'sigmoid' },
    ],
    loss: 'meanSquaredError',
    optimizer: { kind: 'adam', learningRate: 0.03 },
  });
  const training = net.trainingSchema.parse({
    steps: XNOR_STEPS,
    batchSize: null,
    logEvery: 50,
    checkpointEvery: 0,
    engine,
  });
  const corners = [0, 0, 0, 1, 1, 0, 1, 1];
  const ours = async (factor) => {
    const data = toTrainingData({
      rows: 4 * factor,
      width: 2,
      features: Float64Array.from({ length: 8 * factor }, (_, i) => corners[i % 8]),
      target: Float64Array.from({ length: 4 * factor }, (_, i) => [1, 0, 0, 1][i % 4]),
      classes: [0, 1],
    });
    const { trainRows, rows: measuredRows, width } = data;
    const question = {
      requested: engine,
      model,
      training,
      rows: trainRows,
      measuredRows,
      width,
      speeds: null,
    };
    const began = performance.now();
    const { kind } = net.chooseEngine({ ...question, tensorflow: net.tensorflowStatus() });
    const create = kind === 'typed' ? net.createTypedTrainer : net.createTensorflowTrainer;
    const trainer = create({ model, training, seed: 1, data, resume: null });
    let loss = NaN;
    for await (const { step, metrics } of trainer.train({ due: () => false })) {
      if (step === PEER_STEPS) loss = metrics.loss;
    }
    const ms = performance.now() - began;
    trainer.dispose();
    return { ms, loss };
  };
  const theirs = (kind) => async () => {
    const layers = net
      .initialWeights(model, 2, 1)
      .map(({ kernel, bias }) => [Array.from(kernel), Array.from(bias)]);
    const { ms, loss } = await (await peer()).call('xnor', { kind, steps: PEER_STEPS, layers });
    return { ms: ms * (XNOR_STEPS / PEER_STEPS), loss };
  };
  const keras = {
    peer: 'Keras train_on_batch',
    atMost: engine === 'auto' ? 0.01 : 0.45,
    needs: NEEDS,
    theirs: theirs('keras'),
    check: sameLoss,
  };
  const session = {
    peer: 'TensorFlow 1 session',
    atMost: 0.02,
    needs: NEEDS,
    theirs: theirs('session'),
    check: sameLoss,
  };
  return {
    work: `XNOR, 5,000 steps, engine ${engine}`,
    note: `all of a run from its typed arrays, a row of figures every 50 steps; the peers' time over ${PEER_STEPS} steps, times ${XNOR_STEPS / PEER_STEPS}`,
    ours,
    against: engine === 'auto' ? [session, keras] : [keras],
    growth: [1, 4, 16],
  };
}

/** 784-hidden-10, ReLU and softmax, cross-entropy, Adam. */
function layersCase(bench, net, { hidden, batch, steps, keras, compiled }) {
  const width = 784;
  const classes = Array.from({ length: 10 }, (_, place) => place);
  const model = net.networkSchema.parse({
    kind: 'network',
    layers: [
      { units: hidden, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ],
    loss: 'categoricalCrossentropy',
    optimizer: { kind: 'adam', learningRate: LAYERS_RATE },
  });
  const made = new Map();
  const dataOfSize = (rows) => {
    if (!made.has(rows)) {
      const { uniform } = seeded(rows);
      made.set(
        rows,
        toTrainingData({
          rows,
          width,
          features: Float64Array.from({ length: rows * width }, uniform),
          target: Float64Array.from({ length: rows }, (_, i) => (i * 7) % 10),
          classes,
        }),
      );
    }
    return made.get(rows);
  };
  // Timed are `count` steps; one more is made, and the loss over all rows logged.
  const run = async (factor, count) => {
    const size = batch * factor;
    const data = dataOfSize(factor === 1 ? size * 4 : size * 2);
    const training = net.trainingSchema.parse({
      steps: count + 1,
      batchSize: size,
      logEvery: count + 1,
      checkpointEvery: 0,
      engine: 'tensorflow',
    });
    const trainer = net.createTensorflowTrainer({ model, training, seed: 1, data, resume: null });
    const pulls = trainer.train({ due: () => true });
    const began = performance.now();
    for (let step = 0; step < count; step++) await pulls.next();
    const ms = (performance.now() - began) / count;
    const { value } = await pulls.next();
    trainer.dispose();
    return { ms, loss: value.metrics.loss };
  };
  const handOver = () => {
    const data = dataOfSize(batch * 4);
    const order = new net.Batches(data.rows, batch, 1, null);
    const rows = Array.from({ length: steps + 1 }, () => Array.from(order.next()));
    const file = (name, values, shape) =>
      writeNpy(join(bench.folder, `${hidden}-${name}.npy`), values, shape);
    return {
      x: file('x', Float32Array.from(data.features), [data.rows, width]),
      y: file('y', Int32Array.from(data.target), [data.rows]),
      batches: file('batches', Int32Array.from(rows.flat()), [rows.length, batch]),
      layers: net
        .initialWeights(model, width, 1)
        .map(({ inputs, units, kernel, bias }, l) => [
          file(`kernel${l}`, Float32Array.from(kernel), [inputs, units]),
          file(`bias${l}`, Float32Array.from(bias), [units]),
        ]),
    };
  };
  let given = null;
  const beside = (peer, name, needs, atMost) => ({
    peer,
    needs,
    atMost,
    async theirs() {
      given ??= handOver();
      return (await bench.peer(name, needs)).call('layers', { hidden, rate: LAYERS_RATE, ...given });
    },
    check: sameLoss,
  });
  return {
    work: `784-${hidden}-10, batch ${batch.toLocaleString('en')}, a step`,
    note: `mean of ${steps} steps, engine tensorflow (${net.engineVersion(model)}); float32 rows for the peers, cut into batches beforehand`,
    ours: () => run(1, steps),
    against: [
      beside('Keras train_on_batch', 'networks', NEEDS, keras),
      beside('JAX, jit', 'networks-jax', ['jax'], compiled),
      beside('PyTorch', 'networks-torch', ['torch'], compiled),
    ],
    growth: [1, 4, 16],
    grow: (factor) => run(factor, Math.max(2, Math.round(steps / factor))),
    end() {
      made.clear();
    },
  };
}

function sameLoss({ loss }, theirs) {
  const difference = Math.abs(loss - theirs.loss) / theirs.loss;
  return difference < 0.001 ? '' : `loss ${loss} beside ${theirs.loss}`;
}
