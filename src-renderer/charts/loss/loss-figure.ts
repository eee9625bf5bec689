import { prepareCurve } from '../curves/prepare';
import { TICK_FONT_PX } from '../stage/plane';
import type { CurveMark, LossSeries } from './loss-config';
import { curvesFigure } from '../curves/curves-figure';
import type { Figure } from '../figure/figure';
import type { Range } from '../../values/range';
import type { FigureWords } from '../../text/figure-words';

/** The curve of one run with what happened on the way. */
export function lossFigure(
  words: FigureWords,
  chart: {
    /** Those that are shown. */
    readonly series: readonly LossSeries[];
    readonly scale: 'linear' | 'log';
    readonly zoom: Range | null;
    readonly titles: { readonly x: string; readonly y: string };
    readonly marks: readonly CurveMark[];
    /** Width on the screen. */
    readonly pixels: number;
  },
): Figure {
  const { series, scale, zoom, titles, marks, pixels } = chart;
  const logY = scale === 'log';
  const curves = series.map(({ id, label, colour, dashed = false, pale = false, x, y }) =>
    prepareCurve(
      { id, runId: id, label, colour, dashed, pale, x: Float64Array.from(x), y: Float64Array.from(y) },
      { smoothing: 0, logX: false, logY },
    ),
  );
  const input = {
    curves,
    hovered: null,
    zoom: { x: zoom, y: null },
    logX: false,
    logY,
    ignoreOutliers: false,
    isWall: false,
    titles,
  };
  return curvesFigure(words, input, pixels, ({ context, tokens }, { box, x }) => {
    context.save();
    context.font = `${TICK_FONT_PX}px ${tokens.fontUi}`;
    context.textBaseline = 'top';
    context.strokeStyle = tokens.text3;
    context.fillStyle = tokens.text2;
    context.lineWidth = 1;
    context.setLineDash([4, 3]);
    for (const mark of marks) {
      if (mark.x < x.range[0] || mark.x > x.range[1]) continue;
      const at = x.to(mark.x);
      context.beginPath();
      context.moveTo(at, box.top);
      context.lineTo(at, box.top + box.height);
      context.stroke();
      const isLate = at > box.left + box.width - 60;
      context.textAlign = isLate ? 'right' : 'left';
      context.fillText(mark.label, at + (isLate ? -4 : 4), box.top + 2);
    }
    context.restore();
  });
}
