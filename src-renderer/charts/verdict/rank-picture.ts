import { say } from '../../../src-shared/language/say';
import type { GroupsVerdict } from '../../../src-shared/compare/verdict/compare-groups';
import type { FigureHeading } from '../../text/figure-heading';
import type { Figure } from '../figure/figure';
import { clipText } from '../stage/plane';
import type { Stage } from '../stage/stage';

type Ranks = NonNullable<GroupsVerdict['ranks']>;

const [SIDE, AXIS, NAMES, STEP] = [130, 46, 66, 22];

interface Ranked {
  readonly name: string;
  readonly rank: number;
}

/** The best first. */
function inOrder({ names, meanRanks }: Ranks): Ranked[] {
  return names.map((name, i) => ({ name, rank: meanRanks[i] ?? NaN })).sort((a, b) => a.rank - b.rank);
}

/** Ranges of ranks that do not differ (Nemenyi), none of them within another one. */
export function equalRanges(ranks: Ranks): (readonly [from: number, to: number])[] {
  const sorted = inOrder(ranks).map(({ rank }) => rank);
  const ranges = sorted.flatMap((from, i) => {
    const last = sorted.reduce((at, rank, k) => (rank - from < ranks.criticalDifference ? k : at), i);
    return last > i ? [[i, last] as const] : [];
  });
  return ranges
    .filter(([from, to]) => !ranges.some(([a, b]) => (a < from && b >= to) || (a <= from && b > to)))
    .map(([from, to]) => [sorted[from] ?? NaN, sorted[to] ?? NaN] as const);
}

/**
 * Critical-difference diagram (Demšar, JMLR 7, 2006): mean ranks on a line, the best on the left; bars join those
 * that do not differ.
 */
export function drawRanks(stage: Stage, ranks: Ranks): void {
  const { context, width, tokens } = stage;
  const sorted = inOrder(ranks);
  const count = sorted.length;
  const side = Math.min(SIDE, width * 0.28);
  const toX = (rank: number): number => side + ((rank - 1) / Math.max(1, count - 1)) * (width - 2 * side);
  context.strokeStyle = context.fillStyle = tokens.text;
  context.lineWidth = 1;
  const line = (x0: number, y0: number, x1: number, y1: number): void => {
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
  };
  line(toX(1), AXIS, toX(count), AXIS);
  context.font = `11px ${tokens.fontNumber}`;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  for (let rank = 1; rank <= count; rank++) {
    line(toX(rank), AXIS - 5, toX(rank), AXIS);
    context.fillText(String(rank), toX(rank), AXIS - 7);
  }
  const reach = toX(1 + Math.min(count - 1, ranks.criticalDifference));
  context.strokeStyle = context.fillStyle = tokens.text2;
  line(toX(1), 12, reach, 12);
  line(toX(1), 8, toX(1), 16);
  line(reach, 8, reach, 16);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(
    say('critical difference {value}', { value: ranks.criticalDifference.toFixed(2) }),
    reach + 8,
    12,
  );
  context.lineWidth = 4;
  equalRanges(ranks).forEach(([from, to], i) => {
    line(toX(from) - 4, AXIS + 8 + 7 * i, toX(to) + 4, AXIS + 8 + 7 * i);
  });
  context.lineWidth = 1;
  const half = Math.ceil(count / 2);
  const bars = 7 * equalRanges(ranks).length;
  sorted.forEach(({ name, rank }, i) => {
    const isLeft = i < half;
    const y = NAMES + bars + STEP * (isLeft ? i : count - 1 - i);
    context.strokeStyle = tokens.axis;
    context.beginPath();
    context.moveTo(toX(rank), AXIS);
    context.lineTo(toX(rank), y);
    context.lineTo(isLeft ? side - 6 : width - side + 6, y);
    context.stroke();
    context.fillStyle = tokens.text;
    context.font = `12px ${tokens.fontUi}`;
    context.textAlign = isLeft ? 'right' : 'left';
    const text = clipText(context, `${name} ${rank.toFixed(2)}`, side - 14);
    context.fillText(text, isLeft ? side - 10 : width - side + 10, y);
  });
}

/** Height that all names have room in. */
export function ranksHeight(ranks: Ranks): number {
  return NAMES + 7 * equalRanges(ranks).length + STEP * Math.ceil(ranks.names.length / 2) + 10;
}

/** The diagram as a figure; its table has the ranks. */
export function rankFigure(heading: FigureHeading, ranks: Ranks): Figure {
  return {
    ...heading,
    legend: [],
    draw: (stage) => {
      drawRanks(stage, ranks);
    },
    table: () => ({
      columns: ['of', 'meanRank', 'criticalDifference'],
      rows: inOrder(ranks).map(({ name, rank }) => [name, rank, ranks.criticalDifference]),
    }),
  };
}
