import type {
  ClassEvaluation,
  ClassPart,
  EvaluationPart,
  NumberEvaluation,
} from '../../run/evaluation/evaluation';
import { listDataPaths } from '../../run/record/data-files';
import { withBaseNames } from '../html/base-name';
import { html, name, type Html } from '../html/html';
import { figure, quantity } from '../html/numbers';
import {
  histogramPicture,
  precisionRecallPicture,
  rocPicture,
  scatterPicture,
  type RateCurve,
} from '../pictures/evaluation';
import { hueOf } from '../pictures/plane';
import type { ReportedRun } from '../input';
import {
  classTable,
  confusionTable,
  evaluationTable,
  PART_NAMES,
  partsOf,
} from '../tables/evaluation-tables';
import { section, tableHtml } from './table-html';

/** Classes whose confusion is drawn cell by cell, and whose curves are drawn. */
const MOST_CELLS = 20;
const MOST_CURVES = 8;

/** How good a run's model is on the rows it was trained on and on those kept for validation. */
export function evaluationSection(
  { evaluation, whyNoEvaluation, note, record }: ReportedRun,
  level: 2 | 3,
): Html {
  if (evaluation === null) {
    if (whyNoEvaluation === null) return html``;
    return section(
      'Evaluation',
      html`<p class="warn">
        There is no evaluation: ${name(withBaseNames(whyNoEvaluation, listDataPaths(record.experiment)))}
      </p>`,
      level,
    );
  }
  const content = evaluation.kind === 'classes' ? classes(evaluation) : numbers(evaluation);
  const remark = note === null ? '' : html`<p class="warn">${name(note)}</p>`;
  return section('Evaluation', html`${remark}${tableHtml(evaluationTable(evaluation))}${content}`, level);
}

function classes(evaluation: ClassEvaluation): Html {
  const parts = partsOf(evaluation);
  const curves = parts.flatMap(({ part, of }) => curvesOf(evaluation, part, of));
  const first = parts[0];
  const rows = parts.map(({ part, of: { rows: n } }) => quantity(n, `${PART_NAMES[part]} row`)).join(' and ');
  const thinned = parts.filter(({ of }) => of.curveRows < of.rows);
  return html`${parts.map(
    ({ part, of }) =>
      html`<div class="pair">
        ${confusion(evaluation, part, of)}
        <div>${tableHtml(classTable(evaluation, part, of))}</div>
      </div>`,
  )}${
    curves.length === 0 || first === undefined
      ? ''
      : html`<div class="figures">${rocPicture(curves, rows)}${precisionRecallPicture(curves, rows)}</div>`
  }${thinned.map(({ part, of }) => html`<p class="note">The curves of the ${PART_NAMES[part]} rows are from ${quantity(of.curveRows, 'evenly spread row')} of ${of.rows}.</p>`)}${
    evaluation.threshold === null
      ? ''
      : html`<p class="note">
          The model says ${name(String(evaluation.classes[1]))} from a
          ${evaluation.scores === 'probability' ? 'probability' : 'decision value'} of
          ${figure(evaluation.threshold)} on.
        </p>`
  }`;
}

/** Of two classes validation and training rows; of more, the first classes on the validation rows (else training). */
function curvesOf(evaluation: ClassEvaluation, part: EvaluationPart, of: ClassPart): RateCurve[] {
  const isMany = evaluation.classes.length > 2;
  if (isMany && part === 'train' && evaluation.validation !== null) return [];
  return of.curves
    .filter(({ positives, negatives }) => positives > 0 && negatives > 0)
    .slice(0, MOST_CURVES)
    .map((curve) => ({
      label: isMany
        ? `${evaluation.classes[curve.class] ?? ''}, ${PART_NAMES[part]} rows`
        : `${part === 'train' ? 'Training' : 'Validation'} rows`,
      hue: isMany ? hueOf(curve.class) : 1,
      isTraining: part === 'train' && evaluation.validation !== null,
      curve,
    }));
}

/** The confusion matrix with cells as dark as their share of the true class. */
function confusion(evaluation: ClassEvaluation, part: EvaluationPart, of: ClassPart): Html {
  const n = evaluation.classes.length;
  const table = confusionTable(evaluation, part, of);
  if (n > MOST_CELLS) return html`<div>${mistakes(evaluation, part, of)}</div>`;
  return html`<div>
    <div class="scroll" tabindex="0" role="group" aria-label="${table.caption}">
      <table class="confusion">
        <caption>
          ${table.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">True \\ predicted</th>
            ${evaluation.classes.map((own) => html`<th scope="col" class="n">${name(String(own))}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${evaluation.classes.map((own, r) => {
            const row = [...of.confusion.subarray(r * n, (r + 1) * n)];
            const all = row.reduce((sum, value) => sum + value, 0);
            return html`<tr>
              <th scope="row">${name(String(own))}</th>
              ${row.map((value, c) => html`<td class="n ${r === c ? 'right' : 'wrong'}-${all > 0 && value > 0 ? Math.max(1, Math.ceil((value / all) * 5)) : 0}">${figure(value)}</td>`)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    <p class="note">${table.note ?? ''} A cell is the darker the larger its share of the row.</p>
  </div>`;
}

/** Of many classes the pairs that were taken for each other most. */
function mistakes({ classes: names }: ClassEvaluation, part: EvaluationPart, of: ClassPart): Html {
  const n = names.length;
  const pairs = [...of.confusion]
    .map((value, i) => ({ value, from: Math.floor(i / n), to: i % n }))
    .filter(({ value, from, to }) => value > 0 && from !== to)
    .sort((a, b) => b.value - a.value)
    .slice(0, MOST_CELLS);
  return tableHtml({
    caption: `The ${pairs.length} most frequent mistakes of ${n} classes, ${PART_NAMES[part]} rows`,
    columns: ['True class', 'Predicted', 'Rows'],
    rows: pairs.map(({ value, from, to }) => [String(names[from]), String(names[to]), value]),
  });
}

function numbers(evaluation: NumberEvaluation): Html {
  return html`${partsOf(evaluation).map(({ part, of }) => {
    const rows = quantity(of.rows, `${PART_NAMES[part]} row`);
    const target = evaluation.target;
    return html`<div class="figures">
      ${scatterPicture(of.fitted, {
        xLabel: `Actual ${target}`,
        yLabel: `Predicted ${target}`,
        title: `Predicted against actual, ${rows}`,
        caption: html`Predicted against actual ${name(target)}, ${rows}. On the line both are equal.`,
        diagonal: true,
      })}${scatterPicture(of.residuals, {
        xLabel: `Predicted ${target}`,
        yLabel: 'Residual',
        title: `Residuals, ${rows}`,
        caption: html`Residuals (actual − predicted), ${rows}.`,
        diagonal: false,
      })}${histogramPicture(of.histogram, `Residual, ${rows}`, `Histogram of residuals, ${rows}`)}
    </div>`;
  })}`;
}
