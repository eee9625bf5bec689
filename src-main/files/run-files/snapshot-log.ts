import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { MODEL_KINDS } from '../../../src-shared/models';
import { fail } from '../../../src-shared/errors';
import type { ModelState } from '../../algorithms/contract/state';
import { packTensors, tensorEntrySchema, unpackTensors } from '../tensors';
import { sha256 } from '../hash';

/**
 * moments.bin of a run: whole states between its checkpoints, one after another, for going back to
 * any of them. A snapshot is 4 bytes "BTM1", the step as a double, the lengths of its head and its
 * weights as 32-bit numbers (all little-endian), their SHA-256, the head as JSON, the weights. It is
 * made to be lost: nothing is synced, and what a crash has torn at the end is cut off.
 */
const MAGIC = 0x314d5442;
const PREFIX = 4 + 8 + 4 + 4 + 32;
/** A larger part is not ours. */
const MAX_BYTES = 64 << 20;

const headSchema = z.strictObject({
  kind: z.enum(MODEL_KINDS),
  tensors: z.array(tensorEntrySchema),
  extra: z.record(z.string(), z.unknown()),
});

interface Entry {
  readonly step: number;
  readonly at: number;
  readonly headBytes: number;
  readonly weightBytes: number;
}

const logPath = (runFolder: string): string => join(runFolder, 'moments.bin');

/** What a snapshot of a run takes at the most, as its state stands before the first step or at any later one. */
export function snapshotBytes({ tensors, extra }: ModelState, keepsBest: boolean): number {
  let own = 0;
  for (const [name, { data }] of Object.entries(tensors)) {
    // About two hundred bytes of the head are a tensor's.
    if (!name.startsWith('best/')) own += data.byteLength + 200;
  }
  const { best: _best, ...rest } = extra;
  return PREFIX + (own + JSON.stringify(rest).length) * (keepsBest ? 2 : 1);
}

/** Writes the snapshots of a run that trains. */
export class SnapshotLog {
  readonly #file: number;
  #end: number;

  /** @param upTo later snapshots, of an earlier course, are cut off */
  constructor(runFolder: string, upTo: number) {
    const path = logPath(runFolder);
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, existsSync(path) ? 'r+' : 'w+', 0o600);
    const entries = findEntries(this.#file);
    const kept = entries.filter(({ step }) => step <= upTo);
    const last = kept[kept.length - 1];
    this.#end = last === undefined ? 0 : last.at + PREFIX + last.headBytes + last.weightBytes;
    ftruncateSync(this.#file, this.#end);
  }

  /** @returns false where it could not be written: what was there before is whole */
  append(state: ModelState): boolean {
    const bytes = encode(state);
    try {
      for (let done = 0; done < bytes.length;) {
        const written = writeSync(this.#file, bytes, done, bytes.length - done, this.#end + done);
        if (written <= 0) throw new Error('nothing was written');
        done += written;
      }
    } catch {
      try {
        ftruncateSync(this.#file, this.#end);
      } catch {
        // A reader leaves out what is torn.
      }
      return false;
    }
    this.#end += bytes.length;
    return true;
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Steps of a run's snapshots, ascending. */
export function readSnapshotSteps(runFolder: string): number[] {
  return reading(runFolder, (file) => findEntries(file).map(({ step }) => step)) ?? [];
}

/** The state at a step; null where there is none. @throws BenchtopError `corrupt` */
export function readSnapshot(runFolder: string, step: number): ModelState | null {
  return reading(runFolder, (file) => {
    const entry = findEntries(file).find((found) => found.step === step);
    return entry === undefined ? null : decode(file, entry, logPath(runFolder));
  });
}

function reading<T>(runFolder: string, read: (file: number) => T): T | null {
  const path = logPath(runFolder);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null;
  const file = openSync(path, 'r');
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}

/** Where the whole snapshots lie; what follows the last one is torn. */
function findEntries(file: number): Entry[] {
  const { size } = fstatSync(file);
  const entries: Entry[] = [];
  const prefix = Buffer.alloc(PREFIX);
  let at = 0;
  while (at + PREFIX <= size && readSync(file, prefix, 0, PREFIX, at) === PREFIX) {
    const entry = {
      step: prefix.readDoubleLE(4),
      at,
      headBytes: prefix.readUInt32LE(12),
      weightBytes: prefix.readUInt32LE(16),
    };
    const end = at + PREFIX + entry.headBytes + entry.weightBytes;
    const isOurs = prefix.readUInt32LE(0) === MAGIC && entry.headBytes + entry.weightBytes <= MAX_BYTES;
    if (!isOurs || end > size || !(entry.step > (entries[entries.length - 1]?.step ?? -1))) break;
    entries.push(entry);
    at = end;
  }
  return entries;
}

function encode({ kind, step, tensors, extra }: ModelState): Buffer {
  const { weights, tensors: entries } = packTensors(tensors);
  const head = Buffer.from(JSON.stringify({ kind, tensors: entries, extra }), 'utf8');
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32LE(MAGIC, 0);
  prefix.writeDoubleLE(step, 4);
  prefix.writeUInt32LE(head.length, 12);
  prefix.writeUInt32LE(weights.length, 16);
  Buffer.from(sha256(Buffer.concat([head, weights])), 'hex').copy(prefix, 20);
  return Buffer.concat([prefix, head, weights]);
}

function decode(file: number, { step, at, headBytes, weightBytes }: Entry, path: string): ModelState {
  const bytes = Buffer.alloc(PREFIX + headBytes + weightBytes);
  readSync(file, bytes, 0, bytes.length, at);
  const body = bytes.subarray(PREFIX);
  const damaged = (how: string): Error =>
    fail('corrupt', `The moment at step ${step} in ${path} ${how}: use another one.`, { file: path });
  if (sha256(body) !== bytes.subarray(20, PREFIX).toString('hex'))
    throw damaged('does not match its checksum');
  const parsed = headSchema.safeParse(JSON.parse(body.subarray(0, headBytes).toString('utf8')));
  if (!parsed.success) throw damaged(`has a bad field ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  const { kind, tensors, extra } = parsed.data;
  return { kind, step, tensors: unpackTensors(tensors, body.subarray(headBytes), path, true), extra };
}
