// The part of WebAssembly's JavaScript interface that is used here; neither ES2022 nor Node's types declare it.
declare namespace WebAssembly {
  /** Compiled code: opaque, and can be posted to other threads. */
  interface Module {
    readonly __module?: never;
  }
  interface Memory {
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
    grow(pages: number): number;
  }
  interface Instance {
    readonly exports: Record<string, (...values: number[]) => number>;
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Memory: new (descriptor: { initial: number; maximum: number; shared?: boolean }) => Memory;
  const Instance: new (module: Module, imports: Record<string, Record<string, Memory>>) => Instance;
}
