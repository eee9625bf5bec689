import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fail } from '../../../../src-shared/errors';
import { REPORT_ENDINGS, REPORT_FORMATS, type ReportFormat } from '../../../../src-shared/report/format';
import type { ReportOf } from '../../../../src-shared/ipc/answers/reports';
import { writeFileDurable } from '../../../files/durable';
import { command } from '../../declare/command';
import { text } from '../../declare/option';
import { findRun } from '../../inputs/find-run';
import { reading } from '../../output/reading-progress';
import { printJson, printLine } from '../../print/print';
import type { Services } from '../../services/services';

/** A document of a run, of several side by side, or of a group. */
export const report = command({
  name: 'report',
  group: 'Results',
  summary: 'a page, a methods paragraph or tables of a run, a comparison or a group; a page of the notebook',
  about:
    'One run gives a report of it, several are compared, a group’s id gives a report of the group. The page is one HTML file without scripts, with its figures inside. The words and tables are for papers; without --to they are printed. A page of the notebook (--notes) becomes one HTML file with all that it embeds.',
  operands: [
    {
      name: 'RUN',
      about: 'runs’ ids, the beginnings of them, or last; or one group’s id',
      isRepeated: true,
      completion: 'runs',
    },
  ],
  options: {
    notes: text('NAME', 'a page of the notebook, in place of runs'),
    to: text('FILE', 'to write, which must not be there yet'),
    format: text('FORMAT', 'of the document; left out: by the ending of the file, else html', {
      choices: REPORT_FORMATS,
    }),
  },
  examples: [
    ['report last --to run.html', 'the newest run as a page'],
    ['report last 20260101 --format latex', 'two runs as tables for a paper, printed'],
    ['report --notes Moons --to moons.html', 'a page of the notebook, with its figures'],
    ['report last --format methods', 'a paragraph for the methods of a paper'],
  ],
  asksWorker: true,
  async run({ operands, options }, services) {
    const format = findFormat(options.format, options.to);
    const to = options.to === undefined ? null : resolve(options.to);
    if (to === null && format === 'html')
      throw fail('usage', 'Say where to: --to FILE.html.', { field: 'to' });
    if (to !== null && existsSync(to))
      throw fail('usage', `${to} exists already: choose another name.`, { file: to, field: 'to' });
    const of =
      options.notes === undefined
        ? findSubject(operands, services)
        : findPage(options.notes, operands, services);
    const written = await reading('the report', services, (task) =>
      services.runs.reports.make(of, format, task),
    );
    if (to !== null) {
      writeFileDurable(to, written);
      if (options.json === true) printJson({ path: to, format });
      else printLine(to);
    } else if (options.json === true) printJson({ format, text: written });
    else printLine(written.replace(/\r?\n$/, ''));
    return 0;
  },
});

/** @throws BenchtopError `usage` for a format that there is not */
function findFormat(named: string | undefined, to: string | undefined): ReportFormat {
  if (named !== undefined) {
    const found = REPORT_FORMATS.find((format) => format === named);
    if (found !== undefined) return found;
    throw fail('usage', `--format must be ${REPORT_FORMATS.join(', ')}, not "${named}".`, {
      field: 'format',
    });
  }
  const ending = extname(to ?? '')
    .slice(1)
    .toLowerCase();
  return REPORT_FORMATS.find((format) => format !== 'methods' && REPORT_ENDINGS[format] === ending) ?? 'html';
}

/** @throws BenchtopError where there is no such page, or runs are named too */
function findPage(name: string, words: readonly string[], { workspace }: Services): ReportOf {
  if (words.length > 0)
    throw fail('usage', 'Name a page of the notebook (--notes) or runs, not both.', { field: 'notes' });
  return { kind: 'note', name: workspace.notes.read(name).name };
}

/** @throws BenchtopError where there is no such run, or a group is named among others */
function findSubject(words: readonly string[], services: Services): ReportOf {
  if (words.length === 0)
    throw fail(
      'usage',
      'Name runs by their ids, the beginnings of them, or "last"; or a group; or a page by --notes.',
    );
  const { groups } = services.workspace;
  const group = words.find((word) => groups.has(word));
  if (group === undefined)
    return { kind: 'runs', ids: words.map((word) => findRun(word, services).record.id) };
  if (words.length === 1) return { kind: 'group', id: group };
  throw fail('usage', `"${group}" is a group: a report is of one group, or of runs.`);
}
