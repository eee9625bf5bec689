import { MODELS } from '../../models';
import { groupSummary, endingText } from '../../group/summary';
import { measureLabel, toTrainingMetric } from '../../run/figures/metric-labels';
import type { MetricColumns } from '../../run/live/frames';
import { html, name, type Html } from '../html/html';
import { instant } from '../html/numbers';
import { curvesOf, curvesPicture, type Curve } from '../pictures/curves';
import { hueOf } from '../pictures/plane';
import { comparisonTables, runNames } from '../tables/comparison-tables';
import { groupTables } from '../tables/group-tables';
import { metricsTable, stepsText } from '../tables/run-tables';
import { factsHtml, tableHtml } from '../sections/table-html';
import type { NotePart, NoteRun } from './note-input';

type Part = NotePart<MetricColumns | null>;

/** What is embedded in a page, with its caption below. */
export function embedHtml(part: Part, caption: string): Html {
  if (part.kind === 'missing') return html`<p class="warn">${part.why}</p>`;
  const below = caption === '' ? '' : html`<p class="note">${name(caption)}</p>`;
  if (part.kind === 'group') return html`${groupHtml(part)}${below}`;
  const [first] = part.runs;
  if (first === undefined) return html``;
  if (part.metric !== null) return curvesHtml(part.runs, part.metric, caption);
  return part.runs.length === 1
    ? html`${runHtml(first)}${below}`
    : html`${comparisonTables(part.runs.map(({ record }) => record)).map((table) => tableHtml(table))}${below}`;
}

function runHtml({ record }: NoteRun<unknown>): Html {
  const { external, experiment } = record;
  const text = external === undefined ? MODELS[experiment.model.kind].text : null;
  return html`${factsHtml([
    ['Run', html`${name(record.name)} <code>${record.id}</code>`],
    ['Model', text === null ? 'logged by another program' : text.label],
    ['Status', record.status],
    ['Trained', stepsText(record, text?.steps ?? 'steps')],
    ['Started', instant(record.startedAt ?? record.createdAt)],
  ])}${Object.keys(record.summary).length === 0 ? '' : tableHtml(metricsTable(record))}`;
}

function groupHtml({ group, records }: Extract<Part, { kind: 'group' }>): Html {
  return html`${factsHtml([
    ['Group', html`${name(group.name)} <code>${group.id}</code>`],
    ['Runs', endingText(groupSummary(records, group.trials.length))],
  ])}${groupTables(group, records).map((table) => tableHtml(table))}`;
}

function curvesHtml(runs: readonly NoteRun<MetricColumns | null>[], metric: string, caption: string): Html {
  const measure = toTrainingMetric(metric);
  const names = runNames(runs.map(({ record }) => record));
  const curves = runs.flatMap(({ logged }, r) =>
    logged === null
      ? []
      : curvesOf(logged, measure, hueOf(r)).map((curve): Curve => ({
          ...curve,
          label: runs.length === 1 ? curve.label : `${names[r] ?? ''}, ${curve.label.toLowerCase()}`,
        })),
  );
  const kinds = new Set(runs.map(({ record }) => record.experiment.model.kind));
  const [kind] = kinds;
  const isOwn = kinds.size === 1 && runs.every(({ record }) => record.external === undefined);
  const steps = isOwn && kind !== undefined ? MODELS[kind].text.steps : 'steps';
  const hasBoth = curves.some(({ isValidation }) => isValidation);
  const said = `${caption === '' ? `${measureLabel(measure)} of ${names.join(', ')}` : caption}${
    hasBoth ? ' (solid: training rows, dashed: validation rows)' : ''
  }.`;
  return (
    curvesPicture(curves, {
      measure: measureLabel(measure),
      steps: `${steps.charAt(0).toUpperCase()}${steps.slice(1)}`,
      title: `${measureLabel(measure)} over ${steps}`,
      caption: said.replace(/([.!?])\.$/, '$1'),
    }) ?? html`<p class="warn">Nothing was logged of “${metric}” by ${name(names.join(', '))}.</p>`
  );
}
