import type { BinnedColumn, ScatterAnswer } from '../../dataset/explore';
import type { ClassCurve } from '../../run/evaluation/evaluation';
import { html, name, type Html, type Part } from '../html/html';
import { count, figure } from '../html/numbers';
import { line, linePath, pictureFigure, plot, type LegendEntry } from './plot';
import { extent, linearScale } from './scale';

/** A class' curve of one part of the rows. */
export interface RateCurve {
  readonly label: string;
  readonly hue: number;
  readonly isTraining: boolean;
  readonly curve: ClassCurve;
}

const unit = (): ReturnType<typeof linearScale> => linearScale(0, 1);

/** ROC curves: share of the class that is found over share of the others that is taken for it. */
export function rocPicture(curves: readonly RateCurve[], title: string): Html {
  const picture = plot({
    x: unit(),
    y: unit(),
    xLabel: 'False positive rate',
    yLabel: 'True positive rate',
    title: `ROC curve, ${title}`,
    width: 300,
    height: 280,
    marks: (at) =>
      html`<path class="line chance" d="M${at.x(0)} ${at.y(0)}L${at.x(1)} ${at.y(1)}" />${curves.map(
          (own) => {
            const { falsePositives, truePositives, positives, negatives } = own.curve;
            const xs = [0, ...Array.from(falsePositives, (value) => value / negatives)];
            const ys = [0, ...Array.from(truePositives, (value) => value / positives)];
            return line(linePath(xs, ys, at), classesOf(own), own.label);
          },
        )}`,
  });
  return pictureFigure(
    picture,
    'ROC. The thin diagonal is chance.',
    curves.map((own) => entry(own, ` (area ${figure(own.curve.rocAuc)})`)),
  );
}

/** Precision over recall. */
export function precisionRecallPicture(curves: readonly RateCurve[], title: string): Html {
  const picture = plot({
    x: unit(),
    y: unit(),
    xLabel: 'Recall',
    yLabel: 'Precision',
    title: `Precision and recall, ${title}`,
    width: 300,
    height: 280,
    marks: (at) =>
      html`${curves.map((own) => {
        const { falsePositives, truePositives, positives } = own.curve;
        const xs = Array.from(truePositives, (value) => value / positives);
        const ys = Array.from(truePositives, (value, i) => value / (value + falsePositives[i]!));
        return line(linePath([0, ...xs], [ys[0] ?? 1, ...ys], at), classesOf(own), own.label);
      })}`,
  });
  return pictureFigure(
    picture,
    'Precision and recall as the threshold falls.',
    curves.map((own) => entry(own, ` (average precision ${figure(own.curve.averagePrecision)})`)),
  );
}

function entry(own: RateCurve, more: string): LegendEntry {
  return { classes: classesOf(own), text: html`${name(own.label)}${more}`, mark: 'line' };
}

/** Validation rows are the solid line here: they are what the evaluation is about. */
function classesOf({ hue, isTraining }: RateCurve): string {
  return `hue-${hue}${isTraining ? ' faint dashed' : ''}`;
}

/** Pairs of numbers as dots, or where they are many as cells by how many there are. */
export function scatterPicture(
  answer: ScatterAnswer,
  {
    xLabel,
    yLabel,
    title,
    caption,
    diagonal,
  }: { xLabel: string; yLabel: string; title: string; caption: Part; diagonal: boolean },
): Html {
  const { view, drawn } = answer;
  const picture = plot({
    x: linearScale(view.x[0], view.x[1]),
    y: linearScale(view.y[0], view.y[1]),
    xLabel,
    yLabel,
    title,
    width: 300,
    height: 280,
    marks: (at) => {
      const middle = diagonal
        ? `M${at.x(view.x[0])} ${at.y(view.x[0])}L${at.x(view.x[1])} ${at.y(view.x[1])}`
        : `M${at.left} ${at.y(0)}H${at.right}`;
      const line = html`<path class="line chance" d="${middle}" />`;
      if (drawn.how === 'points')
        return html`${line}<path class="points hue-1" d="${pointsPath(drawn.x, drawn.y, at)}" />`;
      const { columns, rows, counts, most } = drawn;
      const [x0, x1] = answer.window.x;
      const [y0, y1] = answer.window.y;
      const cells: Html[] = [];
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const own = counts[row * columns + column]!;
          if (own === 0) continue;
          const left = at.x(x0 + ((x1 - x0) * column) / columns);
          const right = at.x(x0 + ((x1 - x0) * (column + 1)) / columns);
          const bottom = at.y(y0 + ((y1 - y0) * row) / rows);
          const top = at.y(y0 + ((y1 - y0) * (row + 1)) / rows);
          const share = Math.ceil(Math.sqrt(own / most) * 5);
          cells.push(
            html`<rect
              class="density-${share}"
              x="${left}"
              y="${top}"
              width="${right - left}"
              height="${bottom - top}"
            />`,
          );
        }
      }
      return html`<g class="cells">${cells}</g>${line}`;
    },
  });
  return pictureFigure(picture, caption);
}

/** Dots as one path: a line of no length has round ends. */
export function pointsPath(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  at: { x(value: number): number; y(value: number): number },
): string {
  let path = '';
  for (let i = 0; i < xs.length; i++)
    if (Number.isFinite(xs[i]) && Number.isFinite(ys[i])) path += `M${at.x(xs[i]!)} ${at.y(ys[i]!)}h0`;
  return path;
}

/** How often values lie where: a histogram. */
export function histogramPicture({ low, high, counts }: BinnedColumn, xLabel: string, title: string): Html {
  const most = extent(counts)?.high ?? 0;
  const width = (high - low) / counts.length;
  const picture = plot({
    x: linearScale(low, high),
    y: linearScale(0, most, { isTight: true }),
    xLabel,
    yLabel: 'Rows',
    title,
    width: 300,
    height: 200,
    marks: (at) =>
      html`${counts.map((own, i) =>
        own === 0
          ? ''
          : html`<rect
              class="bar hue-1"
              x="${at.x(low + i * width)}"
              y="${at.y(own)}"
              width="${Math.max(0.5, at.x(low + (i + 1) * width) - at.x(low + i * width) - 0.5)}"
              height="${at.bottom - at.y(own)}"
              ><title>
                ${count(own)} rows from ${figure(low + i * width)} to ${figure(low + (i + 1) * width)}
              </title></rect
            >`,
      )}`,
  });
  return pictureFigure(picture, `${xLabel}, each row counted once.`);
}
