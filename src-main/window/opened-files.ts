import { resolve } from 'node:path';

/** A command line names no more files than this. */
const MAX_FILES = 10_000;

/**
 * The files that a start of the program names, as absolute paths: what stands behind the program's own
 * path and is no option.
 * @param folder that relative paths are in
 * @param appPath of the app, which Electron is started with where the program is not packaged; null: it is
 */
export function namedFiles(argv: readonly string[], folder: string, appPath: string | null): string[] {
  const program = appPath === null ? 0 : argv.findIndex((one) => resolve(folder, one) === resolve(appPath));
  if (program < 0) return [];
  return argv
    .slice(program + 1)
    .filter((one) => one !== '' && !one.startsWith('-'))
    .slice(0, MAX_FILES)
    .map((one) => resolve(folder, one));
}

/** What another start of the program handed over: its files; none where it says nothing of them. */
export function handedFiles(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('files' in data) || !Array.isArray(data.files))
    return [];
  return data.files.slice(0, MAX_FILES).filter((one): one is string => typeof one === 'string' && one !== '');
}

/** Files that the system wants opened, until the page takes them: it may still be loading. */
export class OpenedFiles {
  readonly #waiting: (readonly string[])[] = [];
  #told: () => void = () => undefined;

  /** @param paths opened together: rows of one table */
  add(paths: readonly string[]): void {
    if (paths.length === 0) return;
    this.#waiting.push(paths);
    this.#told();
  }

  /** Calls back whenever there is more to take. */
  onAdd(told: () => void): void {
    this.#told = told;
  }

  /** The oldest that are waiting; null: none are. */
  take(): readonly string[] | null {
    return this.#waiting.shift() ?? null;
  }
}
