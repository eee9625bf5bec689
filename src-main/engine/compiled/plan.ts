import type { Activation, LossName, NetworkSpec, OptimizerKind } from '../../../src-shared/experiment/schema';
import type { LayerWeights } from '../../algorithms/network/layers/initializers';
import type { StepAddon } from './addon';

/** As in `native/plan.h`: rows of a tile, and its columns. */
const BLOCK = 8;
const PANEL = 32;
/** Numbers of `Plan` before its layers, and of a `Layer`. */
const HEAD = 6;
const OF_LAYER = 9;
/** Numbers of an arena at most, a gigabyte. */
const MAX_NUMBERS = 2 ** 28;

/** Their places are the values of `native/plan.h`. */
const STEP_ACTIVATIONS: readonly Activation[] = ['linear', 'relu', 'leakyRelu', 'sigmoid', 'tanh', 'softmax'];
const STEP_LOSSES: readonly LossName[] = [
  'meanSquaredError',
  'meanAbsoluteError',
  'huber',
  'binaryCrossentropy',
  'categoricalCrossentropy',
  'hinge',
];
const STEP_OPTIMIZERS: readonly OptimizerKind[] = [
  'sgd',
  'momentum',
  'nesterov',
  'rmsprop',
  'adagrad',
  'adam',
];

/** Whether the step knows the network: no ELU, no GELU and no dropout, and a last layer that the loss is usual with. */
export function fitsCompiledStep({ layers, loss, optimizer }: NetworkSpec): boolean {
  const last = layers[layers.length - 1];
  const isOfClasses = loss === 'categoricalCrossentropy';
  return (
    last !== undefined &&
    STEP_LOSSES.includes(loss) &&
    STEP_OPTIMIZERS.includes(plainKind(optimizer.kind)) &&
    layers.every(({ activation, dropout }) => STEP_ACTIVATIONS.includes(activation) && dropout === 0) &&
    (isOfClasses ? last.activation === 'softmax' : last.units === 1 && last.activation !== 'softmax')
  );
}

/** AdamW is Adam with a decay, which the rates hold. */
function plainKind(kind: OptimizerKind): OptimizerKind {
  return kind === 'adamw' ? 'adam' : kind;
}

/** Size of a network's layer, and what it does with its sums. */
interface PlannedLayer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
}

/** What a plan is made for. */
interface PlanOptions {
  readonly layers: readonly PlannedLayer[];
  readonly loss: LossName;
  readonly optimizer: OptimizerKind;
  /** Arrays that the optimizer keeps beside each variable, 0 to 2. */
  readonly slots: number;
  /** Rows of a batch at most; 0: it only answers. */
  readonly rows: number;
}

/**
 * Where everything that a training step works on lies, in one array: batch, weights, slots, outputs and gradients.
 * The layout is told in `native/plan.h`.
 */
export class StepPlan {
  /** The plan as the addon takes it. */
  readonly numbers: Int32Array;
  readonly arena: Float32Array;
  readonly #layers: readonly PlannedLayer[];

  private constructor(numbers: Int32Array, arena: Float32Array, layers: readonly PlannedLayer[]) {
    this.numbers = numbers;
    this.arena = arena;
    this.#layers = layers;
  }

  /** @returns null where it would take more memory than a gigabyte, or there is none */
  static create(addon: StepAddon, options: PlanOptions): StepPlan | null {
    const { numbers, size } = layOut(options);
    if (size > MAX_NUMBERS) return null;
    const whole = allocate(size + 16);
    if (whole === null) return null;
    const from = addon.skip(whole);
    return new StepPlan(numbers, whole.subarray(from, from + size), options.layers);
  }

  /** Puts a layer's weights in, for both ways. */
  setWeights(l: number, { kernel, bias }: Pick<LayerWeights, 'kernel' | 'bias'>): void {
    this.#fill(this.#at(l, 'weights'), l, kernel, bias);
    if (l === 0) return;
    const { inputs, units } = this.#layers[l];
    const { arena } = this;
    const from = this.#at(l, 'turned');
    const panel = blocks(units) * BLOCK * PANEL;
    for (let i = 0; i < inputs; i++) {
      const column = from + Math.floor(i / PANEL) * panel + (i % PANEL);
      for (let j = 0; j < units; j++) arena[column + j * PANEL] = kernel[i * units + j];
    }
  }

  /** Puts what the optimizer keeps beside a layer's kernel and bias in. */
  setSlot(l: number, slot: number, kernel: Float64Array, bias: Float64Array): void {
    this.#fill(this.#at(l, slot === 0 ? 'firstSlot' : 'secondSlot'), l, kernel, bias);
  }

  /** Copies of a layer's kernel, [inputs][units], and bias. */
  weights(l: number): { kernel: Float64Array; bias: Float64Array } {
    return this.#read(this.#at(l, 'weights'), l);
  }

  /** Copies of what the optimizer keeps beside them. */
  slot(l: number, slot: number): { kernel: Float64Array; bias: Float64Array } {
    return this.#read(this.#at(l, slot === 0 ? 'firstSlot' : 'secondSlot'), l);
  }

  #at(l: number, part: keyof typeof PLACES): number {
    return this.numbers[HEAD + OF_LAYER * l + PLACES[part]];
  }

  #fill(from: number, l: number, kernel: Float64Array, bias: Float64Array): void {
    const { inputs, units } = this.#layers[l];
    this.#eachRun(from, l, (at, row, first, count) => {
      const values = row === inputs ? bias : kernel;
      const start = row === inputs ? first : row * units + first;
      this.arena.set(values.subarray(start, start + count), at);
    });
  }

  #read(from: number, l: number): { kernel: Float64Array; bias: Float64Array } {
    const { inputs, units } = this.#layers[l];
    const kernel = new Float64Array(inputs * units);
    const bias = new Float64Array(units);
    this.#eachRun(from, l, (at, row, first, count) => {
      const values = this.arena.subarray(at, at + count);
      if (row === inputs) bias.set(values, first);
      else kernel.set(values, row * units + first);
    });
    return { kernel, bias };
  }

  /** Visits what lies together of a layer's variable: `count` columns of a row from `first` on. */
  #eachRun(
    from: number,
    l: number,
    visit: (at: number, row: number, first: number, count: number) => void,
  ): void {
    const { inputs, units } = this.#layers[l];
    const panel = inputBlocks(inputs) * BLOCK * PANEL;
    for (let first = 0; first < units; first += PANEL) {
      const count = Math.min(PANEL, units - first);
      for (let row = 0; row <= inputs; row++)
        visit(from + (first / PANEL) * panel + row * PANEL, row, first, count);
    }
  }
}

function allocate(count: number): Float32Array | null {
  try {
    return new Float32Array(count);
  } catch {
    return null;
  }
}

/** Places of a layer's arrays among its numbers. */
const PLACES = { weights: 3, firstSlot: 4, secondSlot: 5, turned: 6, outputs: 7, deltas: 8 } as const;

function layOut({ layers, loss, optimizer, slots, rows }: PlanOptions): {
  numbers: Int32Array;
  size: number;
} {
  let size = 0;
  const take = (count: number): number => {
    const from = size;
    size += Math.ceil(count / 16) * 16;
    return from;
  };
  const places = blocks(rows) * BLOCK;
  const stride = (places + BLOCK) * BLOCK;
  const ofBatch = (count: number): number => (rows === 0 ? 0 : take(count));
  const width = layers[0]?.inputs ?? 0;
  const numbers = [
    ...[layers.length, width, places, ofBatch(inputBlocks(width) * stride)],
    ...[STEP_LOSSES.indexOf(loss), STEP_OPTIMIZERS.indexOf(plainKind(optimizer))],
  ];
  layers.forEach(({ inputs, units, activation }, l) => {
    const panels = Math.ceil(units / PANEL);
    const variable = panels * inputBlocks(inputs) * BLOCK * PANEL;
    const weights = take(variable);
    const isLast = l === layers.length - 1;
    numbers.push(
      ...[inputs, units, STEP_ACTIVATIONS.indexOf(activation), weights],
      ...[0, 1].map((slot) => (rows > 0 && slot < slots ? take(variable) : weights)),
      l === 0 ? 0 : take(Math.ceil(inputs / PANEL) * blocks(units) * BLOCK * PANEL),
      isLast ? 0 : ofBatch(((panels * PANEL) / BLOCK + 1) * stride),
      ofBatch(panels * places * PANEL),
    );
  });
  return { numbers: size > MAX_NUMBERS ? new Int32Array(0) : Int32Array.from(numbers), size };
}

/** Blocks of a number of columns, and of inputs with the bias's row behind them. */
function blocks(columns: number): number {
  return Math.ceil(columns / BLOCK);
}

function inputBlocks(inputs: number): number {
  return Math.floor(inputs / BLOCK) + 1;
}
