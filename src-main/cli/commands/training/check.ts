import { fail } from '../../../../src-shared/errors';
import { describeRunCheck } from '../../../../src-shared/run/text/run-check-text';
import { leftOutText } from '../../../../src-shared/run/figures/left-out-text';
import { command } from '../../declare/command';
import { findRun } from '../../inputs/find-run';
import { RUN } from '../../options/operands';
import { printJson, printLine } from '../../print/print';
import { leftOutLines } from '../../output/run-lines';

/** Runs a run again and compares the numbers; exits with 1 where they differ. */
export const check = command({
  name: 'check',
  group: 'Training',
  summary: 'run it again and compare the numbers, step by step',
  about: 'Exits with 0 where the numbers are the same or close, with 1 where they differ.',
  operands: [RUN],
  options: {},
  examples: [['check last', 'whether the newest run can be repeated']],
  asksWorker: true,
  async run({ operands, options }, services) {
    const { record } = findRun(operands[0], services);
    const started = await services.runs.checks.start(record.id);
    const stop = (): void => {
      services.runs.controls.stop(started.record.id);
    };
    process.once('SIGINT', stop);
    const again = await services.runs.checks.whenChecked(started.record.id);
    process.off('SIGINT', stop);
    const { check: result } = again.record;
    if (result === null)
      throw fail('conflict', `The repetition was ${again.record.status} on its way: nothing was compared.`);
    if (options.json === true) {
      const leftOut = record.dataset === null ? null : leftOutText(record.dataset);
      printJson({ run: record.id, repetition: again.record.id, leftOut, check: result });
    } else {
      printLine(`${record.name}: ${describeRunCheck(result)}`);
      for (const note of [...result.notes, ...leftOutLines(record)]) printLine(`  ${note}`);
      printLine(`  ${again.path}`);
    }
    return result.outcome === 'differs' ? 1 : 0;
  },
});
