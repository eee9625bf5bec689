import { MODEL_KINDS, type ModelKind } from '../../src-shared/models';
import { modelView } from '.';

/** One part of every kind's view, with its components: read before a view of the page that needs it is shown. */
class Parts<Part> {
  readonly #read: (kind: ModelKind) => Promise<Part>;
  readonly #parts = new Map<ModelKind, Part>();

  constructor(read: (kind: ModelKind) => Promise<Part>) {
    this.#read = read;
  }

  /** Reads the part of every kind. */
  async load(): Promise<void> {
    const read = async (kind: ModelKind): Promise<void> => {
      this.#parts.set(kind, await this.#read(kind));
    };
    await Promise.all(MODEL_KINDS.map(read));
  }

  /** The part of a kind. @throws Error before {@link load} has come to its end */
  of(kind: ModelKind): Part {
    const part = this.#parts.get(kind);
    if (part === undefined) throw new Error(`The view of ${kind} has not been loaded`);
    return part;
  }
}

export const formParts = new Parts((kind) => modelView(kind).form());
export const runParts = new Parts((kind) => modelView(kind).run());
export const compareParts = new Parts((kind) => modelView(kind).compare());
