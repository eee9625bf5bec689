import { MessageChannel } from 'node:worker_threads';
import type { Attribute, Binding } from './native';

const NO_ATTRIBUTES: readonly Attribute[] = [];

/** A tensor by its number in the addon: nothing is tracked for us, every one is freed by hand. */
export type TensorId = number;

/**
 * TensorFlow's kernels by name, with the few attributes that they need. Working on tensor numbers
 * saves the bookkeeping of a Tensor object an operation, which costs as much as a small kernel.
 */
export class Kernels {
  readonly #binding: Binding;
  readonly #transposeA: Attribute;
  readonly #transposeB: Attribute;
  readonly #live = new Set<TensorId>();
  readonly #variables = new Set<Variable>();

  constructor(binding: Binding) {
    this.#binding = binding;
    this.#transposeA = this.bool('transpose_a', true);
    this.#transposeB = this.bool('transpose_b', true);
  }

  /** Tensors made and not freed: must not grow with the steps. */
  get live(): number {
    return this.#live.size;
  }

  /** Frees whatever is left, also after a failure half way through a step. */
  dispose(): void {
    for (const variable of this.#variables) variable.dispose();
    this.free(...this.#live);
  }

  #keep(id: TensorId): TensorId {
    this.#live.add(id);
    return id;
  }

  /** Attribute that names a data type by TensorFlow's number, e.g. `TF_FLOAT`. */
  type(name: string, value: number): Attribute {
    return { name, type: this.#binding.TF_ATTR_TYPE, value };
  }

  /** Boolean attribute of a kernel. */
  bool(name: string, value: boolean): Attribute {
    return { name, type: this.#binding.TF_ATTR_BOOL, value };
  }

  /** Whole-number attribute of a kernel. */
  int(name: string, value: number): Attribute {
    return { name, type: this.#binding.TF_ATTR_INT, value };
  }

  /** Float attribute of a kernel. */
  float(name: string, value: number): Attribute {
    return { name, type: this.#binding.TF_ATTR_FLOAT, value };
  }

  /** String attribute of a kernel. */
  text(name: string, value: string): Attribute {
    return { name, type: this.#binding.TF_ATTR_STRING, value };
  }

  /** New float32 tensor of the values, row-major; freed by the caller. */
  upload(values: Float32Array, shape: readonly number[]): TensorId {
    return this.#keep(this.#binding.createTensor(shape, this.#binding.TF_FLOAT, values));
  }

  /** New int32 tensor of the values, row-major; freed by the caller. */
  uploadInt32(values: Int32Array, shape: readonly number[]): TensorId {
    return this.#keep(this.#binding.createTensor(shape, this.#binding.TF_INT32, values));
  }

  /** New float32 tensor of shape []; freed by the caller. */
  scalar(value: number): TensorId {
    return this.upload(Float32Array.of(value), []);
  }

  /** An int64 scalar, given as its two 32-bit halves. */
  int64(value: number): TensorId {
    return this.#keep(this.#binding.createTensor([], this.#binding.TF_INT64, Int32Array.of(value, 0)));
  }

  /** Values of a float32 tensor, row-major, as a copy. */
  download(id: TensorId): Float32Array {
    return this.#binding.tensorDataSync(id) as Float32Array;
  }

  /** Copies a tensor's numbers to `at` of `into`; for every step, since it leaves nothing to collect. */
  downloadInto(id: TensorId, into: Float32Array, at: number): void {
    const values = this.download(id);
    into.set(values, at);
    if (values.length >= MIN_DROPPED) nobody.postMessage(null, [values.buffer as ArrayBuffer]);
  }

  /** Values of an int32 tensor, row-major, as a copy. */
  downloadInt32(id: TensorId): Int32Array {
    return this.#binding.tensorDataSync(id) as Int32Array;
  }

  /** Frees tensors at once; their numbers are not used after it. */
  free(...ids: readonly TensorId[]): void {
    for (const id of ids) {
      this.#binding.deleteTensor(id);
      this.#live.delete(id);
    }
  }

  /**
   * Runs any kernel. Attributes that have their default, and types that TensorFlow takes from the
   * inputs, are left out: the addon needs most of a microsecond for each.
   */
  run(name: string, attributes: readonly Attribute[], inputs: readonly TensorId[], outputs = 1): TensorId[] {
    const made = this.#binding.executeOp(name, attributes, inputs, outputs);
    return made.map(({ id }) => this.#keep(id));
  }

  /** A kernel with one output and no attribute that must be given. */
  apply(name: string, ...inputs: readonly TensorId[]): TensorId {
    const [made] = this.#binding.executeOp(name, NO_ATTRIBUTES, inputs, 1);
    if (made === undefined) throw new Error(`${name} gave no output`);
    return this.#keep(made.id);
  }

  /**
   * Matrix product a . b of two tensors [n][m], either transposed where it is asked for; freed by the
   * caller.
   */
  matMul(a: TensorId, b: TensorId, transposeA = false, transposeB = false): TensorId {
    const attributes: Attribute[] = [];
    if (transposeA) attributes.push(this.#transposeA);
    if (transposeB) attributes.push(this.#transposeB);
    return this.run('MatMul', attributes, [a, b])[0];
  }

  /** A variable that kernels update in place. */
  variable(values: Float32Array, shape: readonly number[]): Variable {
    const { TF_FLOAT, TF_ATTR_SHAPE } = this.#binding;
    const dtype = this.type('dtype', TF_FLOAT);
    const ofType = [dtype];
    // A name of its own: handles of the same name share one variable, across threads too.
    const name = `benchtop/${process.pid}/${threadName}/${Kernels.#named++}`;
    const attributes = [
      this.text('container', ''),
      this.text('shared_name', name),
      dtype,
      { name: 'shape', type: TF_ATTR_SHAPE, value: shape },
    ];
    const [handle] = this.run('VarHandleOp', attributes, []);
    if (handle === undefined) throw new Error('VarHandleOp gave no handle');
    const start = this.upload(values, shape);
    this.run('AssignVariableOp', ofType, [handle, start], 0);
    this.free(start);
    const own = [handle];
    const variable: Variable = {
      handle,
      shape,
      read: () => this.run('ReadVariableOp', ofType, own)[0],
      dispose: () => {
        if (!this.#variables.delete(variable)) return;
        this.run('DestroyResourceOp', [this.bool('ignore_lookup_error', true)], [handle], 0);
        this.free(handle);
      },
    };
    this.#variables.add(variable);
    return variable;
  }

  static #named = 0;
}

/** Numbers of an array from which on freeing it at once pays. */
const MIN_DROPPED = 4096;

/**
 * What is handed over to a closed port is freed at once. The collector comes late, and every step
 * would write into memory that no cache holds.
 */
const { port1: nobody } = new MessageChannel();
nobody.close();

const threadName = Math.random().toString(36).slice(2);

/** A trained variable or one of an optimizer's slots, wherever its memory is. */
export interface Held {
  /**
   * The value now; to be freed by the caller, and before the next update: it may share its memory
   * with what is updated, and a kernel that updates a shared one makes a copy first.
   */
  read(): TensorId;
}

/** TensorFlow resource variable, float32, which kernels update in place. */
export interface Variable extends Held {
  /** Tensor that names the variable to kernels. */
  readonly handle: TensorId;
  readonly shape: readonly number[];
  /** Destroys the variable and its handle; once is enough. */
  dispose(): void;
}
