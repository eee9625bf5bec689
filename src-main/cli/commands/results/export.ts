import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { BenchtopError, fail } from '../../../../src-shared/errors';
import { HISTORY_FILES } from '../../../../src-shared/models';
import type { StoredRun } from '../../../../src-shared/run/record/record';
import { MODEL_FORMATS, TRACKER_FORMATS, type ModelFormat } from '../../../../src-shared/run/model-file';
import { copyFileDurable, copyFolderDurable } from '../../../files/copies';
import { writeFileDurable } from '../../../files/durable';
import { command } from '../../declare/command';
import { text, wholeNumber } from '../../declare/option';
import { findRun, noteModel } from '../../inputs/find-run';
import { RUN } from '../../options/operands';
import { printJson, printLine, printNotice } from '../../print/print';
import { exportToTracker, isTrackerFormat } from './export-tracker';
import { reading } from '../../output/reading-progress';
import type { Services } from '../../services/services';

const FILES: Readonly<Record<string, string>> = {
  metrics: 'metrics.csv',
  ...Object.fromEntries(HISTORY_FILES.map((file) => [basename(file, '.csv'), file])),
};

/** Made from the run's data, at a step: by the format of the file. */
const EVALUATIONS = { evaluation: 'json', curves: 'csv' } as const;

const FORMATS = [
  ...Object.keys(FILES),
  'predictions',
  ...Object.keys(EVALUATIONS),
  'json',
  'checkpoint',
  'folder',
  ...MODEL_FORMATS,
  ...TRACKER_FORMATS,
];

/** Writes a part of a run to a file or folder. */
export const exportRun = command({
  name: 'export',
  group: 'Results',
  summary: 'write a part of a run, or runs for other trackers, to a file or folder',
  operands: [{ ...RUN, isRepeated: true }],
  options: {
    format: text('WHAT', 'to write', { choices: FORMATS }),
    to: text('PATH', 'which must not be there yet'),
    step: wholeNumber(
      'N',
      'with evaluation, curves, predictions, checkpoint and models: of a checkpoint; the finished model without the option',
      { min: 0 },
    ),
  },
  examples: [
    ['export last --format curves --to roc.csv', 'ROC and precision-recall, or the residuals'],
    ['export last 2026 --format tensorboard --to logs', 'for tensorboard --logdir logs'],
  ],
  async run({ operands, options }, services) {
    const run = findRun(operands[0], services);
    const { format, to } = options;
    if (format === undefined || !FORMATS.includes(format) || to === undefined) {
      throw fail('usage', `Say what and where: --format ${FORMATS.join('|')} --to PATH.`, {
        field: 'format',
      });
    }
    const target = resolve(to);
    if (existsSync(target))
      throw fail('usage', `${target} exists already: choose another name.`, { file: target, field: 'to' });
    if (isTrackerFormat(format)) {
      await exportToTracker(operands, format, target, services);
      if (options.json === true) printJson({ path: target });
      else printLine(target);
      return 0;
    }
    if (operands.length > 1)
      throw fail(
        'usage',
        `Several runs go into one place by ${TRACKER_FORMATS.join(', ')} only: name one run.`,
      );
    const at = options.step ?? null;
    if (format === 'evaluation' || format === 'curves') {
      await noteModel(run.record.id, at, services);
      const file = { to: target, format: EVALUATIONS[format] };
      await reading(run.record.dataset?.name ?? run.record.name, services, (task) =>
        services.runs.models.exportEvaluation(run.record.id, at, file, task),
      );
    } else if (format === 'json') {
      await exportDocument(run, at, target, services);
    } else if (format === 'folder') copyFolderDurable(run.path, target);
    else if (format === 'checkpoint') {
      await noteModel(run.record.id, at, services);
      await services.runs.models.exportCheckpoint(run.record.id, at, target);
    } else if (isModelFormat(format)) {
      await noteModel(run.record.id, at, services);
      const file = { to: target, format };
      await reading(run.record.dataset?.name ?? run.record.name, services, (task) =>
        services.runs.models.exportModel(run.record.id, at, file, task),
      );
    } else if (format === 'predictions') {
      await noteModel(run.record.id, at, services);
      await reading(run.record.dataset?.name ?? run.record.name, services, (task) =>
        services.runs.models.exportPredictions(run.record.id, at, target, task),
      );
    } else {
      const source = join(run.path, FILES[format] ?? '');
      if (!existsSync(source))
        throw fail('not-found', `This run has no ${FILES[format] ?? format}.`, { file: source });
      copyFileDurable(source, target);
    }
    if (options.json === true) printJson({ path: target });
    else printLine(target);
    return 0;
  },
});

function isModelFormat(format: string): format is ModelFormat {
  return (MODEL_FORMATS as readonly string[]).includes(format);
}

/** The run's record with all that it logged and, where it has a model, the model in the form of `weights`. */
async function exportDocument(
  { record }: StoredRun,
  step: number | null,
  target: string,
  services: Services,
): Promise<void> {
  const { step: steps, elapsedMs, series } = await services.workspace.runs.logs.readMetrics(record.id);
  const logged = Object.fromEntries(Object.entries(series).map(([name, values]) => [name, [...values]]));
  const metrics = { step: [...steps], elapsedMs: [...elapsedMs], ...logged };
  const weights = record.checkpoints.length === 0 ? null : await readWeights(record.id, step, services);
  writeFileDurable(target, `${JSON.stringify({ ...record, metrics, weights }, null, 2)}\n`);
}

/** The model as `--format weights` writes it; null, told, where it cannot be written so. */
async function readWeights(id: string, step: number | null, services: Services): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'benchtop-weights-'));
  const to = join(folder, 'weights.json');
  try {
    await services.runs.models.exportModel(id, step, { to, format: 'weights' });
    return JSON.parse(await readFile(to, 'utf8')) as unknown;
  } catch (error) {
    if (!(error instanceof BenchtopError)) throw error;
    printNotice(`The document is without the model: ${error.info.message}`);
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
