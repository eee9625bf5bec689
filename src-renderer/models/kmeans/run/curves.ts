import { say } from '../../../../src-shared/language/say';
import { group, line, type CurveGroup, type ModelCurves } from '../../contract/curves';
import { restartCurves, restartOfRows, shownCurves } from './restart-curves';

/** J of each start by its own rounds, the best in front. */
const RESTARTS: CurveGroup<'kmeans'> = {
  id: 'restarts',
  label: say('Restarts'),
  title: say('J by restart'),
  description: say('each start by its own iterations, the best in front'),
  metrics: [line('meanSquaredDistance', 'J')],
  parts({ metrics, history, result }, isOver) {
    const curves = restartCurves(metrics, history, isOver ? result : null);
    const drawn = shownCurves(curves).map(({ restart, isBest, x, y }) => ({
      id: say('restart {restart}', { restart }),
      label: isBest ? say('{restart}, the best', { restart }) : String(restart),
      x,
      y,
      isBest,
    }));
    return { noun: say('restart'), step: say('iteration'), count: curves.length, drawn };
  },
};

/** The curves of k-means, J first. It starts anew at each restart: no line leads from one to the next. */
export const kmeansCurves: ModelCurves<'kmeans'> = {
  groups: ({ nInit, init }) => [
    ...(nInit > 1 && init !== 'rows' ? [RESTARTS] : []),
    group(
      {
        id: 'meanSquaredDistance',
        label: 'J',
        title: 'J',
        description: say('mean squared distance of a row to its centre'),
      },
      line('meanSquaredDistance', 'J'),
    ),
    group(
      {
        id: 'inertia',
        label: say('Inertia'),
        title: say('Inertia'),
        description: say('sum of squared distances to the centres'),
      },
      line('inertia', say('inertia')),
    ),
  ],
  partOfRows: restartOfRows,
};
