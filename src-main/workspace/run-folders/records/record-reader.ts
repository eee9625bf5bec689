import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isStorageFailure } from '../../../../src-shared/errors';
import { runRecordSchema, type RunRecord } from '../../../../src-shared/run/record/record';
import { isOurs, listOrEmpty } from '../../../files/durable';
import { FORMATS } from '../../../files/stored-formats';
import { withLock } from '../../storage/file-lock';
import { readExternalDocument } from '../../../files/run-files/external-document';
import { toExternalRecord, type KnownFigures } from '../../external/external-document';
import { readDocument, setAside } from '../../storage/json-store';
import { newerText } from '../../storage/newer-text';
import { rebuildRecord } from './rebuilt-record';

export interface RecordReaderOptions {
  readonly findFolder: (id: string) => string;
  readonly findLock: (id: string) => string;
  readonly notice: (text: string) => void;
  /** Puts a rebuilt record in its place. */
  readonly write: (record: RunRecord) => void;
  /** What is known of the metrics of another program's run. */
  readonly findFigures: (id: string) => KnownFigures | null;
  /** Nothing may be written: what is rebuilt counts in memory, and what is damaged stays. */
  readonly isReadOnly: boolean;
}

/** A record as it was read; `locked`: why nothing of it may be changed, as a sentence; null: it may. */
export interface ReadRecord {
  readonly record: RunRecord;
  readonly locked: string | null;
}

/**
 * Reads the records of runs. What cannot be read now is left as it is; what was read and is damaged is set
 * aside, and the record rebuilt from what lies beside it. One bad folder stops nothing.
 */
export class RecordReader {
  readonly #options: RecordReaderOptions;
  /** Why a run that is there has no record, as a sentence. */
  readonly #reasons = new Map<string, string>();
  /** Those whose record is there, and as it was. */
  readonly #unread = new Set<string>();

  constructor(options: RecordReaderOptions) {
    this.#options = options;
  }

  /** Why the record of a run that is there could not be read, as a sentence; null: it could, or there is none. */
  findReason(id: string): string | null {
    return this.#reasons.get(id) ?? null;
  }

  /** Whether a record is there and could not be read: it is as it was. */
  isUnread(id: string): boolean {
    return this.#reasons.has(id) && this.#unread.has(id);
  }

  /** null where there is none; why is kept, and told once. */
  read(id: string): ReadRecord | null {
    const path = join(this.#options.findFolder(id), 'run.json');
    const found = readDocument(path, { schema: runRecordSchema, format: FORMATS.run });
    if (found.kind === 'damaged' || found.kind === 'newer') {
      const external = this.#readExternal(id);
      if (external !== undefined) return external;
    }
    switch (found.kind) {
      case 'good':
        this.#reasons.delete(id);
        return { record: found.value, locked: null };
      case 'absent':
        return changeable(this.#rebuild(id, null));
      case 'damaged':
        return changeable(this.#recover(id, path));
      case 'unreadable':
        return this.#refuse(id, found.reason, true);
      case 'newer':
        if (found.value === null)
          return this.#refuse(id, 'a newer Benchtop made it: update Benchtop to open it', true);
        this.#reasons.delete(id);
        return { record: found.value, locked: newerText(path) };
    }
  }

  /** A run of another program, whose files are never set aside; undefined: it is none. */
  #readExternal(id: string): ReadRecord | null | undefined {
    const folder = this.#options.findFolder(id);
    const found = readExternalDocument(folder);
    if (found.kind === 'other') return undefined;
    if (found.kind === 'bad') return this.#refuse(id, found.reason, true);
    this.#reasons.delete(id);
    return changeable(toExternalRecord(id, folder, found.document, this.#options.findFigures(id)));
  }

  #recover(id: string, path: string): RunRecord | null {
    try {
      return this.#rebuild(id, this.#options.isReadOnly ? path : setAside(path));
    } catch (error) {
      if (!isStorageFailure(error)) throw error;
      return this.#refuse(id, error.message);
    }
  }

  /** @param aside where the damaged record is now; null: there is none at all */
  #rebuild(id: string, aside: string | null): RunRecord | null {
    const folder = this.#options.findFolder(id);
    const rebuilt = rebuildRecord(id, folder);
    if (rebuilt === null) return this.#leave(id, folder, aside);
    try {
      if (!this.#options.isReadOnly) this.#options.write(rebuilt);
    } catch (error) {
      // Until it can be written it is made again.
      if (!isStorageFailure(error)) throw error;
    }
    this.#reasons.delete(id);
    return rebuilt;
  }

  #leave(id: string, folder: string, aside: string | null): null {
    const names = listOrEmpty(folder);
    if (aside === null && names.every(isOurs) && !this.#options.isReadOnly) {
      this.#removeEmpty(id, folder);
      return null;
    }
    if (this.#options.isReadOnly && aside !== null)
      return this.#refuse(id, 'run.json is damaged, and there is no checkpoint to rebuild it from');
    const kept =
      aside === null ? names.find((name) => name.startsWith('run.json.corrupt-')) : basename(aside);
    return this.#refuse(
      id,
      kept === undefined
        ? 'there is no run.json'
        : `run.json was damaged and is kept as ${kept}, and there is no checkpoint to rebuild it from`,
    );
  }

  /** A folder that nothing was written into by the time its process was killed: nobody makes it now. */
  #removeEmpty(id: string, folder: string): void {
    try {
      withLock(this.#options.findLock(id), { file: folder, waitMs: 0 }, () => {
        if (listOrEmpty(folder).every(isOurs)) rmSync(folder, { recursive: true, force: true });
      });
    } catch {
      // Somebody is about to write into it, or it may not be removed.
    }
  }

  #refuse(id: string, why: string, isUnread = false): null {
    if (isUnread) this.#unread.add(id);
    else this.#unread.delete(id);
    const reason = `The run in ${this.#options.findFolder(id)} cannot be read now: ${why}.`;
    if (this.#reasons.get(id) !== reason) this.#options.notice(reason);
    this.#reasons.set(id, reason);
    return null;
  }
}

function changeable(record: RunRecord | null): ReadRecord | null {
  return record === null ? null : { record, locked: null };
}
