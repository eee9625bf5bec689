import { fairComparison } from '../../compare/fair-compare';
import { mainMetricOf } from '../../run/figures/main-metric';
import { measureLabel, toTrainingMetric } from '../../run/figures/metric-labels';
import type { RunRecord } from '../../run/record/record';
import { html, name, type Html } from '../html/html';
import type { ReportedRun, Subject } from '../input';
import { curvesOf, curvesPicture, type Curve } from '../pictures/curves';
import { hueOf } from '../pictures/plane';
import { comparisonTables, runNames } from '../tables/comparison-tables';
import { runSections } from './run';
import { section, tableHtml } from './table-html';

/** Several runs side by side, then each of the first of them. */
export function comparisonSections({ records, shown }: Extract<Subject, { kind: 'comparison' }>): Html {
  const names = runNames(records);
  const more = records.length - shown.length;
  const rest =
    more > 0
      ? html`<p class="note">The first ${shown.length} of ${records.length} runs are shown one by one.</p>`
      : '';
  return html`${verdictSection(records)}${section(
    'Results',
    html`${comparisonTables(records).map((table) => tableHtml(table))}`,
  )}${curvesTogether(shown, names)}${rest}${shown.map(
    (run, r) =>
      html`<article>
        <h2><span class="swatch hue-${hueOf(r)}"></span>${name(names[r] ?? run.record.name)}</h2>
        ${runSections(run, 3)}
      </article>`,
  )}`;
}

/** Whether the runs may be laid side by side, and if not, why. */
function verdictSection(records: readonly RunRecord[]): Html {
  const { isComparable, differences } = fairComparison(records);
  if (isComparable)
    return section(
      'Comparability',
      html`<p>The runs are comparable: same data, rows, split, scaling and metrics.</p>`,
    );
  const names = runNames(records).slice(0, MOST_NAMED);
  return section(
    'Comparability',
    html`<p class="warn">
        The runs are not comparable: they differ in what their figures are measured on or by.
      </p>
      ${tableHtml({
        caption: 'What differs',
        columns: ['', ...names],
        rows: differences.map(({ title, values }) => [title, ...values.slice(0, MOST_NAMED)]),
      })}`,
  );
}

const MOST_NAMED = 12;

function curvesTogether(shown: readonly ReportedRun[], names: readonly string[]): Html {
  const main = shown.map(({ record }) => mainMetricOf(record)).find((metric) => metric !== null);
  const preferred = [
    ...(main === undefined || main === null ? [] : [toTrainingMetric(main)]),
    'loss',
    'accuracy',
  ];
  const pictures = [...new Set(preferred)].map((measure) => {
    const curves = shown.flatMap(({ metrics }, r) =>
      metrics === null
        ? []
        : curvesOf(metrics, measure, hueOf(r)).map((curve): Curve => ({
            ...curve,
            label: `${names[r] ?? ''}, ${curve.label.toLowerCase()}`,
          })),
    );
    return curvesPicture(curves, {
      measure: measureLabel(measure),
      steps: 'Steps',
      title: `${measureLabel(measure)} of the runs over steps`,
      caption: `${measureLabel(measure)} of the runs; solid: training rows, dashed: validation rows.`,
    });
  });
  if (pictures.every((picture) => picture === null)) return html``;
  return section('Learning curves', html`<div class="figures wide">${pictures}</div>`);
}
