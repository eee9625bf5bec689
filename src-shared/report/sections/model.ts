import type { PrincipalPlane } from '../../models/kmeans/clusters';
import { clusterName } from '../../models/kmeans/clusters';
import type { NetworkFrame, PointSample } from '../../run/live/frames';
import type { Scaler } from '../../run/record/dataset-facts';
import { html, type Html } from '../html/html';
import { count, figure, quantity } from '../html/numbers';
import type { ReportedRun } from '../input';
import { barsPicture } from '../pictures/bars';
import { column, hueOf, planePicture, regionCells, surfaceCells, type Plane } from '../pictures/plane';
import { extent } from '../pictures/scale';
import { line, type Place } from '../pictures/plot';
import { modelTables } from '../tables/run-tables';
import { factsHtml, section, tableHtml } from './table-html';

/** Inputs with a bar of their own. */
const MOST_BARS = 30;

/** What the trained model is: its parameters, its picture. */
export function modelSection(run: ReportedRun, level: 2 | 3): Html {
  const { result } = run.record;
  if (result === null && run.frame === null) return html``;
  const content = html`${facts(run)}${picture(run)}${bars(run)}${modelTables(run.record).map((table) => tableHtml(table))}`;
  return section('Model', content, level);
}

function facts({ record }: ReportedRun): Html {
  const { result } = record;
  if (result === null) return html``;
  switch (result.kind) {
    case 'network':
      return factsHtml([
        ['Parameters', count(result.parameterCount)],
        ...(result.bestStep === undefined
          ? []
          : [['Weights kept', `those of step ${count(result.bestStep)}, the best one`] as [string, string]]),
      ]);
    case 'kmeans': {
      const inertias = result.starts.map(({ inertia }) => inertia);
      return factsHtml([
        ['Clusters', count(result.clusterCenters.length)],
        ...(inertias.length < 2
          ? []
          : [
              [
                'Starts',
                `${count(inertias.length)}; their inertia from ${figure(Math.min(...inertias))} to ${figure(Math.max(...inertias))}; start ${result.bestStart ?? '–'} is the result`,
              ] as [string, string],
            ]),
      ]);
    }
    case 'svm':
      return factsHtml([
        ['Support vectors', count(result.supportVectorCount)],
        ...(result.marginWidth === null
          ? []
          : [
              ['Width of the margin', `${figure(result.marginWidth)} (units of the data)`] as [
                string,
                string,
              ],
            ]),
        ...(result.dualityGap === undefined
          ? []
          : [
              [
                'Duality gap',
                `${figure(result.dualityGap)}: the objective is at most that far from its optimum`,
              ] as [string, string],
            ]),
        ...(result.crossValidation === null
          ? []
          : [
              [
                'Cross-validation',
                `accuracy ${figure(result.crossValidation.accuracy.mean)} ± ${figure(result.crossValidation.accuracy.std)} over ${result.crossValidation.folds.length} folds, seed ${result.crossValidation.seed}`,
              ] as [string, string],
            ]),
        ...(result.calibration === null
          ? []
          : [
              [
                'Platt scaling',
                `fitted on ${quantity(result.calibration.rows, 'row')}, log loss ${figure(result.calibration.logLoss)}`,
              ] as [string, string],
            ]),
      ]);
    case 'linear-regression':
      return factsHtml([
        ['R²', figure(result.r2)],
        ['Adjusted R²', figure(result.adjustedR2)],
        ['F', `${figure(result.fStatistic)}, p ${figure(result.fPValue)}`],
        [
          'Residual standard error',
          `${figure(result.residualStandardError)} on ${count(result.residualDegreesOfFreedom)} degrees of freedom`,
        ],
        ['AIC, BIC', `${figure(result.aic)}, ${figure(result.bic)}`],
      ]);
    case 'logistic-regression':
      return factsHtml([
        [
          'Log-likelihood',
          `${figure(result.logLikelihood)}; intercepts alone ${figure(result.nullLogLikelihood)}`,
        ],
        ['McFadden’s R²', figure(result.mcFaddenR2)],
        [
          'Likelihood ratio',
          `${figure(result.likelihoodRatio)} on ${figure(result.likelihoodRatioDegreesOfFreedom)} degrees of freedom, p ${figure(result.likelihoodRatioPValue)}`,
        ],
        ['AIC, BIC', `${figure(result.aic)}, ${figure(result.bic)}`],
      ]);
    default:
      return html``;
  }
}

function bars({ record }: ReportedRun): Html {
  const { result, dataset } = record;
  const features = dataset?.features ?? [];
  if (result?.kind === 'svm' && result.coef.length === 1) {
    const scaled = result.scaledCoef?.[0] ?? result.coef[0] ?? [];
    return largest(
      features.map((label, f) => ({ label, value: scaled[f] ?? NaN })),
      'Weights on the scaled inputs, which are as large as they matter',
    );
  }
  if (result?.kind === 'linear-regression' && result.coefficients.length > 2) {
    const own = result.coefficients.filter(({ feature, aliased }) => feature !== null && aliased === null);
    return largest(
      own.map(({ feature, estimate, lower, upper }) => ({
        label: feature ?? '',
        value: estimate,
        interval: lower === null || upper === null ? null : ([lower, upper] as const),
      })),
      'Coefficients in the units of the data, with their 95 % intervals',
    );
  }
  return html``;
}

function largest(
  all: readonly { label: string; value: number; interval?: readonly [number, number] | null }[],
  caption: string,
): Html {
  if (all.length < 2) return html``;
  const shown = [...all].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, MOST_BARS);
  const of = shown.length < all.length ? `; the ${shown.length} largest of ${all.length}` : '';
  return barsPicture(shown, { title: caption, caption: `${caption}${of}.` });
}

/** The plane of two inputs, or of k-means the two widest directions. */
function picture({ record, frame, sample, plane }: ReportedRun): Html | null {
  if (frame === null || sample === null || sample.count === 0) return null;
  const { features } = sample;
  const points = features.length === 2 ? raw(sample) : null;
  const of =
    sample.count < sample.totalRows
      ? ` ${count(sample.count)} of ${quantity(sample.totalRows, 'row')} are drawn.`
      : '';
  if (frame.kind === 'kmeans') {
    const k = frame.sizes.length;
    const axes =
      points ??
      (plane === null || record.dataset === null ? null : projected(sample, plane, record.dataset.scaler));
    if (axes === null) return null;
    const centers = axes.project(frame.centers, k);
    return planePicture({
      ...axes,
      groups: frame.labels,
      groupNames: Array.from({ length: k }, (_, c) => clusterName(c, k, record.clusterNames)),
      title: 'Clusters and their centres',
      caption: html`Clusters with their centres.${axes.caption}${of}`,
      over: (at) =>
        html`${centers.map(([x, y], c) => html`<circle class="center hue-${hueOf(c)}" cx="${at.x(x)}" cy="${at.y(y)}" r="6" />`)}`,
    });
  }
  if (points === null) return null;
  const groups = sample.classes.length > 0 ? sample.targets : Float64Array.from(sample.targets, () => 0);
  const base = {
    ...points,
    groups,
    groupNames: sample.classes.map(String),
  };
  if (frame.kind === 'svm' && frame.coef.length === 2 && frame.decisions === undefined) {
    const isLine = frame.coef[0] !== 0 || frame.coef[1] !== 0;
    return planePicture({
      ...base,
      title: 'The line of the SVM with its margin',
      caption: html`The line where the decision is 0, and dashed the margin where it is −1 and 1.${of}`,
      over: (at) =>
        isLine
          ? html`${[-1, 0, 1].map((level) => marginLine(frame.coef, frame.intercept - level, at, level !== 0))}`
          : html``,
    });
  }
  if (frame.kind === 'network') return networkPicture(frame, base, of);
  return null;
}

function networkPicture(
  frame: NetworkFrame,
  base: Omit<Plane, 'title' | 'caption'>,
  of: string,
): Html | null {
  const { surface, regions } = frame;
  if (regions !== null)
    return planePicture({
      ...base,
      title: 'The class that the network says over the plane',
      caption: html`The class with the largest probability over the plane of both inputs.${of}`,
      under: (at) => regionCells(regions.x1, regions.x2, regions.labels, at),
    });
  if (surface === null) return null;
  const range = extent(surface.values);
  if (range === null) return null;
  const isShare = range.low >= 0 && range.high <= 1;
  const [min, max] = isShare ? [0, 1] : [range.low, range.high];
  return planePicture({
    ...base,
    ...(base.groupNames.length === 2
      ? { pointClass: (group: number) => (group === 0 ? 'low' : 'high') }
      : {}),
    title: 'The output of the network over the plane',
    caption: html`The output over the plane of both inputs, from ${figure(min)} (orange) to ${figure(max)}
    (blue) in ten steps.${of}`,
    under: (at) => surfaceCells({ ...surface, min, max }, at),
  });
}

interface Axes extends Pick<Plane, 'xName' | 'yName' | 'xs' | 'ys'> {
  readonly caption: string;
  project(centers: Float64Array, count: number): [number, number][];
}

function raw(sample: PointSample): Axes {
  const [xName = '', yName = ''] = sample.features;
  return {
    xName,
    yName,
    xs: column(sample, 0),
    ys: column(sample, 1),
    caption: '',
    project: (centers, k) => Array.from({ length: k }, (_, c) => [centers[2 * c]!, centers[2 * c + 1]!]),
  };
}

/** Onto the two directions along which the scaled points lie widest. */
function projected(sample: PointSample, plane: PrincipalPlane, { offset, scale }: Scaler): Axes {
  const width = sample.features.length;
  const project = (values: Float64Array, rows: number): [number, number][] =>
    Array.from({ length: rows }, (_, row) => {
      const sums = plane.components.map((component) => {
        let sum = 0;
        for (let f = 0; f < width; f++)
          sum += component[f]! * ((values[row * width + f]! - offset[f]!) / scale[f]! - plane.mean[f]!);
        return sum;
      });
      return [sums[0] ?? NaN, sums[1] ?? NaN];
    });
  const points = project(sample.values, sample.count);
  const [first, second] = plane.explainedVarianceRatio.map((share) => `${(100 * share).toFixed(0)} %`);
  return {
    xName: `1st principal component (${first ?? ''})`,
    yName: `2nd principal component (${second ?? ''})`,
    xs: points.map(([x]) => x),
    ys: points.map(([, y]) => y),
    caption: ` The axes are the two directions along which the ${width} scaled inputs lie widest.`,
    project,
  };
}

/** Where w · x + b is 0, from one edge of the plane to the other. */
function marginLine(coef: Float64Array, intercept: number, at: Place, isDashed: boolean): Html {
  const [w1, w2] = [coef[0]!, coef[1]!];
  const ends =
    Math.abs(w2) >= Math.abs(w1)
      ? at.xRange.map((x) => [x, -(intercept + w1 * x) / w2] as const)
      : at.yRange.map((y) => [-(intercept + w2 * y) / w1, y] as const);
  const path = ends.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${at.x(x)} ${at.y(y)}`).join('');
  return line(path, isDashed ? 'plain dashed' : 'plain');
}
