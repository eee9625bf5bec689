import { BAD_INPUT_KINDS } from '../../../src-shared/errors';
import { unconvergedText } from '../../../src-shared/run/live/convergence';
import type { RunResult, StoredRun } from '../../../src-shared/run/record/record';
import type { CommonValues } from '../declare/command';
import type { Services } from '../services/services';
import { leftOutLines, metricLines, noteLines } from './run-lines';
import { document, printError, printJson, printLine, printNotice, ProgressLine, short } from '../print/print';

/** Waits for a run and prints it; Ctrl-C stops it with a checkpoint. @returns the exit code */
export async function waitFor(
  { record }: StoredRun,
  options: CommonValues,
  services: Services,
): Promise<number> {
  const line = new ProgressLine();
  const off = services.runs.onPush((name, payload) => {
    if (name !== 'run.events' || !('events' in payload)) return;
    for (const event of payload.events) {
      if (event.runId !== record.id) continue;
      if (event.type === 'loading') {
        const share = event.totalBytes > 0 ? event.bytes / event.totalBytes : 0;
        line.show(record.name, share, `loading · ${event.rows.toLocaleString('en')} rows`);
      }
      if (event.type === 'finding') {
        line.clear();
        printNotice(`${record.name}: ${event.finding.message}`);
      }
      if (event.type !== 'progress') continue;
      const detail = `${event.step.toLocaleString('en')} / ${event.totalSteps.toLocaleString('en')} · ${Math.round(event.stepsPerSecond).toLocaleString('en')}/s`;
      line.show(record.name, event.step / event.totalSteps, detail);
    }
  });
  const stop = (): void => {
    try {
      services.runs.controls.stop(record.id);
    } catch {
      // It has ended already.
    }
  };
  process.once('SIGINT', stop);
  const ended = await services.runs.whenOver(record.id);
  process.off('SIGINT', stop);
  off();
  line.clear();
  if (options.json === true) printJson(document(ended));
  else printSummary(ended);
  ended.record.notices?.forEach(printNotice);
  const { error } = ended.record;
  if (error === null) return 0;
  if (options.json !== true) printError(error);
  return BAD_INPUT_KINDS.has(error.kind) ? 2 : 1;
}

function printSummary({ record, path }: StoredRun): void {
  const engine = record.engine === null ? '' : ` on ${record.engine.kind}`;
  printLine(
    `${record.name} (seed ${record.experiment.seed}): ${record.status} after ${record.steps} steps in ${short(record.elapsedMs / 1000)} s${engine}`,
  );
  for (const line of [...metricLines(record), ...leftOutLines(record), ...noteLines(record)])
    printLine(`  ${line}`);
  if (record.result?.kind === 'kmeans') {
    const features = record.dataset?.features ?? [];
    record.result.clusterCenters.forEach((center, c) => {
      const place = center.map((value, j) => `${features[j] ?? ''} ${short(value)}`).join(', ');
      printLine(
        `  cluster ${c}${(record.clusterNames[c] ?? '') === '' ? '' : ` ${record.clusterNames[c]}`}: ${place} · ${record.result?.kind === 'kmeans' ? (record.result.clusterSizes[c] ?? 0) : 0} rows`,
      );
    });
  }
  if (record.result?.kind === 'svm') printSvm(record.result);
  const unconverged = unconvergedText(record);
  if (unconverged !== null) {
    const offer = record.findings.find(({ kind }) => kind === 'notConverged')?.offer;
    const settings = (offer?.changes ?? []).map(({ path, value }) => `--set ${path}=${String(value)}`);
    printLine(`  ${unconverged}${settings.length === 0 ? '' : ` · try ${settings.join(' ')}`}`);
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
      `  cross-validation, ${folds.length} folds: accuracy ${short(accuracy.mean)} ± ${short(accuracy.std)} (standard deviation of the folds, divided by n)`,
    );
  }
  if (calibration !== null) {
    printLine(
      `  probabilities by Platt scaling on ${calibration.rows} ${calibration.fittedOn === 'validation' ? 'validation' : 'cross-validated'} rows · log loss ${short(calibration.logLoss)}`,
    );
  }
}
