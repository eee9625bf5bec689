import { closeSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NA_TOKENS } from '../../../../src-shared/dataset/na';
import { fail } from '../../../../src-shared/errors';
import type { FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import { exportGenerated, previewFile } from '../../../dataset';
import type { ScriptData, ScriptRun } from '../../../export';
import { computePenalty } from '../../../algorithms/network/metrics';
import { readLayers } from '../../../algorithms/network/state/state';
import { lossFactor } from '../../../algorithms/network/target-scaling';
import { temporaryName } from '../../../files/durable';
import type { Checkpoint } from '../../../files/checkpoint';
import type { CallContext } from '../call-context';
import { readRunData } from './evaluate-run';

const INSTEAD = 'write it as CSV with "benchtop convert" and train on that';
const GENERATED_ROWS = 200_000;

/**
 * What a Python script needs of a run beside its model: how its data is read, and which rows were used.
 * @throws BenchtopError `invalid-data` where a script could not read such data, or its metrics are of a sample
 */
export async function readScriptFacts(
  stored: Checkpoint,
  readFrom: readonly string[] | null,
  call: CallContext,
): Promise<ScriptRun> {
  const { experiment, dataset: facts, metrics, isOfSample, state } = stored;
  if (isOfSample === true) {
    throw fail(
      'invalid-data',
      'The metrics of this step are of a sample of the rows: take the finished model, without --step.',
    );
  }
  if (facts.stream !== undefined) {
    throw fail(
      'invalid-data',
      'A script lists the rows of a run, and these were streamed: use --format onnx.',
    );
  }
  const { dataset, model } = experiment;
  const data = dataset.kind === 'file' ? await readFileFacts(dataset, facts, readFrom) : null;
  if (data === null && facts.rows > GENERATED_ROWS) {
    throw fail('invalid-data', `A script holds at most ${GENERATED_ROWS} generated rows: use --format onnx.`);
  }
  const loaded = await readRunData(stored, { readFrom }, call);
  const { rowNumbers } = loaded;
  // Generated rows stand one a line, below the header.
  const lines = rowNumbers.map((row) => (data === null ? row + 1 : (loaded.lineOf(row) ?? row)));
  const rows = { trainLines: lines.slice(0, facts.trainRows), validationLines: lines.slice(facts.trainRows) };
  const penalty =
    model.kind === 'network'
      ? computePenalty(
          model.regularizer,
          readLayers(model, state).map(({ kernel }) => kernel),
        ) * lossFactor(model.loss, facts.targetScaler)
      : 0;
  const from = data ?? (await generatedFacts(stored, call));
  return { experiment, facts, metrics, penalty, data: { ...from, ...rows } };
}

type DataFacts = Omit<ScriptData, 'trainLines' | 'validationLines'>;

async function readFileFacts(
  spec: FileDatasetSpec,
  facts: Checkpoint['dataset'],
  readFrom: readonly string[] | null,
): Promise<DataFacts> {
  const path = readFrom?.[0] ?? spec.path;
  const { columns, dialect, source, columnSettings } = spec;
  const look = await previewFile(path, { columns, dialect, source });
  const unit = columnSettings.find((column) => column.unit !== undefined);
  const found = look.dialect;
  const isOdd =
    look.format !== 'csv' ||
    (facts.others ?? []).length > 0 ||
    isPacked(path) ||
    dialect?.inlineComments === true ||
    dialect?.quotedLines === true ||
    (found.delimiter.length !== 1 && found.delimiter !== 'whitespace') ||
    (found.escape !== '' && found.escape !== found.quote);
  if (isOdd) throw fail('invalid-data', `A script reads one plain text file: ${INSTEAD}.`, { file: path });
  if (unit !== undefined) {
    throw fail(
      'invalid-data',
      `A script reads plain numbers, but "${unit.name}" has a unit beside them: ${INSTEAD}.`,
      {
        file: path,
        column: unit.name,
      },
    );
  }
  const own = columnSettings.flatMap(({ name, na }) =>
    na === undefined ? [] : [[name, ['', ...na]] as const],
  );
  return {
    name: facts.name,
    path,
    sha256: facts.sha256,
    inline: null,
    dialect: found,
    names: look.columns.map(({ name }) => name),
    missing: { '': ['', ...(dialect?.na ?? NA_TOKENS)], ...Object.fromEntries(own) },
  };
}

async function generatedFacts(
  { experiment, dataset }: Checkpoint,
  { signal }: CallContext,
): Promise<DataFacts> {
  const { dataset: spec, seed } = experiment;
  if (spec.kind !== 'generated') throw new Error('only generated data is generated');
  const path = temporaryName(join(tmpdir(), 'generated.csv'));
  try {
    await exportGenerated(spec, seed, path, signal);
    const inline = readFileSync(path);
    const [header = ''] = inline.toString('utf8').split('\n', 1);
    return {
      name: dataset.name,
      path: '',
      sha256: dataset.sha256,
      inline,
      dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', decimal: '.', thousands: '' },
      names: header.split(','),
      missing: { '': [''] },
    };
  } finally {
    rmSync(path, { force: true });
  }
}

/** Whether the file begins as gzip's do. */
function isPacked(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(2);
    readSync(file, bytes, 0, 2, 0);
    return bytes[0] === 0x1f && bytes[1] === 0x8b;
  } finally {
    closeSync(file);
  }
}
