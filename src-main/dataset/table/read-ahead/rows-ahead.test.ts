import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '../../../../src-shared/experiment/schema';
import type { BenchtopError } from '../../../../src-shared/errors';
import { at } from '../../../../src-shared/present';
import { Rng } from '../../../algorithms/numeric/rng';
import { inspectFile } from '../../profile/inspect';
import type { RawTable } from '../../columns/raw-table';
import { readColumns } from '../../columns/column-reader';
import type { BlockPlan } from './block-plan';
import { endRowHelpers, provideRowHelpers, type HelperThread } from './row-helpers';
import { workerFile } from '../../../testing/places';

/** Small blocks have many borders; in larger ones a row can begin elsewhere than the block took it to. */
const BLOCK_BYTES = [4096, 32_768];

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-ahead-'));
});
afterAll(async () => {
  endRowHelpers();
  await Promise.all(workers.map((worker) => worker.terminate()));
  rmSync(folder, { recursive: true, force: true });
});

function file(text: string | Buffer): string {
  const path = join(folder, `file${files++}.csv`);
  writeFileSync(path, text);
  return path;
}

const workers: Worker[] = [];
const free: Worker[] = [];

/** A real helper; its worker helps the next reading as well once this one is over, as it does in the program. */
function realThread(): HelperThread {
  const worker = free.pop() ?? new Worker(workerFile, { workerData: { role: 'rows' } });
  if (!workers.includes(worker)) workers.push(worker);
  return {
    postMessage: (plan) => {
      worker.postMessage(plan);
    },
    on: (event, listener) => worker.on(event, listener),
    unref: () => {
      worker.unref();
    },
    terminate: () => {
      worker.removeAllListeners();
      free.push(worker);
      return Promise.resolve();
    },
  };
}

/** A thread that does nothing, or what `work` does with the plan: the caller reads all by itself. */
function idleThread(work: (plan: BlockPlan) => void = () => undefined): HelperThread {
  return {
    postMessage: work,
    on: () => undefined,
    unref: () => undefined,
    terminate: () => Promise.resolve(),
  };
}

function withHelpers(
  count: number,
  blockBytes: number = at(BLOCK_BYTES, 0),
  start: () => HelperThread = realThread,
): void {
  endRowHelpers();
  provideRowHelpers(start, count, { leastBytes: 0, blockBytes });
}

/** All that is known of a table, lines of some rows among it. */
async function whole(path: string, names: readonly string[], dialect?: Dialect): Promise<object> {
  const wanted = names.map((name) => ({ name, type: 'auto' as const, field: '' }));
  const table: RawTable = await readColumns(path, wanted, dialect === undefined ? {} : { dialect });
  const { rows, sha256, rejected, rejectedCount, suspect } = table;
  const profile = await inspectFile(path, dialect === undefined ? {} : { dialect });
  return {
    rows,
    sha256,
    rejected,
    rejectedCount,
    // A profile of the same rows, to the last digit of its figures.
    profile: { ...profile, path: '', name: '' },
    doubtful: [...(suspect ?? [])].flatMap((mark, row) => (mark === 1 ? [row] : [])),
    lines: Array.from({ length: rows }, (_, row) => table.lines?.at(row)),
    columns: table.columns.map(({ type, categories, values }) => ({
      type,
      words: categories,
      length: values.length,
      // To the bit.
      bytes: createHash('sha256').update(values).digest('hex'),
    })),
  };
}

/** The same from one thread, from one that cuts the file into blocks alone, and from three. */
async function expectAlike(
  text: string | Buffer,
  names: readonly string[],
  dialect?: Dialect,
): Promise<void> {
  // Tables that were opened last know the places of their rows.
  const read = (): Promise<object> => whole(file(text), names, dialect);
  withHelpers(0);
  const alone = await read();
  for (const blockBytes of BLOCK_BYTES) {
    withHelpers(1, blockBytes, () => idleThread());
    expect(await read()).toEqual(alone);
    withHelpers(2, blockBytes);
    expect(await read()).toEqual(alone);
  }
}

const PLAIN = ['1', '-1', '0', '-0', '3.25', '123456.789', '', 'NA', '1e-7', '0.8444218515250481', '2', '77'];
const ODD = ['x', '"1"', '"a,b"', '"two\nlines"', '"open', '1,2', 'ä', '-', '"a""b"', '1e999', '\u0000'];

describe('rows that other threads read ahead', () => {
  it.each([
    ['nothing odd', 0, '\n', 20_000],
    ['a row in a thousand odd', 0.001, '\n', 20_000],
    ['a row in forty odd', 0.025, '\r\n', 8000],
    ['much of it odd', 0.3, '\n', 1000],
  ])('are those of one thread: %s', async (_, odd, newline, length) => {
    const rng = new Rng(length + newline.length);
    const pick = (from: readonly string[]): string => at(from, rng.integer(from.length));
    for (const columns of [2, 5]) {
      const names = Array.from({ length: columns }, (_, c) => `c${c}`);
      const rows = Array.from({ length }, () => {
        const cells = names.map(() => pick(PLAIN));
        if (rng.uniform() < odd) cells[rng.integer(columns)] = pick(ODD);
        if (rng.uniform() < odd / 4) cells.pop();
        if (rng.uniform() < odd / 4) return '';
        return cells.join(',');
      });
      const text = `${names.join(',')}${newline}${rows.join(newline)}`;
      const dialect = { delimiter: ',', quote: '"', escape: '"', header: 1 };
      await expectAlike(text, names, dialect);
      await expectAlike(text + newline, names.slice(1).reverse(), dialect);
    }
  });

  it('are not believed in where a line end lies in quotes', async () => {
    // Inside the quotes are lines that look just like rows, over many blocks.
    const inside = Array.from({ length: 3000 }, (_, i) => `${i},${i % 7}`).join('\n');
    const rows = Array.from({ length: 1000 }, (_, i) => `${i},${i}.5`).join('\n');
    const dialect = { delimiter: ',', quote: '"', escape: '"', header: 1 };
    await expectAlike(`a,b\n${rows}\n"${inside}",3\n${rows}\n`, ['b'], dialect);
    await expectAlike(`a,b\n${rows}\n"${inside}",3\n${rows}\n`, ['a', 'b'], dialect);
    // Never closed: its lines are rows after all.
    await expectAlike(`a,b\n${rows}\n"${inside},3\n${rows}\n`, ['a', 'b'], dialect);
  });

  it('pass over other columns, whatever stands in them', async () => {
    const rows = Array.from({ length: 4000 }, (_, i) =>
      i % 50 === 0
        ? `${i},wörd ${i},${i / 8}`
        : i % 31 === 0
          ? `${i},"q, ""${i}""",1`
          : `${i},word,${-i / 8}`,
    );
    await expectAlike(`a,w,b\n${rows.join('\n')}\n`, ['a', 'b']);
    await expectAlike(Buffer.from(`a,w,b\n${rows.join('\n')}\n`, 'latin1'), ['b', 'a']);
    await expectAlike(Buffer.from(`\ufeffa,w,b\n${rows.join('\n')}\n`), ['b', 'a']);
  });

  it('may be long, longer than a block or than what is looked at behind it', async () => {
    const long = (count: number): string => `${'1'.repeat(count)},2`;
    const rows = Array.from({ length: 3000 }, (_, i) => `${i},${i}.25`);
    for (const [at, count] of [
      [100, 5000],
      [900, 40_000],
      [2000, 9000],
      [2999, 70_000],
    ] as const)
      rows[at] = long(count);
    await expectAlike(`a,b\n${rows.join('\n')}\n`, ['a', 'b']);
  });

  it('keep lines that are left out in their place', async () => {
    const rows = Array.from({ length: 4000 }, (_, i) => `${i},${i}.25`);
    await expectAlike(`a,b\n${rows.join('\n')}\n`, ['a', 'b'], { omit: [5, 6, 3000] });
    await expectAlike(`a,b\n${rows.join('\n')}\n`, ['a', 'b'], { comment: '3' });
    await expectAlike(`some title\n\na,b\n${rows.join('\n')}\n`, ['a', 'b'], { skip: 2 });
  });

  it('have decimal commas and markers of their own', async () => {
    const rows = Array.from(
      { length: 6000 },
      (_, i) => `${i},5;${i % 9 === 0 ? 'none' : `-${i},125`};${i % 5 === 0 ? '-999' : '1,5'}`,
    );
    await expectAlike(`a;b;c\n${rows.join('\n')}\n`, ['a', 'b', 'c'], { na: ['none'] });
    await expectAlike(`a;b;c\n${rows.join('\n')}\n`, ['a', 'b', 'c'], { na: ['none', '-999'] });
  });

  it('are read without a helper that does not come back', async () => {
    const path = file(`a,b\n${Array.from({ length: 20_000 }, (_, i) => `${i},${i}.25`).join('\n')}\n`);
    withHelpers(0);
    const alone = await whole(path, ['a', 'b']);
    // It takes a block and is gone.
    withHelpers(1, BLOCK_BYTES[0], () =>
      idleThread(({ control }) => void Atomics.add(new Int32Array(control), 0, 1)),
    );
    expect(await whole(path, ['a', 'b'])).toEqual(alone);
    withHelpers(1, BLOCK_BYTES[0], () => new Worker('throw new Error("no")', { eval: true }));
    expect(await whole(path, ['a', 'b'])).toEqual(alone);
  });

  it('are none of a file that is deleted as helpers are called: it is read to its end, or missing', async () => {
    const path = file(`a,b\n${'1,2\n'.repeat(20_000)}`);
    withHelpers(1, at(BLOCK_BYTES, 0), () => {
      rmSync(path);
      return idleThread();
    });
    const found = await inspectFile(path).then(
      ({ rows }) => rows,
      (error: unknown) => (error as BenchtopError).info.kind,
    );
    expect([20_000, 'file-missing']).toContain(found);
    expect(existsSync(path)).toBe(false);
  });

  it('stop when reading is cancelled', async () => {
    withHelpers(2);
    const path = file(`a,b\n${Array.from({ length: 200_000 }, (_, i) => `${i},${i}.25`).join('\n')}\n`);
    const stop = new AbortController();
    const wanted = ['a', 'b'].map((name) => ({ name, type: 'auto' as const, field: '' }));
    const reading = readColumns(path, wanted, { signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 1);
    await expect(reading).rejects.toMatchObject({ info: { kind: 'conflict' } });
    expect((await readColumns(path, wanted)).rows).toBe(200_000);
  });
});
