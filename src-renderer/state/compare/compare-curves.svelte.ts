import { say } from '../../../src-shared/language/say';
import { modelDefinition } from '../../../src-shared/models';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import { lowerIsBetter } from '../../../src-shared/run/figures/metric-direction';
import {
  measuredOn,
  measureLabel,
  validationFirst,
  validationMetric,
} from '../../../src-shared/run/figures/metric-labels';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { NO_ZOOM, type Zoom } from '../../values/zoom';
import { History } from '../base/history.svelte';
import { metricLabel, metricPhrase } from '../base/run-style';
import { formatSetting } from '../../text/format';
import type { CurveSource } from '../../values/curve-source';

export type XMode = 'step' | 'epoch' | 'relative' | 'wall';

export const X_TITLES: Readonly<Record<XMode, string>> = {
  step: say('step'),
  epoch: say('epoch'),
  relative: say('time trained, s'),
  wall: say('time of day, pauses left out'),
};

/** How the curves are drawn, apart from the zoom. */
interface CurveSettings {
  readonly metric: string | null;
  readonly xMode: XMode;
  /** 0 to 0.99 */
  readonly smoothing: number;
  readonly logX: boolean;
  /** null: as the settings say. */
  readonly logY: boolean | null;
  readonly ignoreOutliers: boolean;
  readonly hidden: ReadonlySet<string>;
}

const SETTING_NAMES: Readonly<Record<keyof CurveSettings, string>> = {
  metric: say('Metric'),
  xMode: 'X axis',
  smoothing: say('Smoothing'),
  logX: say('Log x axis'),
  logY: say('Log y axis'),
  ignoreOutliers: say('Ignore outliers'),
  hidden: say('Curves shown'),
};

/** Metric, x axis, zoom and smoothing of the compared runs' curves; kept while other views are open. */
export class CompareCurves {
  readonly #history: History;
  #settings = $state.raw<CurveSettings>({
    metric: null,
    xMode: 'step',
    smoothing: 0,
    logX: false,
    logY: null,
    ignoreOutliers: false,
    hidden: new Set(),
  });
  #zoom = $state.raw<Zoom>(NO_ZOOM);
  /** The run that is pointed at, in any of the charts. */
  hovered = $state<string | null>(null);
  /** The run whose curve was clicked: it stays in front while nothing else is pointed at. */
  picked = $state<string | null>(null);

  constructor(history: History = new History()) {
    this.#history = history;
  }

  #change(name: keyof CurveSettings, patch: Partial<CurveSettings>): void {
    const before = this.#settings;
    const after = { ...before, ...patch };
    if (isSame(before, after)) return;
    this.#settings = after;
    this.#history.add<CurveSettings>({
      key: `curves ${name}`,
      before,
      after,
      describe: (from, to) => `${SETTING_NAMES[name]} ${settingText(from, name)} → ${settingText(to, name)}`,
      apply: (settings) => {
        this.#settings = settings;
        this.#zoom = NO_ZOOM;
        return null;
      },
      place: 'compare',
      isSame,
    });
  }

  get metric(): string | null {
    return this.#settings.metric;
  }

  /** Another metric has other values: what was zoomed to of x stays. */
  set metric(metric: string | null) {
    this.#change('metric', { metric });
    this.#zoom = { x: this.#zoom.x, y: null };
  }

  get xMode(): XMode {
    return this.#settings.xMode;
  }

  set xMode(xMode: XMode) {
    this.#change('xMode', { xMode, ...(xMode === 'wall' ? { logX: false } : {}) });
    this.#zoom = NO_ZOOM;
  }

  get smoothing(): number {
    return this.#settings.smoothing;
  }

  set smoothing(smoothing: number) {
    this.#change('smoothing', { smoothing });
  }

  get ignoreOutliers(): boolean {
    return this.#settings.ignoreOutliers;
  }

  set ignoreOutliers(ignoreOutliers: boolean) {
    this.#change('ignoreOutliers', { ignoreOutliers });
  }

  get logX(): boolean {
    return this.#settings.logX;
  }

  /** A zoom may begin at 0 or below, which a logarithmic axis has not. */
  set logX(logX: boolean) {
    this.#change('logX', { logX });
    this.#zoom = { x: null, y: this.#zoom.y };
  }

  get logY(): boolean | null {
    return this.#settings.logY;
  }

  set logY(logY: boolean | null) {
    this.#change('logY', { logY });
    this.#zoom = { x: this.#zoom.x, y: null };
  }

  get zoom(): Zoom {
    return this.#zoom;
  }

  set zoom(zoom: Zoom) {
    this.#zoom = zoom;
  }

  get hidden(): ReadonlySet<string> {
    return this.#settings.hidden;
  }

  toggle(runId: string): void {
    const hidden = new Set(this.hidden);
    if (!hidden.delete(runId)) hidden.add(runId);
    this.#change('hidden', { hidden });
  }

  /** The run that stands out, unless it is hidden. */
  get front(): string | null {
    const run = this.hovered ?? this.picked;
    return run !== null && this.hidden.has(run) ? null : run;
  }

  pick(runId: string): void {
    this.picked = this.picked === runId ? null : runId;
  }

  showAll(): void {
    this.#change('hidden', { hidden: new Set() });
  }

  /** Shows one run alone, or all again where it is alone already. */
  solo(runId: string, all: readonly string[]): void {
    const others = all.filter((id) => id !== runId);
    const isAlone = !this.hidden.has(runId) && others.every((id) => this.hidden.has(id));
    this.#change('hidden', { hidden: new Set(isAlone ? [] : others) });
  }
}

function isSame(a: CurveSettings, b: CurveSettings): boolean {
  const { hidden, ...rest } = a;
  const names = Object.keys(rest) as (keyof typeof rest)[];
  const isHidingSame = hidden.size === b.hidden.size && [...hidden].every((id) => b.hidden.has(id));
  return isHidingSame && names.every((name) => a[name] === b[name]);
}

function settingText(settings: CurveSettings, name: keyof CurveSettings): string {
  const value = settings[name];
  if (name === 'metric' && settings.metric !== null) return metricLabel(settings.metric);
  if (value === null) return 'default';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return formatSetting(value);
  return typeof value === 'string'
    ? value
    : value.size === 0
      ? 'all'
      : say('{value} hidden', { value: value.size });
}

/** Metrics to choose among, those of the validation rows first: these alone, and with their training metrics. */
export function metricChoices(logged: readonly MetricColumns[]): string[] {
  return validationFirst([...new Set(logged.flatMap(({ series }) => Object.keys(series)))]);
}

/**
 * What curves are first looked at for: a metric of the validation rows where every run has one, else a loss.
 * @param mainMetrics of the runs' kinds of model, the foremost first
 * @param choices as {@link metricChoices} gives them
 */
export function usualMetric(
  mainMetrics: readonly string[],
  choices: readonly string[],
  logged: readonly MetricColumns[],
): string | null {
  const isOfAll = (name: string): boolean =>
    measuredOn(name) === 'validation' &&
    choices.includes(name) &&
    logged.every(({ series }) => series[name] !== undefined);
  return (
    mainMetrics.find(isOfAll) ??
    mainMetrics.find(
      (name) => lowerIsBetter(name) === true && measuredOn(name) !== 'validation' && choices.includes(name),
    ) ??
    choices.find((name) => measuredOn(name) !== 'validation') ??
    choices[0] ??
    null
  );
}

/** A metric's name over its curves: with its rows, where not both training and validation are drawn. */
export function curvesTitle(metric: string, logged: readonly MetricColumns[]): string {
  return isValidated(metric, logged) ? measureLabel(metric) : metricLabel(metric);
}

function isValidated(metric: string, logged: readonly MetricColumns[]): boolean {
  if (measuredOn(metric) === 'validation') return false;
  return logged.some(({ series }) => series[validationMetric(metric)] !== undefined);
}

/** What a run is called, and its colour as CSS. */
interface RunLook {
  findName(record: Pick<RunRecord, 'id' | 'name'>): string;
  findColour(record: Pick<RunRecord, 'id' | 'colour'>): string;
}

/** Training and validation curve of a metric of each run; of a validation metric that alone. */
export function curveSources(
  runs: readonly { readonly run: StoredRun; readonly logged: MetricColumns }[],
  metric: string,
  mode: XMode,
  look: RunLook,
): CurveSource[] {
  const namesRows = isValidated(
    metric,
    runs.map(({ logged }) => logged),
  );
  return runs.flatMap(({ run: { record }, logged }) =>
    [metric, ...(measuredOn(metric) === 'validation' ? [] : [validationMetric(metric)])].flatMap(
      (name, index): CurveSource[] => {
        const y = logged.series[name];
        if (y === undefined || y.length === 0) return [];
        const { id: runId } = record;
        const runName = look.findName(record);
        return [
          {
            id: `${runId} ${name}`,
            runId,
            label: namesRows ? `${runName}, ${measuredOn(name) ?? metricPhrase(name)}` : runName,
            colour: look.findColour(record),
            dashed: index === 1,
            x: computeX(record, logged, mode),
            y,
            points: {
              step: logged.step,
              elapsedMs: logged.elapsedMs,
              stepsPerEpoch: stepsPerEpoch(record),
            },
          },
        ];
      },
    ),
  );
}

/** Made once for the same logged rows: a curve is known again by its arrays. */
const made = new WeakMap<MetricColumns, Map<XMode, Float64Array>>();

/** Positions of a run's logged rows on the x axis, one for each row. */
export function computeX(record: RunRecord, logged: MetricColumns, mode: XMode): Float64Array {
  if (mode === 'step') return logged.step;
  const known = made.get(logged) ?? new Map<XMode, Float64Array>();
  made.set(logged, known);
  const found = known.get(mode) ?? computedX(record, logged, mode);
  known.set(mode, found);
  return found;
}

function computedX(record: RunRecord, { step, elapsedMs }: MetricColumns, mode: XMode): Float64Array {
  switch (mode) {
    case 'step':
      return step;
    case 'epoch': {
      const per = stepsPerEpoch(record);
      return step.map((value) => value / per);
    }
    case 'relative':
      return elapsedMs.map((value) => value / 1000);
    case 'wall': {
      const from = Date.parse(record.startedAt ?? record.createdAt);
      return elapsedMs.map((value) => from + value);
    }
  }
}

/** Updates until every training row was seen once; rounds and passes over all rows are epochs. */
export function stepsPerEpoch({ experiment, dataset, external }: RunRecord): number {
  // What another program calls an epoch, nobody knows.
  if (external !== undefined) return 1;
  const { model, training } = experiment;
  const size = modelDefinition(model.kind).batchSize({ model, training });
  const rows = dataset?.trainRows ?? 0;
  return size === null || size >= rows ? 1 : Math.ceil(rows / size);
}
