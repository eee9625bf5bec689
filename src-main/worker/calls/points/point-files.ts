import type { DatasetSpec } from '../../../../src-shared/experiment/schema';
import { describeRemark } from '../../../../src-shared/run/text/prediction-text';
import { uniqueColumns } from '../../../../src-shared/run/points/column-names';
import type {
  PointFileCheck,
  PointFilePage,
  PointFileResult,
  PointFileRows,
} from '../../../../src-shared/run/points/point-file';
import { answerColumns } from '../../../algorithms/models/answers';
import { type AnswerColumns } from '../../../algorithms/contract/answers';
import type { ModelState } from '../../../algorithms/contract/state';
import { checkPointFile, readPointFile, type PointBlock } from '../../../dataset';
import { TemporaryFile } from '../../../files/temporary-file';
import { formulasText } from '../../../../src-shared/dataset/formulas-text';
import { csvText, isFormula, quote } from '../../../files/csv/csv-text';
import { answerRows } from './query-points';
import { modelContext, type StoredModel } from '../../stored/model-context';
import type { CheckedPoints, PointsToCheck } from '../../protocol/points';
import type { CallContext } from '../call-context';

/** Multiply-adds of one block, some 20 ms: messages come in between two of them. */
const BLOCK_COST = 8e6;
const MAX_BLOCK_ROWS = 4096;
const MAX_LABELS = 1000;
/** Answers that name what a row is, the one for people first. */
const LABELS = ['clusterName', 'cluster', 'class', 'predicted'];

/**
 * Compares a file's columns with those of a model: which match, which are absent, and the names of the
 * answers' columns.
 */
export async function checkFile(
  checkpoint: StoredModel,
  file: PointsToCheck,
  options: CallContext,
): Promise<PointFileCheck> {
  const { dataset, experiment } = checkpoint;
  const check = await checkPointFile(dataset, experiment.dataset, file, options);
  const { columns } = answerColumns(modelContext(checkpoint), new Float64Array(0));
  return { ...check, answers: columns };
}

/** Asks a model about every row of a file and says what came out, block after block. */
export async function predictFile(
  checkpoint: StoredModel,
  file: CheckedPoints,
  options: CallContext,
): Promise<PointFileResult> {
  const tally = new Tally();
  await eachAnswered(checkpoint, file, options, {}, (block, answers) => {
    tally.take(block, answers);
  });
  return tally.result(checkpoint.state.step);
}

/** Answers to at most `count` rows of a file from row `from` on, counted from 0, each with its line. */
export async function predictedRows(
  {
    checkpoint,
    file,
    from,
    count,
  }: { checkpoint: StoredModel; file: CheckedPoints; from: number; count: number },
  options: CallContext,
): Promise<PointFilePage> {
  const { dataset, experiment } = checkpoint;
  const rows: PointFilePage['rows'][number][] = [];
  await readPointFile(
    dataset,
    experiment.dataset,
    file,
    { ...options, rows: Math.min(count, MAX_BLOCK_ROWS), from, count, isDetailed: true },
    ({ details, lines }) => {
      const whole = details.flatMap((detail) => (detail === null ? [] : [detail]));
      answerRows(checkpoint, whole).rows.forEach((row, i) => rows.push({ ...row, line: lines[i] ?? 0 }));
    },
  );
  return { from, rows };
}

/**
 * Writes a file's own columns and the answers beside them. The file appears whole or not at all.
 * @param isRaw whether the file's formulas are written as they are, without an apostrophe before them
 */
export async function savePredicted(
  {
    checkpoint,
    file,
    to,
    isRaw,
  }: { checkpoint: StoredModel; file: CheckedPoints; to: string; isRaw: boolean },
  options: CallContext,
): Promise<{ rows: number; notes: readonly string[] }> {
  let formulas = 0;
  const ownText = (text: string): string => {
    if (isRaw || !isFormula(text)) return quote(text);
    formulas++;
    return csvText(text);
  };
  const out = new TemporaryFile(to);
  let rows = 0;
  let notes: readonly string[] = [];
  try {
    const begin = (own: readonly string[], answers: readonly string[]): void => {
      const names = uniqueColumns(own, [...answers, 'note']);
      notes = names.notes;
      out.put(`${[...names.theirs.map(ownText), ...names.ours.map(quote)].join(',')}\n`);
    };
    await eachAnswered(checkpoint, file, options, { hasTexts: true }, (block, answers) => {
      if (rows === 0) begin(block.columns, answers.columns);
      const lines: string[] = [];
      for (let row = 0; row < block.rows; row++) {
        const slot = block.slots[row] ?? -1;
        const told = slot < 0 ? answers.columns.map(() => '') : answers.values(slot);
        const detail = block.details[row] ?? null;
        const cells = [
          ...(block.texts[row] ?? []).map(ownText),
          ...told.map((value) => (typeof value === 'number' ? String(value) : csvText(value))),
          detail === null ? '' : csvText(describeRemark(detail)),
        ];
        lines.push(cells.join(','));
      }
      rows += block.rows;
      out.put(`${lines.join('\n')}\n`);
    });
    out.keep();
  } finally {
    out.drop();
  }
  return { rows, notes: formulas === 0 ? notes : [...notes, formulasText(formulas)] };
}

async function eachAnswered(
  checkpoint: StoredModel,
  file: CheckedPoints,
  { signal, onProgress }: CallContext,
  options: { readonly hasTexts?: boolean },
  take: (block: PointBlock, answers: AnswerColumns) => void,
): Promise<void> {
  const { dataset, experiment, state } = checkpoint;
  const context = modelContext(checkpoint);
  const spec: DatasetSpec = experiment.dataset;
  const rows = blockRows(state, dataset.features.length);
  await readPointFile(dataset, spec, file, { signal, onProgress, rows, ...options }, (block) => {
    take(block, answerColumns(context, block.inputs));
  });
}

function blockRows({ tensors }: ModelState, width: number): number {
  const weights = Object.values(tensors).reduce((sum, { data }) => sum + data.length, 0);
  return Math.max(16, Math.min(MAX_BLOCK_ROWS, Math.floor(BLOCK_COST / Math.max(1, weights, 4 * width))));
}

/** Counts what came out. */
class Tally {
  readonly #rows = { total: 0, usable: 0, doubtful: 0, outside: 0 };
  readonly #counts = new Map<string, number>();
  #columns: readonly string[] = [];
  #min = Infinity;
  #max = -Infinity;
  #sum = 0;

  take(block: PointBlock, { columns, values }: AnswerColumns): void {
    this.#columns = columns;
    const label = LABELS.map((name) => columns.indexOf(name)).find((index) => index >= 0) ?? -1;
    const rows = this.#rows;
    rows.total += block.rows;
    rows.doubtful += block.doubtful;
    for (const detail of block.details) if (detail !== null && detail.outside.length > 0) rows.outside++;
    for (const slot of block.slots) {
      if (slot < 0) continue;
      rows.usable++;
      const answer = values(slot)[Math.max(0, label)];
      if (label < 0) this.#number(Number(answer));
      else this.#label(String(answer));
    }
  }

  result(step: number): PointFileResult {
    const rows: PointFileRows = { ...this.#rows };
    const labels = [...this.#counts].map(([label, count]) => ({ label, count }));
    labels.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
    const isOfNumbers = labels.length === 0 && rows.usable > 0;
    return {
      step,
      columns: this.#columns,
      rows,
      labels: labels.length === 0 ? null : labels.slice(0, MAX_LABELS),
      numbers: isOfNumbers
        ? {
            column: this.#columns[0] ?? 'output',
            min: this.#min,
            mean: this.#sum / rows.usable,
            max: this.#max,
          }
        : null,
    };
  }

  #number(value: number): void {
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    this.#sum += value;
  }

  #label(label: string): void {
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
  }
}
