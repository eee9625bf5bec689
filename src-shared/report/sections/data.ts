import { GENERATORS } from '../../dataset/generators';
import { leftOut } from '../../run/figures/left-out-text';
import { measuringText } from '../../run/figures/measured-text';
import { MODELS } from '../../models';
import type { DatasetFacts } from '../../run/record/dataset-facts';
import { decodeNumber } from '../../run/record/stored-number';
import type { RunRecord } from '../../run/record/record';
import { baseName } from '../html/base-name';
import { html, name, type Html } from '../html/html';
import { count, figure, instant, quantity } from '../html/numbers';
import { factsHtml, section } from './table-html';

const SPLITS: Readonly<Record<string, string>> = {
  random: 'at random',
  stratified: 'at random within every class',
  last: 'the last rows of the table',
  column: 'by a column',
  folds: 'as a fold',
};

/** Which data a run is of: file and hash, rows used and left out, split and seeds, columns. */
export function dataSection(record: RunRecord, level: 2 | 3): Html {
  const { dataset, experiment } = record;
  if (dataset === null)
    return section('Data', html`<p>This run had not read its data: ${name(sourceText(record))}.</p>`, level);
  const left = leftOut(dataset);
  const facts: [string, Html | string][] = [
    ['Data', html`<strong>${name(dataset.name)}</strong> (${sourceText(record)})`],
    ['SHA-256', html`<code>${dataset.sha256}</code>`],
    ...(dataset.others ?? []).map((other): [string, Html] => [
      'Further file',
      html`${name(baseName(other.path))}<br /><code>${other.sha256}</code>`,
    ]),
    ['Rows used', left?.used ?? quantity(dataset.rows, 'row')],
    ...(left === null
      ? []
      : [
          [
            'Rows left out',
            html`<ul>
              ${left.reasons.map((reason) => html`<li>${name(reason)}</li>`)}
            </ul>`,
          ] as [string, Html],
        ]),
    ['Split', splitText(dataset)],
    ...(dataset.rowsSha256 === null
      ? []
      : [['Rows and parts, SHA-256', html`<code>${dataset.rowsSha256}</code>`] as [string, Html]]),
    ...testRows(record),
    ...repaired(record),
    ['Target', dataset.target === null ? 'none' : targetText(dataset)],
    ['Inputs', html`${quantity(dataset.features.length, 'input')}: ${listed(dataset.features)}`],
    ...(dataset.weight === null ? [] : [['Weights of rows', name(dataset.weight)] as [string, Html]]),
    ['Scaling', scalingText(dataset)],
    ['Seed of the experiment', String(experiment.seed)],
    ...measured(record),
  ];
  const notes = dataset.notes ?? [];
  return section(
    'Data',
    html`${factsHtml(facts)}${
      notes.length === 0
        ? ''
        : html`<ul class="note">
            ${notes.map((note) => html`<li>${name(note)}</li>`)}
          </ul>`
    }`,
    level,
  );
}

/** Rows set apart for the end: a report never looks at them, and says who did. */
function testRows({ dataset, testOpened }: RunRecord): [string, string][] {
  const rows = dataset?.testRows;
  if (rows === undefined) return [];
  if (testOpened === undefined) return [['Test rows', `${quantity(rows, 'row')} set apart, not looked at`]];
  const figures = Object.entries(testOpened.figures)
    .map(([figureName, value]) => `${figureName} ${figure(decodeNumber(value))}`)
    .join(', ');
  return [
    [
      'Test rows',
      `${quantity(rows, 'row')} set apart; looked at ${quantity(testOpened.times, 'time')}, first ${instant(testOpened.at)} with the model of step ${count(testOpened.step)}: ${figures}`,
    ],
  ];
}

/** What repairs the run's probabilities in its predictions. */
function repaired({ repair }: RunRecord): [string, string][] {
  if (repair === undefined) return [];
  const how = repair.method === 'platt' ? 'Platt’s scaling' : 'isotonic regression';
  return [
    [
      'Repair of probabilities',
      `${how}, fitted to ${quantity(repair.rows, 'validation row')}; expected calibration error ${figure(repair.before.ece)} before, ${figure(repair.after.ece)} on rows that the fit had not seen`,
    ],
  ];
}

function measured(record: RunRecord): [string, string][] {
  const { step, steps } = MODELS[record.experiment.model.kind].text;
  const text = measuringText(record, step, steps);
  return text === null ? [] : [['Curves', text]];
}

function sourceText({ experiment }: RunRecord): string {
  const { dataset } = experiment;
  if (dataset.kind === 'file') return baseName(dataset.path);
  return `generated: ${GENERATORS[dataset.generator].name}`;
}

/** "240 training and 60 validation rows, at random, seed 3". */
function splitText({ split, trainRows, validationRows }: DatasetFacts): string {
  const rows = quantity(trainRows, 'training row');
  if (validationRows === 0) return `${rows}, no validation rows`;
  const how = split === null ? '' : `, ${SPLITS[split.method] ?? split.method}`;
  const fold =
    split?.folds === undefined
      ? ''
      : ` (fold ${split.folds.fold} of ${split.folds.nSplits}, repeat ${split.folds.repeat})`;
  const seed = split === null || split.seed === null ? '' : `, seed ${split.seed}`;
  const equal = split?.groupEqualRows === true ? ', equal rows in one part' : '';
  return `${rows} and ${quantity(validationRows, 'validation row')}${how}${fold}${seed}${equal}`;
}

function targetText({ target, classes }: DatasetFacts): Html {
  if (classes.length === 0) return html`${name(target ?? '')} (numbers)`;
  return html`${name(target ?? '')} (${quantity(classes.length, 'class', 'classes')}:
  ${listed(classes.map(String))})`;
}

function scalingText({ scaler, targetScaler }: DatasetFacts): string {
  const kinds = [...new Set(scaler.kinds ?? [scaler.kind])].join(', ');
  const target =
    targetScaler === undefined ? '' : '; target standardised for training, figures in its own units';
  return `${kinds}${kinds === 'none' ? '' : ', fitted on the training rows'}${target}`;
}

const LISTED = 30;

function listed(names: readonly string[]): Html {
  const shown = names.slice(0, LISTED).map((own, i) => html`${i === 0 ? '' : ', '}${name(own)}`);
  const more = names.length - shown.length;
  return html`${shown}${more > 0 ? ` and ${count(more)} more` : ''}`;
}
