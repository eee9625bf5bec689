import { resolve } from 'node:path';
import { command } from '../../declare/command';
import { printJson, printLine, printNotice } from '../../print/print';

/** Takes in what another program still writes. */
export const follow = command({
  name: 'follow',
  group: 'Exchange',
  summary: 'take in what another program still writes, as it grows',
  about:
    'A folder of TensorBoard’s, or one that benchtop.py writes its runs into. The window shows them live. Ctrl+C ends it; followed again, it goes on where it was.',
  operands: [
    {
      name: 'PATH',
      about: 'a folder or file of TensorBoard’s, a run’s folder, or a folder of runs',
      missing: () => 'Name a folder or file.',
      completion: 'files',
    },
  ],
  options: {},
  examples: [['follow lightning_logs', 'until Ctrl+C']],
  async run({ operands, options }, services) {
    const ended = new AbortController();
    const end = (): void => {
      ended.abort();
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    let rows = 0;
    try {
      await services.runs.trackers.follow(resolve(operands[0] ?? ''), ended.signal, (runs, notices) => {
        for (const notice of notices) printNotice(notice);
        for (const run of runs) {
          rows += 1;
          if (options.json === true) printJson(run);
          else if (run.how === 'new') printLine(`${run.id}  ${run.name}`);
        }
      });
    } finally {
      process.removeListener('SIGINT', end);
      process.removeListener('SIGTERM', end);
    }
    if (options.json !== true)
      printLine(`followed until now, ${rows.toLocaleString('en')} times with something new`);
    return 0;
  },
});
