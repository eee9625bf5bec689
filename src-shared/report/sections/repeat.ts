import { MODELS } from '../../models';
import { listDataPaths } from '../../run/record/data-files';
import type { RunRecord } from '../../run/record/record';
import { describeRunCheck } from '../../run/text/run-check-text';
import { baseName } from '../html/base-name';
import { html, name, type Html } from '../html/html';
import type { Subject } from '../input';
import { factsHtml, section } from './table-html';

/** The program and the machine whose numbers these are. */
export function environmentSection(all: readonly RunRecord[]): Html {
  const records = all.filter(({ external }) => external === undefined);
  const [first] = records;
  if (first === undefined) return html``;
  const texts = (read: (record: RunRecord) => string): string => [...new Set(records.map(read))].join('; ');
  return section(
    'Environment',
    factsHtml([
      ['Benchtop', texts(({ environment }) => environment.benchtop)],
      ['Engine', texts(({ engine }) => (engine === null ? 'none yet' : ENGINES[engine.kind]))],
      ['TensorFlow', texts(({ environment }) => environment.tensorflow ?? 'not loaded')],
      ['Node, V8', texts(({ environment: { node, v8 } }) => (v8 === null ? node : `${node}, ${v8}`))],
      ['Electron', texts(({ environment }) => environment.electron ?? 'none: the command line')],
      ['Platform', texts(({ environment }) => environment.platform)],
      [
        'Mathematical functions',
        texts(({ environment }) =>
          environment.math === 'portable' ? 'Benchtop’s own: the same bits everywhere' : 'the runtime’s',
        ),
      ],
    ]),
  );
}

const ENGINES = { typed: 'Benchtop’s own (typed arrays, WebAssembly)', tensorflow: 'TensorFlow' } as const;

/** How to make the same numbers again: from a capsule, and from the experiment alone. */
export function repeatSection(subject: Subject): Html {
  const records = subject.kind === 'run' ? [subject.run.record] : subject.records;
  const ids = subject.kind === 'group' ? [subject.group.id] : records.map(({ id }) => id);
  const shown = ids.slice(0, MOST_NAMED).join(' ');
  const more = ids.length > MOST_NAMED ? ' …' : '';
  const first = records.find(({ external }) => external === undefined);
  if (first === undefined && records.length > 0)
    return section(
      'How to repeat it',
      html`<p>These numbers were logged by another program: it is that one that repeats them.</p>`,
    );
  const single = subject.kind === 'run' ? subject.run.record : null;
  const check = single?.check ?? null;
  return section(
    'How to repeat it',
    html`<p>
        Whoever has the workspace packs the runs with their data into one file; whoever gets it takes it in,
        and looks whether training gives the same numbers:
      </p>
      <pre>
benchtop pack ${shown}${more} --to work.benchtop --with-data
benchtop unpack work.benchtop
benchtop check ${first?.id ?? 'RUN'}</pre>
      ${check === null ? '' : html`<p>Run again and checked: ${name(describeRunCheck(check))}</p>`}
      <p>
        With the seed and the settings below, the same data and the same engine, the numbers are the same.
      </p>
      ${experimentHtml(subject)}`,
  );
}

const MOST_NAMED = 12;

/** The experiment as a document that can be saved and run. */
function experimentHtml(subject: Subject): Html {
  const experiment =
    subject.kind === 'group'
      ? subject.group.experiment
      : subject.kind === 'run'
        ? subject.run.record.experiment
        : null;
  if (experiment === null || !(experiment.model.kind in MODELS)) return html``;
  const paths = listDataPaths(experiment);
  const [path] = paths;
  const data = path === undefined ? '' : ` --data ${quoted(baseName(path))}`;
  // Where files lay says who somebody is, and helps nobody elsewhere.
  const shared = JSON.stringify(
    experiment,
    (_, value: unknown) => (typeof value === 'string' && paths.includes(value) ? baseName(value) : value),
    1,
  );
  const repeat =
    subject.kind === 'group' && subject.group.plan.kind === 'repeat'
      ? ` --repeat ${subject.group.plan.n}`
      : '';
  return html`<p>From the data file alone: save this experiment as <code>experiment.json</code>, then</p>
    <pre>benchtop run experiment.json${data}${repeat}</pre>
    <pre>${shared}</pre>`;
}

/** An argument as a shell takes it. */
function quoted(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}
