import { MODELS } from '../../models';
import { editedWeightsText } from '../../models/network/weight-edit';
import { measuredOn, measureLabel } from '../../run/figures/metric-labels';
import type { RunRecord } from '../../run/record/record';
import { listDataPaths } from '../../run/record/data-files';
import { withBaseNames } from '../html/base-name';
import { html, name, type Html } from '../html/html';
import { count, duration, instant } from '../html/numbers';
import type { ReportedRun } from '../input';
import { curvesOf, curvesPicture, measures } from '../pictures/curves';
import { metricsTable, settingsTable, stepsText } from '../tables/run-tables';
import { dataSection } from './data';
import { evaluationSection } from './evaluation';
import { modelSection } from './model';
import { factsHtml, section, tableHtml } from './table-html';

/** Everything there is to say of one run. @param level of its headings: 3 where it is one of several */
export function runSections(run: ReportedRun, level: 2 | 3): Html {
  const { record } = run;
  return html`${overviewSection(record, level)}${curvesSection(run, level)}${evaluationSection(run, level)}${modelSection(run, level)}${record.external === undefined ? dataSection(record, level) : ''}${settingsSection(record, level)}${findingsSection(record, level)}`;
}

/** What became of the run. */
function overviewSection(record: RunRecord, level: 2 | 3): Html {
  const { step, steps } = stepWords(record);
  const facts: [string, Html | string][] = [
    [
      'Model',
      record.external === undefined
        ? MODELS[record.experiment.model.kind].text.label
        : externalText(record.external),
    ],
    ['Status', statusText(record)],
    ['Trained', stepsText(record, steps)],
    ['Time spent training', duration(record.elapsedMs)],
    ['Started', instant(record.startedAt)],
    ['Ended', instant(record.endedAt)],
    ['Run', html`<code>${record.id}</code>`],
    ...(record.parent === null
      ? []
      : [
          ['Fork of', html`<code>${record.parent.id}</code> at ${step} ${count(record.parent.step)}`] as [
            string,
            Html,
          ],
        ]),
    ...(record.editedWeights === undefined
      ? []
      : [
          [
            'Weights set by hand',
            name(editedWeightsText(record.editedWeights, record.dataset?.features ?? [])),
          ] as [string, Html],
        ]),
    ...(record.rateChanges.length === 0
      ? []
      : [
          [
            'Learning rate set by hand',
            record.rateChanges
              .map(({ step, learningRate }) => `${learningRate} after step ${count(step)}`)
              .join(', '),
          ] as [string, string],
        ]),
    ...(record.tags.length === 0 ? [] : [['Tags', name(record.tags.join(', '))] as [string, Html]]),
  ];
  const error =
    record.error === null
      ? ''
      : html`<p class="warn">
          It failed: ${name(withBaseNames(record.error.message, listDataPaths(record.experiment)))}
        </p>`;
  const note = record.note === '' ? '' : html`<p class="remark">${name(record.note)}</p>`;
  const sample =
    record.isSummaryOfSample === true
      ? html`<p class="note">The last values are of a sample of the rows.</p>`
      : '';
  const metrics =
    Object.keys(record.summary).length === 0 ? '' : html`${tableHtml(metricsTable(record))}${sample}`;
  return section('Overview', html`${error}${note}${factsHtml(facts)}${metrics}`, level);
}

/** What steps of a run are called. */
function stepWords({ external, experiment }: RunRecord): { readonly step: string; readonly steps: string } {
  return external === undefined ? MODELS[experiment.model.kind].text : { step: 'step', steps: 'steps' };
}

function externalText({ writer }: NonNullable<RunRecord['external']>): string {
  return `logged by another program${writer === null ? '' : ` (${writer})`}`;
}

function statusText({ status }: RunRecord): string {
  switch (status) {
    case 'finished':
      return 'finished';
    case 'failed':
      return 'failed';
    case 'stopped':
      return 'stopped by hand: what follows is of the model as it stood';
    case 'interrupted':
      return 'interrupted: what follows is of the last state that was kept';
    default:
      return `${status}: not finished when this report was made`;
  }
}

/** How training went: a picture for each measure, training and validation rows on the same axes. */
function curvesSection({ record, metrics }: ReportedRun, level: 2 | 3): Html {
  if (metrics === null || metrics.step.length < 2) return html``;
  const { steps } = stepWords(record);
  const pictures = measures(metrics).map((measure) => {
    const curves = curvesOf(metrics, measure, 1);
    const hasBoth = curves.some(({ isValidation }) => isValidation);
    const isOfRows = measuredOn(measure) !== null;
    return curvesPicture(curves, {
      measure: measureLabel(measure),
      steps: capital(steps),
      title: `${measureLabel(measure)} over ${steps}`,
      caption: `${measureLabel(measure)} over ${steps}${hasBoth ? '; solid: training rows, dashed: validation rows' : isOfRows ? ', training rows' : ''}.`,
    });
  });
  if (pictures.every((picture) => picture === null)) return html``;
  return section('Learning curves', html`<div class="figures wide">${pictures}</div>`, level);
}

function settingsSection(record: RunRecord, level: 2 | 3): Html {
  const table = settingsTable(record);
  const n = table.stressed?.length ?? 0;
  const note = `${n === 0 ? 'No setting differs from its default' : `● ${n} ${n === 1 ? 'differs' : 'differ'} from the default`}. A setting without a default had to be chosen.`;
  return section('Settings', tableHtml({ ...table, note }, 'settings'), level);
}

/** What looked wrong while it trained. */
function findingsSection({ findings, notices = [], experiment }: RunRecord, level: 2 | 3): Html {
  const paths = listDataPaths(experiment);
  const said = [...findings.map(({ message }) => message), ...notices].map((text) =>
    withBaseNames(text, paths),
  );
  if (said.length === 0) return html``;
  return section(
    'What was noticed',
    html`<ul>
      ${said.map((text) => html`<li>${name(text)}</li>`)}
    </ul>`,
    level,
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
