import { join } from 'node:path';
import { unconvergedText } from '../../../../src-shared/run/live/convergence';
import { bestOfRange } from '../../../../src-shared/run/figures/best-value';
import { metricLabel, validationFirst } from '../../../../src-shared/run/figures/metric-labels';
import { externalSettings, type ExternalFacts } from '../../../../src-shared/run/record/external';
import { recoveredText } from '../../../../src-shared/run/record/recovered-text';
import { decodeNumber } from '../../../../src-shared/run/record/stored-number';
import { command } from '../../declare/command';
import { findRun } from '../../inputs/find-run';
import { RUN } from '../../options/operands';
import { document, printable, printJson, printLine, table } from '../../print/print';
import { knownDataLines, leftOutLines, measuredLines, noteLines } from '../../output/run-lines';

/** A run's metrics, checkpoints and experiment. */
export const show = command({
  name: 'show',
  group: 'Results',
  summary: 'a run: its metrics, checkpoints and experiment',
  operands: [RUN],
  options: {},
  examples: [['show last', 'the newest run']],
  async run({ operands, options }, services) {
    const { id } = findRun(operands[0], services).record;
    const run = await services.workspace.runs.getRead(id);
    if (options.json === true) printJson(document(run));
    else {
      const { record } = run;
      printLine(`${printable(record.name)} · ${record.id} · ${record.status}`);
      const unconverged = unconvergedText(record);
      if (unconverged !== null) printLine(unconverged);
      printLine(run.path);
      const recovered = recoveredText(record);
      if (recovered !== null) printLine(recovered);
      if (run.locked !== undefined && services.workspace.readOnly === null) printLine(run.locked);
      for (const line of [...leftOutLines(record), ...knownDataLines(record), ...noteLines(record)])
        printLine(line);
      if (record.dataset?.validationRows === 0)
        printLine('No validation rows: every figure is of training rows.');
      printLine(
        table(
          ['metric', 'last', 'best', 'at step'],
          validationFirst(Object.keys(record.summary)).map((name) => {
            const best = bestOfRange(name, record.metricRanges?.[name], record.external?.directions);
            const last = decodeNumber(record.summary[name] ?? 'NaN');
            return [metricLabel(name), last, best?.value ?? null, best?.step ?? null];
          }),
        ),
      );
      for (const line of measuredLines(record)) printLine(line);
      if (record.isSummaryOfSample === true) printLine('The last figures are of that sample.');
      if (record.external !== undefined) {
        printExternal(record.external);
        return 0;
      }
      printLine(
        table(
          ['checkpoint', 'bytes'],
          record.checkpoints.map(({ path, bytes }) => [join(run.path, path), bytes]),
        ),
      );
      printLine(JSON.stringify(record.experiment, null, 2));
    }
    if (run.record.recovered !== undefined && run.locked === undefined)
      await services.runs.library.edit([run.record.id], { recovered: 'seen' });
    return 0;
  },
});

/** What another program says of its run, and what cannot be asked of it. */
function printExternal(facts: ExternalFacts): void {
  printLine(
    table(
      ['setting', 'value'],
      [...externalSettings(facts)].map(([path, value]) => [
        path,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  );
  printLine(
    `Logged by ${printable(facts.writer ?? 'another program')}: there is no model to go on with, fork, evaluate or predict with.`,
  );
}
