import { say } from '../../../src-shared/language/say';
import type { Verdict } from '../../../src-shared/compare/verdict/verdict';
import { posteriorDensity } from '../../../src-shared/statistics/posterior';
import { studentTQuantile } from '../../../src-shared/distributions/student-t';
import type { FigureHeading } from '../../text/figure-heading';
import type { Figure, FigureTable } from '../figure/figure';
import { clipText, tickCount } from '../stage/plane';
import type { Stage } from '../stage/stage';
import { formatTick, linearTicks } from '../stage/ticks';

/** What is known of the gains of some verdicts, all of one metric. */
export interface PosteriorInput {
  readonly verdicts: readonly Verdict[];
  /** Title of the axis: "gain in validation accuracy". */
  readonly axis: string;
}

const POINTS = 201;
const [LEFT, RIGHT, TOP, BOTTOM] = [14, 14, 22, 40];

interface Density {
  readonly name: string;
  /** Of the gain: to the right is better. */
  readonly mean: number;
  readonly interval: readonly [number, number];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** A density of each verdict that has a spread, over one range. */
export function posteriorDensities({ verdicts }: PosteriorInput): Density[] {
  const drawn = verdicts.filter(({ error, n }) => error > 0 && n > 1);
  const sides = drawn.map((verdict) => {
    const { estimate, error, df, n, lowerIsBetter, interval, b, rope } = verdict;
    const sign = lowerIsBetter ? -1 : 1;
    const freedom = df ?? n - 1;
    const [low = NaN, high = NaN] = interval.map((end) => end * sign).sort((a, c) => a - c);
    const reach = error * Math.min(8, studentTQuantile(0.998, freedom));
    return {
      name: b.name,
      mean: estimate * sign,
      error,
      df: freedom,
      interval: [low, high] as const,
      reach,
      rope,
    };
  });
  const from = Math.min(...sides.map(({ mean, reach, rope }) => Math.min(mean - reach, -1.3 * rope.width)));
  const to = Math.max(...sides.map(({ mean, reach, rope }) => Math.max(mean + reach, 1.3 * rope.width)));
  const x = Array.from({ length: POINTS }, (_, i) => from + ((to - from) * i) / (POINTS - 1));
  return sides.map(({ name, mean, error, df, interval }) => ({
    name,
    mean,
    interval,
    x,
    y: x.map((at) => posteriorDensity({ mean, error, df }, at)),
  }));
}

/** The densities over the gain, with the region of practical equivalence shaded and each 95 % interval below. */
export function drawPosterior(stage: Stage, input: PosteriorInput): void {
  const { context, width, height, tokens } = stage;
  const densities = posteriorDensities(input);
  const [first] = densities;
  const rope = input.verdicts[0]?.rope.width ?? 0;
  if (first === undefined) return;
  const range = [first.x[0] ?? 0, first.x[POINTS - 1] ?? 1] as const;
  const bars = 10 * densities.length + 4;
  const base = height - BOTTOM - bars;
  const toX = (value: number): number =>
    LEFT + ((value - range[0]) / (range[1] - range[0])) * (width - LEFT - RIGHT);
  const top = Math.max(...densities.flatMap(({ y }) => y));
  const toY = (value: number): number => base - (value / top) * (base - TOP);
  context.fillStyle = tokens.grid;
  context.fillRect(toX(-rope), TOP, toX(rope) - toX(-rope), height - BOTTOM - TOP);
  context.font = `11px ${tokens.fontUi}`;
  context.textBaseline = 'bottom';
  context.textAlign = 'center';
  context.fillStyle = tokens.text2;
  context.fillText(say('practically none'), Math.min(width - 60, Math.max(60, toX(0))), TOP - 4);
  context.textBaseline = 'top';
  context.font = `11px ${tokens.fontNumber}`;
  context.lineWidth = 1;
  for (const tick of linearTicks(range, tickCount(width - LEFT - RIGHT, 90))) {
    context.strokeStyle = tick === 0 ? tokens.text2 : tokens.grid;
    context.beginPath();
    context.moveTo(toX(tick), TOP);
    context.lineTo(toX(tick), height - BOTTOM);
    context.stroke();
    context.fillStyle = tokens.text2;
    context.fillText(formatTick(tick), toX(tick), height - BOTTOM + 5);
  }
  context.font = `11px ${tokens.fontUi}`;
  context.fillText(clipText(context, input.axis, width - LEFT - RIGHT), width / 2, height - BOTTOM + 22);
  densities.forEach(({ x, y, interval, mean }, i) => {
    const colour = verdictColour(stage, i);
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = 2;
    context.setLineDash(i % 2 === 0 ? [] : [6, 3]);
    context.beginPath();
    x.forEach((at, k) => {
      context.lineTo(toX(at), toY(y[k] ?? 0));
    });
    context.stroke();
    context.setLineDash([]);
    const at = base + 8 + 10 * i;
    context.beginPath();
    context.moveTo(toX(interval[0]), at);
    context.lineTo(toX(interval[1]), at);
    context.stroke();
    context.beginPath();
    context.arc(toX(mean), at, 3.5, 0, 2 * Math.PI);
    context.fill();
  });
}

function verdictColour({ tokens }: Stage, index: number): string {
  return tokens.palette[index % tokens.palette.length] ?? tokens.accent;
}

/** The picture as a figure; its table has the densities. */
export function posteriorFigure(heading: FigureHeading, input: PosteriorInput): Figure {
  const names = posteriorDensities(input).map(({ name }) => name);
  return {
    ...heading,
    legend: names.map((label, i) => ({ label, colour: `var(--run-${(i % 8) + 1})`, dashed: i % 2 === 1 })),
    draw: (stage) => {
      drawPosterior(stage, input);
    },
    table: (): FigureTable => ({
      columns: ['of', 'gain', 'density'],
      rows: posteriorDensities(input).flatMap(({ name, x, y }) => x.map((at, i) => [name, at, y[i] ?? null])),
    }),
  };
}
