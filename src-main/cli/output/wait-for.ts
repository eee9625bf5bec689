import { BAD_INPUT_KINDS } from '../../../src-shared/errors';
import { unconvergedText } from '../../../src-shared/run/live/convergence';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { modelReport } from '../../algorithms/models/reports';
import type { CommonValues } from '../declare/command';
import type { Services } from '../services/services';
import { leftOutLines, metricLines, noteLines } from './run-lines';
import {
  document,
  printable,
  printError,
  printJson,
  printLine,
  printNotice,
  ProgressLine,
  short,
} from '../print/print';

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
    `${printable(record.name)} (seed ${record.experiment.seed}): ${record.status} after ${record.steps} steps in ${short(record.elapsedMs / 1000)} s${engine}`,
  );
  for (const line of [...metricLines(record), ...leftOutLines(record), ...noteLines(record)])
    printLine(`  ${line}`);
  for (const line of modelLines(record)) printLine(`  ${line}`);
  const unconverged = unconvergedText(record);
  if (unconverged !== null) {
    const offer = record.findings.find(({ kind }) => kind === 'notConverged')?.offer;
    const settings = (offer?.changes ?? []).map(({ path, value }) => `--set ${path}=${String(value)}`);
    printLine(`  ${unconverged}${settings.length === 0 ? '' : ` · try ${settings.join(' ')}`}`);
  }
  printLine(`  ${path}`);
}

function modelLines(record: RunRecord): readonly string[] {
  const { result } = record;
  if (result === null) return [];
  return modelReport(result.kind).describeModel({ result, record, format: short });
}
