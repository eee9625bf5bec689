import { say } from '../../../src-shared/language/say';
import { NO_ZOOM, type Zoom } from '../../values/zoom';
import { History } from '../base/history.svelte';
import { metricLabel } from '../base/run-style';
import { formatSetting, listText } from '../../text/format';
import type { XMode } from './curve-sources';

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
  /** Values at which a level line is drawn. */
  readonly references: readonly number[];
}

const SETTING_NAMES: Readonly<Record<keyof CurveSettings, string>> = {
  metric: say('Metric'),
  xMode: 'X axis',
  smoothing: say('Smoothing'),
  logX: say('Log x axis'),
  logY: say('Log y axis'),
  ignoreOutliers: say('Ignore outliers'),
  hidden: say('Curves shown'),
  references: say('Reference lines'),
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
    references: [],
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

  get references(): readonly number[] {
    return this.#settings.references;
  }

  set references(references: readonly number[]) {
    this.#change('references', { references });
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
  const { hidden, references, ...rest } = a;
  const names = Object.keys(rest) as (keyof typeof rest)[];
  const isHidingSame = hidden.size === b.hidden.size && [...hidden].every((id) => b.hidden.has(id));
  const areLinesSame = references.join(' ') === b.references.join(' ');
  return isHidingSame && areLinesSame && names.every((name) => a[name] === b[name]);
}

function settingText(settings: CurveSettings, name: keyof CurveSettings): string {
  if (name === 'hidden') {
    const { size } = settings.hidden;
    return size === 0 ? 'all' : say('{value} hidden', { value: size });
  }
  if (name === 'references')
    return settings.references.length === 0 ? say('none') : listText(settings.references);
  const value = settings[name];
  if (name === 'metric' && settings.metric !== null) return metricLabel(settings.metric);
  if (value === null) return 'default';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'number' ? formatSetting(value) : value;
}
