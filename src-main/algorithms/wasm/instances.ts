import { MAX_PAGES } from './module';

/** A WebAssembly memory with the exported function that works on it. */
export interface Instance<Call> {
  readonly memory: WebAssembly.Memory;
  readonly call: Call;
}

/** Bytes of a WebAssembly page, the unit in which memories grow. */
export const PAGE_BYTES = 65_536;
/** Most bytes of memory that are requested, 3.5 GB; above, plain loops do the work. */
export const MAX_BYTES = 3.5 * 2 ** 30;
/** A memory above this is not kept for the next one who asks. */
const MAX_SPARE_BYTES = 2 ** 26;

/**
 * Pool of instances of one module with one function, as `writeModule` writes it: compiled once, one
 * spare instance kept.
 */
export class Instances<Call> {
  readonly #name: string;
  readonly #code: () => Uint8Array;
  #compiled: WebAssembly.Module | null = null;
  #isImpossible = false;
  /** The last that was given back: every memory takes gigabytes of addresses. */
  #spare: Instance<Call> | null = null;

  constructor(name: string, code: () => Uint8Array) {
    this.#name = name;
    this.#code = code;
  }

  /**
   * An instance whose memory has at least `bytes`, of any content; null where there is no memory of
   * that size now, no WebAssembly, or none with vectors.
   */
  take(bytes: number): Instance<Call> | null {
    if (this.#isImpossible) return null;
    const pages = Math.ceil(bytes / PAGE_BYTES);
    try {
      if (this.#spare !== null) {
        const taken = this.#spare;
        this.#spare = null;
        const missing = pages - taken.memory.buffer.byteLength / PAGE_BYTES;
        if (missing > 0) taken.memory.grow(missing);
        return taken;
      }
      const memory = new WebAssembly.Memory({ initial: pages, maximum: MAX_PAGES });
      this.#compiled ??= new WebAssembly.Module(this.#code());
      const { exports } = new WebAssembly.Instance(this.#compiled, { env: { memory } });
      return { memory, call: exports[this.#name] as Call };
    } catch {
      this.#isImpossible = this.#compiled === null;
      return null;
    }
  }

  /** Once for each that was taken; its arrays are not used after it. */
  giveBack(instance: Instance<Call>): void {
    if (instance.memory.buffer.byteLength <= MAX_SPARE_BYTES) this.#spare = instance;
  }
}

/** Compiled once: a module that has run is a fast one. */
const modules = new Map<string, WebAssembly.Module>();

/** Compiled module of that name; compiled from `code()` at the first request, then kept. */
export function moduleNamed(name: string, code: () => Uint8Array): WebAssembly.Module {
  const known = modules.get(name);
  if (known !== undefined) return known;
  const module = new WebAssembly.Module(code());
  modules.set(name, module);
  return module;
}
