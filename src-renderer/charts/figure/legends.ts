import { say } from '../../../src-shared/language/say';
import type { ClassCount, ColourScale } from '../../../src-shared/dataset/explore';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { formatOn } from '../scales/axis-ticks';
import { classShape, classToken, classMark } from '../scales/class-style';
import type { LegendEntry } from './figure';
import { sequenceColour } from '../scales/sequence-colour';

/** A colour column's classes, or its bar of colours. */
export function scaleLegend(scale: ColourScale): LegendEntry[] {
  if (scale.kind === 'values') {
    const { name, low, high, min, max } = scale;
    return [
      {
        label: name,
        colour: 'var(--text-2)',
        scale: {
          at: sequenceColour,
          from: `${min < low ? '≤ ' : ''}${formatOn(scale, low)}`,
          to: `${max > high ? '≥ ' : ''}${formatOn(scale, high)}`,
        },
      },
    ];
  }
  return countLegend(scale.classes);
}

/** Classes by the numbers of their colours. */
export function countLegend(classes: readonly ClassCount[]): LegendEntry[] {
  return classes.map((each) => ({
    label: each.label,
    colour: classToken(each.class),
    shape: classShape(each.class),
  }));
}

/** Classes of a linear model as a legend. */
export function classLegend(sample: PointSample): LegendEntry[] {
  return sample.classes.map((name, index) => {
    const { colour, shape } = classMark(sample, index);
    return { label: say('class {name}', { name }), colour: `var(--run-${colour + 1})`, shape };
  });
}
