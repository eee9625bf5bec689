import { closeSync, constants, openSync, rmSync, writeSync } from 'node:fs';
import { runIdSchema } from '../../../src-shared/run/record/run-check';
import { quietly, writeFileDurable } from '../../files/durable';
import { readRegularText } from '../../files/regular-file';

/** A pipe in its place must not be waited for. */
const APPEND =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/**
 * Runs that were found interrupted and not told of yet: in a file, a line an id, so that a start which ends
 * before it could say so (another kill) leaves that to the next one. Losing the file loses a sentence, no run.
 */
export class Interruptions {
  readonly #path: string;
  readonly #isReadOnly: boolean;
  readonly #here = new Set<string>();

  /** @param isReadOnly nothing is written; each start finds the same runs then */
  constructor(path: string, isReadOnly: boolean) {
    this.#path = path;
    this.#isReadOnly = isReadOnly;
  }

  /** Keeps the id of a run before its record says that it was interrupted. */
  note(id: string): void {
    if (this.#here.has(id)) return;
    this.#here.add(id);
    if (this.#isReadOnly) return;
    quietly(() => {
      const descriptor = openSync(this.#path, APPEND, 0o600);
      try {
        // A line of its own, even after one that a full disk cut.
        writeSync(descriptor, `\n${id}\n`);
      } finally {
        closeSync(descriptor);
      }
    });
  }

  /** Ids of all that were not told of, each once; some of the runs may be gone, or go on. */
  ids(): string[] {
    return [...new Set([...this.#stored(), ...this.#here])];
  }

  /** Forgets runs that a person was told of. */
  told(ids: readonly string[]): void {
    for (const id of ids) this.#here.delete(id);
    if (this.#isReadOnly) return;
    const stored = this.#stored();
    const left = stored.filter((id) => !ids.includes(id));
    if (left.length === stored.length) return;
    quietly(() => {
      if (left.length === 0) rmSync(this.#path, { force: true });
      else writeFileDurable(this.#path, `${left.join('\n')}\n`);
    });
  }

  #stored(): string[] {
    try {
      return readRegularText(this.#path)
        .split('\n')
        .filter((line) => runIdSchema.safeParse(line).success);
    } catch {
      // There is none, mostly.
      return [];
    }
  }
}
