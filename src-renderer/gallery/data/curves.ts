import type { GroupTraces } from '../../../src-shared/group/traces';
import type { LossSeries } from '../../charts/loss/loss-curves';
import { normal } from './random';
import type { CurveSource } from '../../values/curve-source';

const STEPS = Float64Array.from({ length: 101 }, (_, i) => 50 * i);

function loss(seed: number, floor: number, speed: number): Float64Array {
  const draw = normal(seed);
  return STEPS.map(
    (step) => floor + 0.7 * Math.exp(-step / speed) * (1 + 0.04 * draw()) + 0.002 * draw() ** 2,
  );
}

/** Loss of training and validation at 101 logged steps. */
export const LOSS_SERIES: readonly LossSeries[] = [
  { id: 'loss', label: 'training loss', colour: 'var(--run-1)', x: STEPS, y: loss(1, 0.02, 700) },
  {
    id: 'valLoss',
    label: 'validation loss',
    colour: 'var(--run-1)',
    dashed: true,
    x: STEPS,
    y: loss(2, 0.06, 800),
  },
];

/** The loss of three runs. */
export const RUN_CURVES: readonly CurveSource[] = ['sgd', 'momentum', 'adam'].map((name, i) => ({
  id: `${name}.loss`,
  runId: name,
  label: name,
  colour: `var(--run-${i + 1})`,
  dashed: false,
  x: STEPS,
  y: loss(10 + i, 0.05 / (i + 1), 1200 / (i + 1)),
}));

const SEEDS = [1, 2, 3, 4, 5];

/** The loss of five runs that differ by their seed. */
export const SEED_TRACES: GroupTraces = {
  metric: 'loss',
  metrics: ['loss'],
  step: STEPS,
  runs: SEEDS.map((seed) => `seed ${seed}`),
  values: Float64Array.from(
    SEEDS.flatMap((seed) => Array.from(loss(20 + seed, 0.01 * seed, 500 + 150 * seed))),
  ),
};
