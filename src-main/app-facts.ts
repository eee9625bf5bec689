import { cpus } from 'node:os';
import { saySentence } from '../src-shared/language/sentence';
import type { Say } from '../src-shared/language/say';
import type { AppInfo } from '../src-shared/ipc/map';
import type { Settings } from '../src-shared/settings';
import type { StoredRun } from '../src-shared/run/record/record';
import { tensorflowStatus } from './engine/native';
import type { Workspace } from './workspace';

/** How long a sentence must be shown to have been seen: what ends sooner, the next start tells again. */
const SEEN_MS = 5000;

/** What the page shows of the program, with what is to be told at the start. */
export class AppFacts {
  readonly #folder: string;
  readonly #early: readonly string[];
  readonly #workspace: Workspace;
  readonly #say: Say;
  readonly #interrupted: readonly StoredRun[];
  #timer: NodeJS.Timeout | null = null;

  /** Made once the interrupted runs are found. */
  constructor({
    folder,
    early,
    workspace,
    say,
  }: {
    readonly folder: string;
    readonly early: readonly string[];
    readonly workspace: Workspace;
    /** In the person's language. */
    readonly say: Say;
  }) {
    this.#folder = folder;
    this.#early = early;
    this.#workspace = workspace;
    this.#say = say;
    this.#interrupted = workspace.runs.untoldInterrupted();
  }

  /**
   * As a page fetches it.
   * @param showsRun the run that its window was opened to show; null: none
   * @param isFirst whether it is that of the first window, which tells what there is to tell at the start
   */
  read(showsRun: string | null, isFirst: boolean): AppInfo {
    const workspace = this.#workspace;
    if (isFirst) {
      this.#timer ??= setTimeout(() => {
        this.#forgetInterrupted();
      }, SEEN_MS);
    }
    return {
      version: __APP_VERSION__,
      workspace: this.#folder,
      readOnly: workspace.readOnly,
      platform: process.platform,
      electron: process.versions['electron'] ?? '',
      cores: cpus().length,
      maxWorkers: toMaxWorkers(workspace.settings.get()),
      tensorflow: tensorflowStatus(),
      showsRun,
      notices: isFirst ? this.#notices() : [],
    };
  }

  #notices(): readonly string[] {
    const workspace = this.#workspace;
    return [
      ...this.#early,
      ...workspace.notices,
      ...workspace.runs.tellRecovered().map((told) => saySentence(told, this.#say)),
      ...(this.#interrupted.length === 0 ? [] : [interruptedText(this.#interrupted, this.#say)]),
    ];
  }

  /** The program ends, as a person wanted: what it told was seen. */
  close(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#forgetInterrupted();
  }

  #forgetInterrupted(): void {
    this.#workspace.runs.interruptions.told(this.#interrupted.map(({ record }) => record.id));
  }
}

function interruptedText(runs: readonly StoredRun[], say: Say): string {
  const canGoOn = runs.some(({ locked }) => locked === undefined);
  if (runs.length === 1) {
    return canGoOn
      ? say('A run was interrupted when Benchtop ended last time; open it to go on from its last checkpoint.')
      : say('A run was interrupted when Benchtop ended last time.');
  }
  const values = { runs: runs.length };
  return canGoOn
    ? say(
        '{runs} runs were interrupted when Benchtop ended last time; open one to go on from its last checkpoint.',
        values,
      )
    : say('{runs} runs were interrupted when Benchtop ended last time.', values);
}

/** How many runs train at once where nobody says: a core is left to the window. */
export function toMaxWorkers({ maxWorkers }: Settings): number {
  return maxWorkers ?? Math.max(1, cpus().length - 1);
}
