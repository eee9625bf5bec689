import { say } from '../../../src-shared/language/say';
import { at as elementAt } from '../../../src-shared/present';
import type { ScatterAnswer } from '../../../src-shared/dataset/explore';
import { formatQuantity, formatCount, formatNumber, formatPercent } from '../../text/format';
import { nearestPoint } from '../interaction/nearest';
import type { Pixel } from '../interaction/pixel';
import type { PointFact } from '../shell/point-facts';
import type { Plane } from '../stage/plane';
import { formatOn } from '../scales/axis-ticks';

/** Facts about the point or the cell under the pointer; null where there is none. */
export function hoverFacts(answer: ScatterAnswer, plane: Plane, at: Pixel): readonly PointFact[] | null {
  return answer.drawn.how === 'points' ? pointFacts(answer, plane, at) : cellFacts(answer, plane, at);
}

function pointFacts(
  { x, y, colour, drawn }: ScatterAnswer,
  plane: Plane,
  at: Pixel,
): readonly PointFact[] | null {
  if (drawn.how !== 'points') return null;
  const pixels = (i: number) => [plane.toX(elementAt(drawn.x, i)), plane.toY(elementAt(drawn.y, i))] as const;
  const nearest = nearestPoint(drawn.x.length, pixels, at);
  if (nearest === null) return null;
  const facts: PointFact[] = [
    { name: 'row', value: formatCount(elementAt(drawn.row, nearest)) },
    { name: x.name, value: formatOn(x, elementAt(drawn.x, nearest)) },
  ];
  if (y.name !== x.name) facts.push({ name: y.name, value: formatOn(y, elementAt(drawn.y, nearest)) });
  if (colour !== null && colour.name !== x.name && colour.name !== y.name) {
    const value = elementAt(drawn.colour, nearest);
    const text =
      colour.kind === 'classes'
        ? (colour.classes.find((one) => one.class === value)?.label ?? '')
        : Number.isNaN(value)
          ? 'missing'
          : formatOn(colour, value);
    facts.push({ name: colour.name, value: text });
  }
  return facts;
}

function cellFacts(
  { x, y, colour, drawn, window }: ScatterAnswer,
  plane: Plane,
  at: Pixel,
): readonly PointFact[] | null {
  if (drawn.how !== 'binned') return null;
  const width = (window.x[1] - window.x[0]) / drawn.columns;
  const height = (window.y[1] - window.y[0]) / drawn.rows;
  const column = Math.floor((plane.fromX(at.x) - window.x[0]) / width);
  const row = Math.floor((plane.fromY(at.y) - window.y[0]) / height);
  if (column < 0 || column >= drawn.columns || row < 0 || row >= drawn.rows) return null;
  const cell = row * drawn.columns + column;
  const count = drawn.counts[cell] ?? 0;
  if (count === 0) return null;
  const facts: PointFact[] = [
    { name: 'here', value: formatQuantity(count, 'point') },
    { name: x.name, value: `≈ ${formatOn(x, window.x[0] + (column + 0.5) * width)}` },
  ];
  if (y.name !== x.name) {
    facts.push({ name: y.name, value: `≈ ${formatOn(y, window.y[0] + (row + 0.5) * height)}` });
  }
  if (colour?.kind === 'classes') {
    const classIndex = elementAt(drawn.majority, cell);
    const label = colour.classes.find((one) => one.class === classIndex)?.label ?? '';
    const own = drawn.majorityCounts[cell] ?? 0;
    const value =
      own === count ? label : say('mostly {label} ({own})', { label, own: formatPercent(own / count) });
    facts.push({ name: colour.name, value });
  } else if (colour?.kind === 'values') {
    const mean = elementAt(drawn.means, cell);
    facts.push({
      name: say('mean of {name}', { name: colour.name }),
      value: Number.isNaN(mean)
        ? 'missing'
        : colour.type === 'date'
          ? formatOn(colour, mean)
          : formatNumber(mean),
    });
  }
  return facts;
}

/** Sentence about a scatter: how many points it shows, how they are drawn, what is left out. */
export function scatterSentence(answer: ScatterAnswer): string {
  const { total, inView, missing, drawn, rows, x, y } = answer;
  const parts = [
    inView < total
      ? say('{inView} of {total} in view', {
          inView: formatCount(inView),
          total: formatQuantity(total, 'point'),
        })
      : drawn.how === 'binned'
        ? formatQuantity(total, 'point')
        : say('all {total}', { total: formatQuantity(total, 'point') }),
    ...(drawn.how === 'binned' ? [say('drawn as density')] : []),
  ];
  const notes = [parts.join(', ')];
  if (missing > 0)
    notes.push(
      say('{missing} left out without a value of {value}', {
        missing: formatQuantity(missing, 'row'),
        value: x.name === y.name ? x.name : `${x.name} or ${y.name}`,
      }),
    );
  return [...notes, ...rowNotes(rows)].join(' · ');
}

/** Notes about the rows that a chart is made from: a sample, suspect rows. */
export function rowNotes({ total, used, doubtful }: ScatterAnswer['rows']): string[] {
  const notes: string[] = [];
  if (doubtful > 0)
    notes.push(
      say('{doubtful} that may be out of place left out', { doubtful: formatQuantity(doubtful, 'row') }),
    );
  if (used < total - doubtful)
    notes.push(
      say('an even sample of {used} of {total}', {
        used: formatCount(used),
        total: formatQuantity(total, 'row'),
      }),
    );
  return notes;
}
