import { fail } from '../../../src-shared/errors';

/** Lines of a run's logs by the names of their files; null: what was sent cannot be written any more. */
export type LogLines = Readonly<Record<string, number>> | null;

/** Rows that were sent to be logged: when they are on disk is asked, and answered in the order of asking. */
export class LoggedRows {
  readonly #request: () => void;
  readonly #waiting: ((lines: LogLines) => void)[] = [];

  /** @param request sends the rows so far, and the question */
  constructor(request: () => void) {
    this.#request = request;
  }

  /**
   * Resolves when all rows so far are on disk, with the lines that the logs have then.
   * @throws BenchtopError `storage` where they cannot be written any more
   */
  whenOnDisk(): Promise<Readonly<Record<string, number>>> {
    const answer = new Promise<Readonly<Record<string, number>>>((resolve, reject) => {
      this.#waiting.push((lines) => {
        if (lines !== null) resolve(lines);
        else reject(fail('storage', 'What was logged before the checkpoint could not be written.'));
      });
    });
    // Whoever waits for it may come to that later.
    answer.catch(() => undefined);
    this.#request();
    return answer;
  }

  /** The answer to the first question that has none. */
  answer(lines: LogLines): void {
    this.#waiting.shift()?.(lines);
  }
}
