import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chartSchema,
  parseExploredDataset,
  type ChartAnswer,
  type ChartKind,
  type ChartRequest,
} from '../../src-shared/dataset/explore';
import { explore } from '../dataset/explore';

/** Answer to a kind of chart. */
export type AnswerOf<K extends ChartKind> = Extract<ChartAnswer, { kind: K }>;

/** A folder of tables to be explored, gone after the tests. */
export class ExploredFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'benchtop-explore-'));
  #files = 0;

  /** Path of a new file with these lines. */
  file(lines: readonly string[]): string {
    const path = join(this.path, `data-${this.#files++}.csv`);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Answer for a chart of a data set. */
export async function ask<R extends ChartRequest>(
  dataset: Record<string, unknown>,
  chart: R,
  options: { seed?: number; signal?: AbortSignal } = {},
): Promise<AnswerOf<R['kind']>> {
  const answer = await explore(parseExploredDataset(dataset), chartSchema.parse(chart), {
    seed: 1,
    ...options,
  });
  return answer as AnswerOf<R['kind']>;
}

/** Data set of a file without roles: looking at data needs none. */
export const exploredFile = (path: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  kind: 'file',
  path,
  features: [],
  ...more,
});

/** Lines of a table with a gap, a word among numbers, and a category and a date that are missing. */
export const SMALL = [
  'h,w,kind,day',
  '1,10,a,2020-01-01',
  '2,,b,2020-01-02',
  '3,30,a,2020-01-03',
  'oops,40,,2020-01-04',
  '5,50,c,',
  '6,60,a,2020-01-06',
  '7,70,a,2020-01-07',
  '8,80,b,2020-01-08',
  '9,90,a,2020-01-09',
  '10,100,a,2020-01-10',
  '11,110,b,2020-01-11',
];
