import type { ModelKind } from '../../../src-shared/models';
import type { FileDatasetSpec } from '../../../src-shared/experiment/schema';
import type { DatasetFacts, TargetScaler } from '../../../src-shared/run/record/dataset-facts';
import { sha256, stableJson } from '../../files/hash';
import { findSettings } from '../prepare/roles';
import type { StreamedInputs } from './fit-inputs';
import type { FirstSums } from './rows/first-sums';
import { REASONS } from './rows/row-rules';
import { splitSeed } from './streamed-choices';
import type { StreamedTable } from './streamed-columns';

interface StreamedRun {
  readonly spec: FileDatasetSpec;
  readonly seed: number;
  readonly kind: ModelKind;
  readonly table: StreamedTable;
  readonly sums: FirstSums;
  readonly inputs: StreamedInputs;
  readonly heldRows: number;
  readonly classes: readonly (number | string)[];
  readonly targetScaler: TargetScaler | null;
}

/** What a run's record says of a table that was streamed. */
export function streamedFacts(run: StreamedRun): DatasetFacts {
  const { spec, seed, table, sums, inputs, heldRows, classes, targetScaler } = run;
  const { files, columns, fileRows, filteredRows } = table;
  const { filter, sample, weight, target, split } = spec;
  const tableRows = fileRows.reduce((sum, rows) => sum + rows, 0);
  const dropped = REASONS.flatMap((reason, i) => {
    const rows = sums.droppedByReason[i] ?? 0;
    return rows === 0 ? [] : [[reason, rows] as const];
  });
  const method = split.method === 'last' ? 'last' : 'random';
  const drawn =
    sample === null ? null : { ...sample, seed: sample.method === 'random' ? (sample.seed ?? seed) : null };
  return {
    name: files.name,
    path: files.path,
    sha256: files.sha256,
    rows: sums.trainRows + sums.validationRows,
    droppedRows: dropped.reduce((sum, [, rows]) => sum + rows, 0),
    droppedByReason: Object.fromEntries(dropped),
    ...(filter === null ? {} : { filteredRows }),
    ...(sample === null ? {} : { unsampledRows: sums.unsampled }),
    leftOut: [],
    trainRows: sums.trainRows,
    validationRows: sums.validationRows,
    features: [...inputs.names],
    target,
    schema: columns.map(({ name, type }, c) => ({
      name,
      type,
      role: c < spec.features.length ? 'feature' : name === target ? 'target' : 'weight',
    })),
    encoders: inputs.columns.map(({ encoder }) => encoder),
    classes: [...classes],
    featureRanges: inputs.ranges,
    scaler: inputs.scaler,
    ...(targetScaler === null ? {} : { targetScaler }),
    weight,
    filter,
    sample: drawn,
    split:
      sums.validationRows === 0 ? null : { method, seed: method === 'random' ? splitSeed(spec, seed) : null },
    rowsSha256: null,
    stream: { files: files.files.length, tableRows, heldRows },
    notes: notes(run, tableRows),
    fingerprint: fingerprint(run, drawn),
  };
}

/** What differs from a table that is held. */
function notes({ spec, kind, table, sums, heldRows }: StreamedRun, tableRows: number): string[] {
  const files = table.files.files.length;
  const isAll = heldRows === sums.trainRows + sums.validationRows;
  const told = [
    `The ${tableRows.toLocaleString('en')} rows of ${files === 1 ? 'one file' : `${files.toLocaleString('en')} files`} are streamed in blocks and never held whole; training and validation rows are told apart by the row's number and the seed.`,
  ];
  const usesMiddle =
    spec.scaling === 'robust' ||
    [spec.missing, ...spec.features.map((name) => findSettings(spec, name)?.settings.missing)].some(
      (policy) => policy === 'median' || policy === 'mostFrequent',
    );
  if (!isAll)
    told.push(
      `Pictures and the metrics logged on the way are of a sample of ${heldRows.toLocaleString('en')} rows${usesMiddle ? '; so are medians, quartiles and most frequent numbers' : ''}. The last metrics are of all rows.`,
    );
  const differs = DIFFERS[kind];
  return differs === undefined ? told : [...told, differs];
}

/** How a kind is trained on rows that are streamed, where that is another way than on rows that are held. */
const DIFFERS: Partial<Record<ModelKind, string>> = {
  kmeans:
    'k-means takes the next rows of shuffled blocks as mini-batches, with one start on the held sample and without a tolerance.',
  svm: 'The SVM is trained by averaged stochastic gradient descent in place of dual coordinate descent: the objective is the same, and no duality gap tells how near its optimum it is.',
  network: 'Batches are drawn from shuffled blocks, not from all rows at once.',
};

/** Equal for equal files and equal choices. */
function fingerprint({ spec, seed, table }: StreamedRun, sample: object | null): string {
  const { features, target, weight, missing, missingValue, scaling, encoding, rejects, filter } = spec;
  const { split, validationSplit, targetScaling, dialect } = spec;
  return sha256(
    stableJson({
      streamed: table.files.sha256,
      columns: table.columns.map(({ name, type }) => [name, type]),
      ...{ features, target, weight, missing, scaling, encoding, rejects, filter, sample },
      missingValue: missing === 'constant' ? missingValue : null,
      targetScaling,
      na: dialect?.na ?? null,
      split: validationSplit === 0 ? null : [split.method, validationSplit, splitSeed(spec, seed)],
      columnSettings: spec.columnSettings
        .filter(({ name }) => table.columns.some((column) => column.name === name))
        .map(({ type: _, ...rest }) => rest)
        .filter((rest) => Object.keys(rest).length > 1),
    }),
  );
}
