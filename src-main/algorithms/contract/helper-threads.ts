/** What a helping thread is given: it runs the modules' functions over the memory. */
export interface HelperTask {
  readonly modules: WasmModules;
  readonly memory: WebAssembly.Memory;
  /** Where the {@link CONTROL} words stand. */
  readonly controlAt: number;
}

/** Starts threads on a task, each of which calls {@link helpWith}; they end by `end`. */
export type SpawnHelpers = (task: HelperTask) => { end(): void };

/** WebAssembly modules that helper threads run over the shared memory, one exported function each. */
export interface WasmModules {
  /** `assign(block)` */
  readonly assign: WebAssembly.Module;
  /** `seed(block)`; null where no centres are drawn by k-means++. */
  readonly seed: WebAssembly.Module | null;
}
