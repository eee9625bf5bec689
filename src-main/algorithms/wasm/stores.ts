/** A memory in which an array was allocated, with room behind it for what works on the array. */
export interface Store {
  readonly memory: WebAssembly.Memory;
  /** Others may have the room from now on. */
  giveBack(): void;
}

interface Shared {
  readonly memory: WebAssembly.Memory;
  isTaken: boolean;
}

/** By the buffers of the arrays that `allocateIn` made. */
const stores = new WeakMap<ArrayBufferLike, Shared>();

/** An array [length] at byte `at` of a memory, which {@link takeStore} finds again by the array. */
export function allocateIn(memory: WebAssembly.Memory, at: number, length: number): Float64Array {
  stores.set(memory.buffer, { memory, isTaken: false });
  return new Float64Array(memory.buffer, at, length);
}

/**
 * The memory of an array that {@link allocateIn} made at byte `at`, to work in.
 * @param bytes that it must have
 * @returns null where the array is none of those, somebody works in its memory, or has it less room
 */
export function takeStore(values: Float64Array, at: number, bytes: number): Store | null {
  const shared = stores.get(values.buffer);
  const hasRoom = values.byteOffset === at && values.buffer.byteLength >= bytes;
  if (shared === undefined || shared.isTaken || !hasRoom) return null;
  shared.isTaken = true;
  return {
    memory: shared.memory,
    giveBack: () => {
      shared.isTaken = false;
    },
  };
}
