import { foldsText } from '../../group/folds';
import { isSample, type Group, type SweepPlan } from '../../group/group';
import { meanLine } from '../../group/mean-line';
import { describeCriterion, successRate } from '../../group/outcome';
import { endingText, failureLines, groupSummary } from '../../group/summary';
import type { GroupTraces } from '../../group/traces';
import { MODELS } from '../../models';
import { measuredOn, measureLabel, metricLabel } from '../../run/figures/metric-labels';
import { settingLabel } from '../../experiment/setting-label';
import { html, name, type Html } from '../html/html';
import { count, duration, instant, percent } from '../html/numbers';
import type { Subject } from '../input';
import { curveScale } from '../pictures/curves';
import { line, linePath, pictureFigure, plot, round, type LegendEntry } from '../pictures/plot';
import { linearScale } from '../pictures/scale';
import { groupTables } from '../tables/group-tables';
import { runSections } from './run';
import { factsHtml, section, tableHtml } from './table-html';

/** Runs of one plan: how they ended, what they say together, each of them, and the best one. */
export function groupSections({ group, records, traces, best }: Extract<Subject, { kind: 'group' }>): Html {
  const summary = groupSummary(records, group.trials.length);
  const failures = failureLines(summary);
  const criterion = group.criterion;
  const rate = criterion === null ? null : successRate(records, criterion);
  const facts: [string, Html | string][] = [
    ['Plan', planText(group)],
    ['Runs', endingText(summary)],
    ...(rate === null || criterion === null || rate.trials === 0
      ? []
      : [
          [
            'Success',
            `${rate.successes} of ${rate.trials} (${percent(rate.share)}; 95 % interval ${percent(rate.interval.low)} to ${percent(rate.interval.high)}, Wilson): ${describeCriterion(criterion)}`,
          ] as [string, string],
        ]),
    ['Time', duration(group.elapsedMs)],
    ['Begun', instant(group.createdAt)],
    ['Group', html`<code>${group.id}</code>`],
  ];
  return html`${section(
    'Overview',
    html`${factsHtml(facts)}${failures.map((text) => html`<p class="warn">${name(text)}</p>`)}`,
  )}${bandsSection(group, traces)}${section(
    'Results',
    html`${groupTables(group, records).map((table) => tableHtml(table))}`,
  )}${
    best === null
      ? ''
      : html`<article>
          <h2>The best run: ${name(best.record.name)}</h2>
          <p class="note">
            The best of many on the rows that it was chosen by: on others it will be a little worse.
          </p>
          ${runSections(best, 3)}
        </article>`
  }`;
}

function planText({ plan, experiment, trials }: Group): Html | string {
  if (plan.kind === 'repeat')
    return `${count(plan.n)} runs with the seeds from ${experiment.seed} on, ${plan.sameData ? 'on the same data and split' : 'each with data and split of its own seed'}`;
  if (plan.kind === 'folds') {
    const repeats = plan.nRepeats === 1 ? '' : `, made anew ${plan.nRepeats} times`;
    const by = {
      random: 'at random',
      stratified: 'at random within every class',
      group: `by ${plan.column ?? 'group'}`,
      time: `in the order of ${plan.column ?? 'time'}`,
    }[plan.by];
    return html`Cross-validation in ${plan.nSplits} folds ${name(by)}${repeats}, seed ${plan.seed}`;
  }
  if (plan.kind === 'learning-curve')
    return `${foldsText(plan)}, each on ${plan.sizes.join(', ')} of its training rows, seed ${plan.seed}`;
  const searched = sweepText(plan.kind === 'nested-folds' ? plan.sweep : plan, trials.length);
  if (plan.kind === 'sweep') return searched;
  return html`${foldsText(plan)}, seed ${plan.seed}; in each of them settings are chosen by
  ${plan.innerSplits} inner folds of its training rows, and validated with rows that no choice has seen.
  ${searched}`;
}

function sweepText(plan: SweepPlan, trials: number): Html {
  const varied = plan.parameters.map((parameter) =>
    parameter.kind === 'values'
      ? `${settingLabel(parameter.path)}: ${parameter.values.join(', ')}`
      : `${settingLabel(parameter.path)}: ${parameter.from} to ${parameter.to} (${parameter.scale})`,
  );
  const how = { grid: 'grid', random: 'random search', halving: 'successive halving', tpe: 'TPE' }[
    plan.search
  ];
  const halved = { asha: ', halved by ASHA', hyperband: ', halved by Hyperband', none: '' }[
    plan.halving ?? 'none'
  ];
  return html`Sweep by ${how}${halved}, ${count(trials)} trials, seed ${plan.seed}; scored by
    ${metricLabel(plan.objective.metric).toLowerCase()}
    (${plan.objective.goal === 'min' ? 'least' : 'greatest'} is best)
    <ul>
      ${varied.map((text) => html`<li>${name(text)}</li>`)}
    </ul>`;
}

/** Thin lines of single runs at most. */
const MOST_LINES = 60;

/** Their thin curves, and of runs that are one sample the mean with a band of one standard deviation. */
function bandsSection(group: Group, traces: readonly GroupTraces[]): Html {
  const pictures = traces
    .filter(({ step, runs }) => step.length > 1 && runs.length > 0)
    .map((trace) => bandPicture(group, trace));
  if (pictures.every((picture) => picture === null)) return html``;
  return section('Learning curves', html`<div class="figures wide">${pictures}</div>`);
}

function bandPicture(group: Group, traces: GroupTraces): Html | null {
  const { metric, step, runs, values } = traces;
  const { steps } = MODELS[group.experiment.model.kind].text;
  const own = runs
    .slice(0, MOST_LINES)
    .map((_, r) => values.subarray(r * step.length, (r + 1) * step.length));
  const band = meanLine(traces, 'std');
  const y = curveScale([{ values }, { values: band.mean }]);
  if (y === null) return null;
  const isValidation = measuredOn(metric) === 'validation';
  const dash = isValidation ? ' dashed' : '';
  const hasMean = isSample(group.plan);
  const picture = plot({
    x: linearScale(step[0]!, step[step.length - 1]!, { isTight: true, count: 6 }),
    y,
    xLabel: `${steps.charAt(0).toUpperCase()}${steps.slice(1)}`,
    yLabel: measureLabel(metric),
    title: `${metricLabel(metric)} of ${runs.length} runs`,
    marks: (at) => {
      // Where the band goes below a logarithmic axis, it ends at the axis.
      const low = (value: number): number => (y.isLog && value <= y.low ? at.bottom : at.y(value));
      const up = band.step.map((s, i) => `${i === 0 ? 'M' : 'L'}${at.x(s)} ${at.y(band.high[i]!)}`).join('');
      const down = band.step
        .map((s, i) => `L${at.x(s)} ${round(low(band.low[i]!))}`)
        .reverse()
        .join('');
      const singles = own.map((series) => line(linePath(step, series, at, y.isLog), 'hue-1 single'));
      // Runs of other settings or numbers of rows have no mean that would say anything.
      if (!hasMean) return html`${singles}`;
      return html`<path class="band hue-1" d="${up}${down}Z" />${singles}${line(
          linePath(band.step, band.mean, at, y.isLog),
          `hue-1${dash}`,
        )}`;
    },
  });
  const entries: LegendEntry[] = [
    ...(hasMean
      ? ([
          { classes: `hue-1${dash}`, text: 'mean', mark: 'line' },
          { classes: 'hue-1', text: 'one standard deviation', mark: 'band' },
        ] as const)
      : []),
    {
      classes: 'hue-1 single',
      text: runs.length > MOST_LINES ? `the first ${MOST_LINES} runs` : 'single runs',
      mark: 'line',
    },
  ];
  const scale = y.isLog ? ' The y axis is logarithmic.' : '';
  return pictureFigure(
    picture,
    `${metricLabel(metric)} of ${count(runs.length)} runs over ${steps}.${scale}`,
    entries,
  );
}
