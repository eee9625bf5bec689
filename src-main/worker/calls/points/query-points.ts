import { statSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../../../../src-shared/present';
import type { PointPredictions, PredictionRow } from '../../../../src-shared/run/points/query-points';
import { cellText, describeRemark } from '../../../../src-shared/run/text/prediction-text';
import { uniqueColumns } from '../../../../src-shared/run/points/column-names';
import { readEncoders } from '../../../../src-shared/run/points/raw-columns';
import { answerColumns, explainAnswer, predictPoints } from '../../../algorithms/models/answers';
import { Rng } from '../../../algorithms/numeric/rng';
import {
  computedColumns,
  inputQueryPoint,
  randomPoints,
  rowOfInputs,
  rowOfTexts,
  typedQueryPoints,
  type UnansweredRow,
} from '../../../dataset';
import type { Checkpoint } from '../../../files/checkpoint';
import { writeTable } from '../../../files/run-files/predictions-file';
import { readModel } from '../../stored/finished-model';
import { modelContext, type StoredModel } from '../../stored/model-context';
import type { ModelLocation, PointRequest } from '../../protocol/points';
import type { CheckpointLocation } from '../../protocol/locations';

/** The model that was asked last: a slider asks many times a second. */
let last: { readonly key: string; readonly checkpoint: Checkpoint } | null = null;

/** A model, read once for as long as its checkpoint stays as it is. @throws BenchtopError as `readModel` */
export async function readQueriedModel({
  clusterNames,
  repair,
  ...location
}: ModelLocation): Promise<StoredModel> {
  const known = { ...(await readKnownModel(location)), clusterNames };
  return repair === undefined ? known : { ...known, repair };
}

async function readKnownModel(location: CheckpointLocation): Promise<Checkpoint> {
  const key = stampKey(location);
  if (last !== null && key !== null && last.key === key) return last.checkpoint;
  const checkpoint = await readModel(location);
  last = key === null ? null : { key, checkpoint };
  return checkpoint;
}

function stampKey({ runFolder, checkpoint, ending }: CheckpointLocation): string | null {
  const folder = join(runFolder, checkpoint);
  try {
    const { mtimeMs, size, ino } = statSync(join(folder, 'manifest.json'));
    return [folder, mtimeMs, size, ino, JSON.stringify(ending)].join('|');
  } catch {
    // Reading it says what is wrong.
    return null;
  }
}

/** Points before they are answered. @throws BenchtopError where one typed on a command line cannot be used */
export function requestedRows(request: PointRequest, { dataset }: Checkpoint): UnansweredRow[] {
  switch (request.kind) {
    case 'rows':
      return request.rows.map((row, p) =>
        'cells' in row ? rowOfTexts(dataset, row.cells) : inputQueryPoint(row.inputs, dataset, p),
      );
    case 'cells':
      return typedQueryPoints(request.points, dataset);
    case 'random': {
      const rng = new Rng(request.seed);
      const points = randomPoints(dataset, request.n, () => rng.uniform());
      return points.map((inputs) => rowOfInputs(dataset, inputs));
    }
  }
}

/**
 * Answers points; those that the model cannot use keep their problem.
 * @param explains whether the way of the first one is told as well
 */
export function answerRows(
  checkpoint: StoredModel,
  rows: readonly UnansweredRow[],
  explains = false,
): PointPredictions {
  const context = modelContext(checkpoint);
  const usable = rows.flatMap(({ inputs }) => (inputs === null ? [] : [inputs]));
  const predictions = usable.length === 0 ? [] : predictPoints(context, usable);
  const { columns, values } = answerColumns(context, Float64Array.from(usable.flat()));
  let next = 0;
  const answered = rows.map((row): PredictionRow => {
    if (row.inputs === null) return { ...row, answer: null, prediction: null };
    const index = next++;
    return { ...row, answer: [...values(index)], prediction: predictions[index] ?? null };
  });
  const [first] = answered;
  const steps =
    !explains || first === undefined || first.answer === null || first.prediction === null
      ? null
      : {
          columns: computedColumns(checkpoint.dataset, first),
          outputs: columns.map((name, c) => ({ name, value: first.answer?.[c] ?? NaN })),
          reading: explainAnswer(context, first.prediction),
        };
  return { step: checkpoint.state.step, columns, rows: answered, steps };
}

/** Writes answered points as CSV: the columns of the data first. @returns the number of rows */
export function savePredictions(
  checkpoint: StoredModel,
  { columns, rows }: PointPredictions,
  to: string,
): number {
  const own = rows.some(({ cells }) => cells === null)
    ? [...new Set(rows.flatMap(({ given }) => Object.keys(given)))]
    : readEncoders(checkpoint.dataset).map(({ column }) => column);
  const names = uniqueColumns(own, [...columns, 'note']);
  writeTable(to, {
    columns: [...names.theirs, ...names.ours],
    rows: rows.length,
    row: (index) => {
      const row = at(rows, index);
      const cells = own.map((name) => row.given[name]);
      return [
        ...cells.map((cell) => (typeof cell === 'number' ? cell : cellText(cell))),
        ...(row.answer ?? columns.map(() => '')),
        describeRemark(row),
      ];
    },
  });
  return rows.length;
}
