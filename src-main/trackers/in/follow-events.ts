import { basename, dirname, join } from 'node:path';
import { statSync } from 'node:fs';
import type { TakenIn } from '../../../src-shared/ipc/library';
import { ExternalWriter } from './external-writer';
import { timeInId, type SourceReading } from './source-reading';
import { listEventRuns, readBegin, readEventRun, sourceMark, type EventRun } from './tensorboard-in';

type Taken = TakenIn['runs'][number];

/** What a look at a folder of event files found. */
export interface EventsLook {
  /** Runs with rows that are new, or that are there with none. */
  readonly runs: readonly Taken[];
  /** Sentences for a person. */
  readonly notices: readonly string[];
}

/** A folder of event files that is taken in, once or again and again while it grows. */
export class EventsFolder {
  readonly #path: string;
  readonly #findFolder: (id: string) => string;
  readonly #open = new Map<
    string,
    { writer: ExternalWriter; beganAt: number; id: string; known: Parameters<typeof readEventRun>[4] }
  >();
  readonly #told = new Set<string>();

  /** @param findFolder of a run in the workspace, by its id */
  constructor(path: string, findFolder: (id: string) => string) {
    this.#path = path;
    this.#findFolder = findFolder;
  }

  /**
   * Takes in what is new.
   * @param isLive whether rows may still come: the runs stay running then
   * @throws BenchtopError `conflict` where it is cancelled meanwhile
   */
  async look(isLive: boolean, reading: SourceReading = {}): Promise<EventsLook> {
    const runs: Taken[] = [];
    const notices: string[] = [];
    const root = statSync(this.#path).isFile() ? dirname(this.#path) : this.#path;
    for (const run of listEventRuns(this.#path)) {
      const open = await this.#openRun(root, run, isLive);
      if (open === null) continue;
      const { writer, beganAt, id, known } = open;
      const before = writer.rows;
      const isNew = writer.isNew;
      const settings = JSON.stringify(known.config);
      const { damaged, status } = await readEventRun(root, run, beganAt, writer, known, reading);
      const hasNews = writer.rows > before || isNew || settings !== JSON.stringify(known.config);
      if (hasNews) {
        writer.describe({ config: known.config });
        writer.save();
      }
      if (isLive) {
        if (settings !== JSON.stringify(known.config)) writer.write('running');
      } else writer.write(status ?? 'finished');
      for (const path of damaged) {
        if (this.#told.has(path)) continue;
        this.#told.add(path);
        notices.push(
          `${path} is damaged: it was read up to there, which is ${writer.rows.toLocaleString('en')} rows of the run.`,
        );
      }
      runs.push({
        id,
        name: nameOf(this.#path, run),
        from: run.name,
        how: isNew ? 'new' : hasNews ? 'updated' : 'there',
      });
    }
    return { runs, notices };
  }

  /** Says that no more rows come, and lets go of the runs. */
  close(): void {
    for (const { writer, known } of this.#open.values()) {
      writer.write(known.status ?? 'finished');
      writer.close();
    }
    this.#open.clear();
  }

  /** Takes back the runs that were made now, and lets go of the others as they were. */
  takeBack(): void {
    for (const { writer, known } of this.#open.values()) {
      if (!writer.isNew) writer.write(known.status ?? 'finished');
      writer.takeBack();
    }
    this.#open.clear();
  }

  async #openRun(root: string, run: EventRun, isLive: boolean) {
    const known = this.#open.get(run.name);
    if (known !== undefined) return known;
    const beganAt = await readBegin(run);
    // Settings alone, as of the whole experiment, are no run.
    if (beganAt === null) return null;
    const at = new Date(beganAt).toISOString();
    const id = `${timeInId(at)}-${sourceMark(join(root, run.name))}`;
    const name = nameOf(this.#path, run);
    const writer = new ExternalWriter(this.#findFolder(id), {
      ...{
        name,
        project: basename(root),
        group: null,
        config: {},
        writer: 'TensorBoard event files',
        createdAt: at,
      },
    });
    if (isLive && !writer.isNew) writer.write('running');
    const opened = { writer, beganAt, id, known: { config: writer.config, status: null } };
    this.#open.set(run.name, opened);
    return opened;
  }
}

function nameOf(path: string, { name }: EventRun): string {
  return (name === '' ? basename(path) : name).slice(-300);
}
