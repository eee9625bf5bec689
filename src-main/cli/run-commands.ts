import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BAD_INPUT_KINDS, fail } from '../../src-shared/errors';
import { forkedExperiment } from '../../src-shared/experiment/fork';
import { parseExperiment, type Experiment } from '../../src-shared/experiment/schema';
import { decodeNumber, type RunResult, type StoredRun } from '../../src-shared/run/record';
import { checkWords } from '../../src-shared/run/check-words';
import { checkpointOf } from '../runs/checkpoint-of';
import { wholeNumber, type Arguments } from './arguments';
import { withOptions } from './experiment-options';
import { repeatRuns, resumeGroup, sweepRuns } from './group-commands';
import { document, printError, printJson, printLine, printNotice, ProgressLine, short } from './output';
import { bundledNames } from '../workspace';
import { BUNDLED, type Services } from './services';

/** `run EXPERIMENT`: trains it and waits. @returns the exit code */
export async function runCommand(args: Arguments, services: Services): Promise<number> {
  const experiment = experimentOf(args, services);
  if (args.options.repeat !== undefined) return repeatRuns(experiment, args, services);
  return waitFor([await services.runs.start(experiment, null)], args, services, false);
}

/** `sweep EXPERIMENT`: trains it with other settings. @returns the exit code */
export async function sweepCommand(args: Arguments, services: Services): Promise<number> {
  return sweepRuns(experimentOf(args, services), args, services);
}

function experimentOf(args: Arguments, services: Services): Experiment {
  const [name] = args.operands;
  if (name === undefined) {
    throw fail('usage', `Name an experiment: a file, or one of ${bundledNames(BUNDLED).join(', ')}.`);
  }
  return parseExperiment(withOptions(documentOf(name, services), args), existsSync(name) ? name : undefined);
}

/** `resume RUN`: goes on from its last checkpoint. */
export async function resumeCommand(args: Arguments, services: Services): Promise<number> {
  const group = services.runs.groups.list().find(({ id }) => id === args.operands[0]);
  if (group !== undefined) return resumeGroup(group.id, args, services);
  const id = findRun(args.operands[0], services).record.id;
  return waitFor([await services.runs.continueRun(id)], args, services, false);
}

/** `check RUN`: runs it again and compares the numbers. @returns 0 where they are the same or close */
export async function checkCommand(args: Arguments, services: Services): Promise<number> {
  const { record } = findRun(args.operands[0], services);
  const started = await services.runs.checks.start(record.id);
  const stop = (): void => {
    services.runs.controls.stop(started.record.id);
  };
  process.once('SIGINT', stop);
  const again = await services.runs.checks.whenChecked(started.record.id);
  process.off('SIGINT', stop);
  const { check } = again.record;
  if (check === null)
    throw fail('conflict', `The repetition was ${again.record.status} on its way: nothing was compared.`);
  if (args.options.json === true) printJson({ run: record.id, repetition: again.record.id, check });
  else {
    printLine(`${record.name}: ${checkWords(check)}`);
    for (const note of check.notes) printLine(`  ${note}`);
    printLine(`  ${again.path}`);
  }
  return check.outcome === 'differs' ? 1 : 0;
}

/** `fork RUN`: a new run from one of its checkpoints, with other settings. */
export async function forkCommand(args: Arguments, services: Services): Promise<number> {
  const { record } = findRun(args.operands[0], services);
  const { options } = args;
  const fixed = NOT_FOR_A_FORK.find((name) => options[name] !== undefined);
  if (fixed !== undefined)
    throw fail('usage', `--${fixed} cannot be used with fork: say what changes by --set path=value.`, {
      field: fixed,
    });
  // A step without a checkpoint may have a moment: the service knows.
  const step =
    options.step === undefined ? checkpointOf(record, null).step : wholeNumber(options.step, 'step', 0);
  const experiment = parseExperiment(withOptions(forkedExperiment(record, step), args));
  return waitFor([await services.runs.fork(record.id, step, experiment, null)], args, services, false);
}

const NOT_FOR_A_FORK = ['data', 'columns', 'repeat'] as const;

async function waitFor(
  started: readonly StoredRun[],
  args: Arguments,
  services: Services,
  asList: boolean,
): Promise<number> {
  const line = new ProgressLine();
  const off = services.runs.onPush((name, payload) => {
    if (name !== 'run.events' || !('events' in payload)) return;
    for (const event of payload.events) {
      const record = started.find((run) => run.record.id === event.runId)?.record;
      if (event.type === 'loading') {
        const share = event.totalBytes > 0 ? event.bytes / event.totalBytes : 0;
        line.show(record?.name ?? event.runId, share, `loading · ${event.rows.toLocaleString('en')} rows`);
      }
      if (event.type === 'finding') {
        line.clear();
        printNotice(`${record?.name ?? event.runId}: ${event.finding.message}`);
      }
      if (event.type !== 'progress') continue;
      const detail = `${event.step.toLocaleString('en')} / ${event.totalSteps.toLocaleString('en')} · ${Math.round(event.stepsPerSecond).toLocaleString('en')}/s`;
      line.show(record?.name ?? event.runId, event.step / event.totalSteps, detail);
    }
  });
  const stopAll = (): void => {
    for (const { record } of started) {
      try {
        services.runs.controls.stop(record.id);
      } catch {
        // It has ended already.
      }
    }
  };
  process.once('SIGINT', stopAll);
  const ended = await Promise.all(started.map((run) => services.runs.whenOver(run.record.id)));
  process.off('SIGINT', stopAll);
  off();
  line.clear();
  if (args.options.json === true) printJson(asList ? ended.map(document) : document(ended[0]));
  else for (const run of ended) printSummary(run);
  for (const { record } of ended) record.notices?.forEach(printNotice);
  const failures = ended.flatMap(({ record }) => (record.error === null ? [] : [record.error]));
  if (failures.length === 0) return 0;
  if (args.options.json !== true) failures.forEach(printError);
  return failures.every(({ kind }) => BAD_INPUT_KINDS.has(kind)) ? 2 : 1;
}

function printSummary({ record, path }: StoredRun): void {
  const metrics = Object.entries(record.summary).map(
    ([name, value]) => `${name} ${short(decodeNumber(value))}`,
  );
  const engine = record.engine === null ? '' : ` on ${record.engine.kind}`;
  printLine(
    `${record.name} (seed ${record.experiment.seed}): ${record.status} after ${record.steps} steps in ${short(record.elapsedMs / 1000)} s${engine} · ${metrics.join(' · ')}`,
  );
  if (record.result?.kind === 'kmeans') {
    const features = record.dataset?.features ?? [];
    record.result.clusterCenters.forEach((center, c) => {
      const place = center.map((value, j) => `${features[j] ?? ''} ${short(value)}`).join(', ');
      printLine(
        `  cluster ${c}${(record.clusterNames[c] ?? '') === '' ? '' : ` ${record.clusterNames[c]}`}: ${place} · ${record.result?.kind === 'kmeans' ? (record.result.clusterSizes[c] ?? 0) : 0} rows`,
      );
    });
  }
  if (record.result?.kind === 'svm') {
    printSvm(record.result);
  }
  printLine(`  ${path}`);
}

function printSvm(result: Extract<RunResult, { kind: 'svm' }>): void {
  const { classes, coef, intercept, marginWidth, crossValidation, calibration } = result;
  coef.forEach((weights, k) => {
    const of = coef.length === 1 ? '' : `  ${String(classes[k] ?? k)} against the rest:`;
    const width = marginWidth === null ? '' : ` · margin width ${short(marginWidth)}`;
    printLine(`${of}  w (${weights.map(short).join(', ')}) · b ${short(intercept[k] ?? 0)}${width}`);
  });
  if (crossValidation !== null) {
    const { accuracy, folds } = crossValidation;
    printLine(
      `  cross-validation, ${folds.length} folds: accuracy ${short(accuracy.mean)} ± ${short(accuracy.std)}`,
    );
  }
  if (calibration !== null) {
    printLine(
      `  probabilities by Platt scaling on ${calibration.rows} ${calibration.fittedOn === 'validation' ? 'validation' : 'cross-validated'} rows · log loss ${short(calibration.logLoss)}`,
    );
  }
}

/** A bundled experiment, a saved one, or a file; relative data paths are the file's neighbours. */
function documentOf(name: string, services: Services): unknown {
  const saved = services.workspace.experiments
    .list()
    .find(({ id, experiment }) => id === `bundled-${name}` || id === name || experiment.name === name);
  if (!existsSync(name)) {
    if (saved !== undefined) return saved.experiment;
    throw fail(
      'file-missing',
      `There is no experiment "${name}": give a file, or one of ${bundledNames(BUNDLED).join(', ')}.`,
      { file: name },
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(name, 'utf8'));
  } catch (error) {
    throw fail('invalid-experiment', `${name} is not a readable JSON file: ${(error as Error).message}.`, {
      file: name,
    });
  }
  const dataset = (content as { dataset?: { path?: unknown } } | null)?.dataset;
  if (typeof dataset?.path === 'string') dataset.path = resolve(dirname(name), dataset.path);
  return content;
}

/** A run by its id, the beginning of it, or `last`. @throws BenchtopError */
export function findRun(text: string | undefined, services: Services): StoredRun {
  if (text === undefined) throw fail('usage', 'Name a run by its id, the beginning of it, or "last".');
  const { runs } = services.workspace;
  if (text === 'last') {
    const [newest] = runs.list(1);
    if (newest !== undefined) return newest;
  }
  const found = runs.ids().filter((id) => id.startsWith(text));
  const exact = found.find((id) => id === text) ?? (found.length === 1 ? found[0] : undefined);
  if (exact !== undefined) return runs.get(exact);
  if (found.length > 1) throw fail('usage', `"${text}" begins ${found.length} runs: give more of the id.`);
  throw fail(
    'not-found',
    `There is no run "${text}" in ${services.workspace.folder}: "benchtop runs" lists them.`,
  );
}
