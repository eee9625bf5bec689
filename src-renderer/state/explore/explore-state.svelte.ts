import { say } from '../../../src-shared/language/say';
import type { ChartKind, CorrelationMethod, View } from '../../../src-shared/dataset/explore';
import type { ColumnType, DatasetSpec } from '../../../src-shared/experiment/schema';
import type { BenchtopApi } from '../../api/client';
import { boundedColumns, exploredKey, type ExploreColumn } from './explore-columns';
import { fileName } from '../../text/format';
import { ExploreQuestion, type RequestOf } from './explore-question.svelte';
import { ScatterAxes } from './scatter-axes.svelte';

const DELAY_MS = 250;
/** Columns that are shown at first, and again by every "Show more". */
const PAGE = { histogram: 24, correlation: 40, summary: 100 } as const;
/** Above so many the numbers of a correlation matrix are read by nobody. */
const MAX_CORRELATED = 100;

/** State of the Explore view of a data set: the chosen chart, its columns, and the answers. */
export class ExploreState {
  readonly scatter: ExploreQuestion<'scatter'>;
  readonly histogram: ExploreQuestion<'histogram'>;
  readonly correlation: ExploreQuestion<'correlation'>;
  readonly summary: ExploreQuestion<'summary'>;
  /** Summary of a generated data set, from which its columns are known. */
  readonly found: ExploreQuestion<'summary'>;

  #dataset: DatasetSpec | null = null;
  #seed = 0;
  #dataKey = $state('');
  #given = $state.raw<readonly ExploreColumn[] | null>(null);
  #kind = $state<ChartKind>('scatter');
  readonly #axes = new ScatterAxes();
  #bins = $state<number | null>(null);
  #byClass = $state<string | null>(null);
  #enlarged = $state<string | null>(null);
  #method = $state<CorrelationMethod>('pearson');
  #search = $state('');
  #pages = $state.raw<Readonly<Record<'histogram' | 'correlation' | 'summary', number>>>({
    histogram: 1,
    correlation: 1,
    summary: 1,
  });
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Takes changed data, which is requested after a delay. */
  #isDue = false;

  readonly columns: readonly ExploreColumn[] | null = $derived.by(() => {
    if (this.#given !== null) return this.#given;
    return this.found.answer?.columns.map(({ name, type }) => ({ name, type })) ?? null;
  });

  constructor(api: BenchtopApi) {
    this.scatter = new ExploreQuestion(api, 'scatter');
    this.histogram = new ExploreQuestion(api, 'histogram');
    this.correlation = new ExploreQuestion(api, 'correlation');
    this.summary = new ExploreQuestion(api, 'summary');
    this.found = new ExploreQuestion(api, 'summary', () => {
      this.#ask();
    });
  }

  /** Marks it as shown. @returns marks it as hidden and cancels what is under way */
  start(): () => void {
    return () => {
      clearTimeout(this.#timer);
      for (const question of this.#questions) question.clear();
    };
  }

  get #questions(): ExploreQuestion<ChartKind>[] {
    const all = [this.scatter, this.histogram, this.correlation, this.summary, this.found];
    return all as unknown as ExploreQuestion<ChartKind>[];
  }

  /** The file's or the generator's name. */
  get dataName(): string {
    void this.#dataKey;
    const dataset = this.#dataset;
    if (dataset === null) return 'data';
    return dataset.kind === 'generated' ? dataset.generator : fileName(dataset.path);
  }

  /**
   * The data as the form has it now. Roles and preparation change nothing here; another filter,
   * sample or reading of the file is asked about after a moment.
   * @param columns null while they are not known, and for generated data
   */
  setData(dataset: DatasetSpec, seed: number, columns: readonly ExploreColumn[] | null): void {
    const key = exploredKey(dataset, seed);
    const isOther = describeSource(this.#dataset) !== describeSource(dataset);
    const isChanged = key !== this.#dataKey;
    this.#dataset = dataset;
    this.#seed = seed;
    this.#given = columns;
    if (isOther) {
      for (const question of this.#questions) question.clear();
      this.#axes.clear();
      this.#byClass = null;
      this.#enlarged = null;
      this.#search = '';
    }
    if (isChanged) {
      this.#dataKey = key;
      this.#axes.view = null;
      this.#isDue = true;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(
        () => {
          this.#isDue = false;
          this.#ask();
        },
        isOther ? 0 : DELAY_MS,
      );
    } else if (!this.#isDue) this.#ask();
  }

  get kind(): ChartKind {
    return this.#kind;
  }
  set kind(kind: ChartKind) {
    this.#kind = kind;
    this.#ask();
  }

  get x(): string | null {
    return this.#axes.x;
  }
  get y(): string | null {
    return this.#axes.y;
  }
  get colour(): string | null {
    return this.#axes.colour;
  }
  get method(): CorrelationMethod {
    return this.#method;
  }
  set method(method: CorrelationMethod) {
    this.#method = method;
    this.#ask();
  }
  /** null: as many as the data asks for. */
  get bins(): number | null {
    return this.#bins;
  }
  set bins(bins: number | null) {
    this.#bins = bins;
    this.#ask();
  }
  get byClass(): string | null {
    return this.#byClass;
  }
  set byClass(name: string | null) {
    this.#byClass = name;
    this.#ask();
  }
  /** The histogram that fills the view; null: all side by side. */
  get enlarged(): string | null {
    return this.#enlarged;
  }
  set enlarged(name: string | null) {
    this.#enlarged = name;
  }
  /** Only columns with these letters in their names are shown. */
  get search(): string {
    return this.#search;
  }
  set search(text: string) {
    this.#search = text;
    this.#pages = { histogram: 1, correlation: 1, summary: 1 };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isDue = false;
      this.#ask();
    }, DELAY_MS);
  }

  /** Columns that can be an axis or a colour. */
  get plotted(): readonly ExploreColumn[] {
    return (this.columns ?? []).filter(({ type }) => type !== 'text');
  }

  /** The columns that a chart of many shows, and how many there would be. */
  chooseColumns(kind: 'histogram' | 'correlation' | 'summary'): { names: readonly string[]; of: number } {
    const types: readonly ColumnType[] =
      kind === 'summary'
        ? ['number', 'date', 'category', 'text']
        : kind === 'histogram'
          ? ['number', 'date', 'category']
          : ['number', 'date'];
    const limit = Math.min(PAGE[kind] * this.#pages[kind], kind === 'correlation' ? MAX_CORRELATED : 1000);
    return boundedColumns(this.columns ?? [], types, this.#search, limit);
  }

  showMore(kind: 'histogram' | 'correlation' | 'summary'): void {
    this.#pages = { ...this.#pages, [kind]: this.#pages[kind] + 1 };
    this.#ask();
  }

  /** Another column on an axis or as the colour; the view shows all of it. */
  setAxis(axis: 'x' | 'y' | 'colour', name: string | null): void {
    this.#axes.set(axis, name);
    this.#ask();
  }

  swapAxes(): void {
    this.#axes.swap();
    this.#ask();
  }

  /** Opens the scatter of two columns, e.g. of a cell of the correlation matrix. */
  openScatter(x: string, y: string): void {
    this.#axes.set('x', x);
    this.#axes.set('y', y);
    this.#kind = 'scatter';
    this.#ask();
  }

  /** Visible part of the scatter; null until an answer says what the whole is. */
  get view(): View | null {
    return this.#axes.view ?? this.scatter.answer?.view ?? null;
  }

  /** @param view null: all points */
  setView(view: View | null): void {
    this.#axes.view = view;
    this.#ask(true);
  }

  get isWhole(): boolean {
    return this.#axes.view === null;
  }

  /** The plane of the scatter has this many CSS pixels now. */
  setSize(width: number, height: number): void {
    this.#axes.setSize(width, height);
    this.#ask(true);
  }

  /** Asks for what the chosen chart lacks. @param follows the hand: see ExploreQuestion.ask */
  #ask(follows = false): void {
    const dataset = this.#dataset;
    if (dataset === null || this.#isDue) return;
    const data = { dataset: { ...dataset }, seed: this.#seed };
    if (this.columns === null) {
      if (dataset.kind === 'generated') {
        this.found.ask({ key: this.#dataKey, data, chart: { kind: 'summary', columns: null } });
      }
      return;
    }
    this.#axes.choose(this.plotted, dataset);
    const exists = this.plotted.some(({ name }) => name === this.#byClass);
    if (this.#byClass !== null && !exists) this.#byClass = null;
    const chart = this.#request();
    if (chart === null) return;
    const key = `${this.#dataKey}\n${JSON.stringify(chart)}`;
    const question = this[chart.kind] as ExploreQuestion<ChartKind>;
    question.ask({ key, data, chart }, follows);
  }

  #request(): RequestOf<ChartKind> | null {
    switch (this.#kind) {
      case 'scatter':
        return this.#axes.request();
      case 'histogram':
        return {
          kind: 'histogram',
          columns: [...this.chooseColumns('histogram').names],
          bins: this.#bins,
          byClass: this.#byClass,
        };
      case 'correlation':
        return {
          kind: 'correlation',
          columns: [...this.chooseColumns('correlation').names],
          method: this.#method,
        };
      case 'summary':
        return { kind: 'summary', columns: [...this.chooseColumns('summary').names] };
    }
  }
}

/** The file or generator itself: with another one nothing of the last is worth keeping. */
function describeSource(dataset: DatasetSpec | null): string | null {
  if (dataset === null) return null;
  return dataset.kind === 'file'
    ? dataset.path
    : say('generated {generator}', { generator: dataset.generator });
}
