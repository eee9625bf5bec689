import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import type { TakenIn } from '../../../src-shared/ipc/library';
import type { ExternalDocument } from '../../../src-shared/run/record/external';
import { runIdSchema } from '../../../src-shared/run/record/run-check';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { renameDurable, temporaryName, writeFileDurable } from '../../files/durable';
import { newSession } from '../../files/session';
import { findExternalStatus, readExternalDocument } from '../../files/run-files/external-document';
import { timeInId } from './source-reading';
import { sourceMark } from './tensorboard-in';

/** Bytes before the end of a copy that must be the source's there: else it is another file. */
const TAIL_BYTES = 512;
const BLOCK_BYTES = 1 << 20;

/** Whether a folder is a run that another program writes, or holds some, as a workspace does. */
export function hasExternalRuns(path: string): boolean {
  return listExternalRuns(path).length > 0;
}

function listExternalRuns(path: string): string[] {
  if (!statSync(path).isDirectory()) return [];
  if (existsSync(join(path, 'run.json'))) return readExternalDocument(path).kind === 'good' ? [path] : [];
  const parent = existsSync(join(path, 'runs')) ? join(path, 'runs') : path;
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(parent, name))
    .filter((folder) => readExternalDocument(folder).kind === 'good');
}

/** Runs that other programs write elsewhere, copied into the workspace as they grow. */
export class RunsFolder {
  readonly #path: string;
  readonly #findFolder: (id: string) => string;
  readonly #session = newSession();
  readonly #documents = new Map<string, string>();

  /** @param findFolder of a run in the workspace, by its id */
  constructor(path: string, findFolder: (id: string) => string) {
    this.#path = path;
    this.#findFolder = findFolder;
  }

  /** Copies what is new. @param _isLive as for event files: of these each tells itself whether it is over */
  look(_isLive = true): Promise<{ readonly runs: TakenIn['runs']; readonly notices: readonly string[] }> {
    const runs = listExternalRuns(this.#path).flatMap((source) => {
      const found = readExternalDocument(source);
      // A workspace that is followed into itself has its runs already.
      if (found.kind !== 'good') return [];
      const { document } = found;
      const id = this.#findId(source, document);
      const folder = this.#findFolder(id);
      if (existsSync(folder) && statSync(folder).ino === statSync(source).ino) return [];
      const isNew = !existsSync(folder);
      const copied = this.#copyDocument(id, source, folder, document, isNew);
      const hasGrown = appendNew(join(source, 'metrics.csv'), join(folder, 'metrics.csv'));
      const how = isNew ? ('new' as const) : copied || hasGrown ? ('updated' as const) : ('there' as const);
      return [{ id, name: document.name, from: basename(source), how }];
    });
    return Promise.resolve({ runs, notices: [] });
  }

  /** Nothing is held between two looks: a run that is still written is interrupted once nobody copies it. */
  close(): void {
    this.#documents.clear();
  }

  #findId(source: string, { createdAt }: ExternalDocument): string {
    const named = runIdSchema.safeParse(basename(source));
    if (named.success) return named.data;
    return `${timeInId(new Date(createdAt).toISOString())}-${sourceMark(source)}`;
  }

  /** @returns whether it was not the same before */
  #copyDocument(
    id: string,
    source: string,
    folder: string,
    document: ExternalDocument,
    isNew: boolean,
  ): boolean {
    const found = findExternalStatus(document, source);
    const isOver = TERMINAL.has(found);
    // Here it is this process that writes it.
    const owner = isOver ? { host: null, session: null } : { host: hostname(), session: this.#session };
    const status = isOver ? found : 'running';
    const text = `${JSON.stringify({ ...document, status, ...owner }, null, 2)}\n`;
    if (this.#documents.get(id) === text) return false;
    const isFirst = !this.#documents.has(id);
    this.#documents.set(id, text);
    if (isNew) {
      const aside = temporaryName(folder);
      mkdirSync(aside, { recursive: true });
      writeFileDurable(join(aside, 'run.json'), text);
      renameDurable(aside, folder);
    } else writeFileDurable(join(folder, 'run.json'), text);
    return !isFirst;
  }
}

/** Appends what the source has beyond its copy; one that does not go on from it is copied anew. @returns whether there was something */
function appendNew(source: string, to: string): boolean {
  if (!existsSync(source)) return false;
  const from = openSync(source, 'r');
  const copy = openSync(to, 'a+', 0o600);
  try {
    let at = fstatSync(copy).size;
    const { size } = fstatSync(from);
    if (size < at || !isSameTail(from, copy, at)) {
      ftruncateSync(copy, 0);
      at = 0;
    }
    const block = Buffer.alloc(BLOCK_BYTES);
    const before = at;
    while (at < size) {
      const length = readSync(from, block, 0, Math.min(block.length, size - at), at);
      if (length === 0) break;
      // Whole lines only, so that a copy that is torn is never gone on from.
      const whole = block.subarray(0, length).lastIndexOf(0x0a) + 1;
      if (whole === 0) break;
      for (let done = 0; done < whole;) done += writeSync(copy, block, done, whole - done);
      at += whole;
    }
    return at > before;
  } finally {
    closeSync(from);
    closeSync(copy);
  }
}

function isSameTail(a: number, b: number, at: number): boolean {
  const length = Math.min(TAIL_BYTES, at);
  const [one, other] = [Buffer.alloc(length), Buffer.alloc(length)];
  readSync(a, one, 0, length, at - length);
  readSync(b, other, 0, length, at - length);
  return one.equals(other);
}
