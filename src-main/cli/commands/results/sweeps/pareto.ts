import { fail } from '../../../../../src-shared/errors';
import { paretoNote } from '../../../../../src-shared/group/findings/findings-text';
import { TIME, paretoPoints, withGoal } from '../../../../../src-shared/group/findings/pareto';
import { trialValue, variedPaths } from '../../../../../src-shared/group/group';
import { metricPhrase } from '../../../../../src-shared/run/figures/metric-labels';
import { command } from '../../../declare/command';
import { printJson, printLine, short, table } from '../../../print/print';
import { findMetric, findSweep } from './find-sweep';

/** Which trials of a sweep no other beats in two metrics. */
export const pareto = command({
  name: 'pareto',
  group: 'Results',
  summary: 'the trials of a sweep that no other beats in two metrics at once',
  operands: [
    { name: 'GROUP', about: 'a sweep’s id, the beginning of it, or its name', completion: [] },
    {
      name: 'METRIC',
      about: `two metrics, such as valAccuracy and ${TIME} (what the sweep was after, and time)`,
      isRepeated: true,
      completion: [],
    },
  ],
  options: {},
  examples: [['pareto GROUP valAccuracy valLogLoss', 'right answers against honest probabilities']],
  async run({ operands: [name, ...metrics], options }, services) {
    const found = findSweep(name, services);
    if (metrics.length > 2) throw fail('usage', 'Name two metrics, not more.');
    const [first, second] = [metrics[0] ?? found.plan.objective.metric, metrics[1] ?? TIME];
    if (first === second) throw fail('usage', `${first} is named twice: name two metrics.`);
    const toObjective = (metric: string) =>
      metric === TIME ? withGoal(TIME) : findMetric(metric, found, [TIME]);
    const objectives = [toObjective(first), toObjective(second)] as const;
    const { group } = found;
    const points = paretoPoints(found.records, objectives);
    const front = points.filter(({ isOnFront }) => isOnFront);
    if (options.json === true) {
      printJson({
        group: group.id,
        objectives,
        points: points.map(({ run, values, isOnFront }) => ({ run: run.id, values, isOnFront })),
      });
      return 0;
    }
    printLine(`${group.name}: ${paretoNote(points.length, front.length)}`);
    const paths = variedPaths(group);
    printLine(
      table(
        ['run', ...paths, ...objectives.map(({ metric, goal }) => `${metricHead(metric)} (${goal})`)],
        front.map(({ run, values }) => [
          run.id,
          ...paths.map((path) => {
            const value = trialValue(group, run.group?.place ?? -1, path);
            return typeof value === 'number' || typeof value === 'string' ? value : null;
          }),
          ...values.map(short),
        ]),
      ),
    );
    return 0;
  },
});

function metricHead(metric: string): string {
  return metric === TIME ? 'time, ms' : metricPhrase(metric);
}
