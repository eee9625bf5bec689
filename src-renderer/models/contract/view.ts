import type { Component } from 'svelte';
import type { Frame, ModelKind, ModelSpec } from '../../../src-shared/models';
import type { ModelHistory, PointSample, Surface } from '../../../src-shared/run/live/frames';
import type { RunRecord } from '../../../src-shared/run/record/record';
import type { FigureMaker } from '../../charts/figure/figure';
import type { Camera } from '../../charts/network/surface/solid/camera';
import type { RunPredict } from '../../state/predict/run-predict.svelte';
import type { RunWeights } from '../../state/predict/run-weights.svelte';
import type { RunState } from '../../state/run/run-state.svelte';
import type { Range } from '../../values/range';
import type { ModelCurves } from './curves';
import type { Fact } from './facts';
import type { Playback, PlaybackSource } from './playback';
import type { RunOf } from './run-of';

/**
 * A kind of model as the page shows it: texts, and parts with components that are read when a view
 * needs them. Each kind has one, in its folder, and a line in the table `MODEL_VIEWS`.
 */
export interface ModelView<K extends ModelKind = ModelKind> {
  /** Its settings in one line: "2-2-1 sigmoid · MSE · Adam 0.03". @param inputs number of the model's inputs */
  describe(model: ModelSpec<K>, inputs: number): string;
  /** Title of the run's picture: "Output over the plane". */
  pictureTitle(frame: Frame<K> | null): string;
  /** Activation of the output whose surface over two features is drawn; null: it draws none. */
  outputActivation(model: ModelSpec<K>): string | null;
  /** An answer that is a number and means something else, as text; null: it is that number. */
  answerText(name: string, value: number, run: AnsweringRun<K>): string | null;
  form(): Promise<FormPart<K>>;
  run(): Promise<RunPart<K>>;
  compare(): Promise<ComparePart<K>>;
}

/** Properties of a run on which the text of an answer depends. */
interface AnsweringRun<K extends ModelKind = ModelKind> {
  readonly model: ModelSpec<K>;
  readonly clusterNames: readonly string[];
}

/** Form of a kind of model: its settings, and the texts beside them. */
export interface FormPart<K extends ModelKind = ModelKind> {
  readonly Form: Component<{ model: ModelSpec<K> }>;
  /** Unit of training, e.g. "rounds", for the fields of logging and checkpoints. */
  readonly unit: string;
  /** When training ends, where `training` of the experiment does not say. */
  readonly endText: string;
}

/** Views of a run of a kind of model: statistics, pictures, tabs and texts. */
export interface RunPart<K extends ModelKind = ModelKind> {
  /** Statistics of the overview. */
  facts(run: RunOf<K>): Fact[];
  /** Beside the statistics of the overview; null: nothing. */
  readonly Overview: Component<{ run: RunOf<K> }> | null;
  readonly curves: ModelCurves<K>;
  readonly picture: PicturePart<K>;
  /** Tab that shows the model's parameters. */
  readonly modelTab: RunTab<K>;
  /** Further tabs of this kind, beside the evaluation. */
  moreTabs(run: RunOf<K>): readonly RunTab<K>[];
  playback(source: PlaybackSource<K>): Playback<K>;
  /** Whether its past pictures are fetched ahead, of the models that were kept. */
  readonly fetchesPast: boolean;
  /**
   * Learning rate that it is trained with now; null: it has none.
   * @param step that the run has come to
   */
  learningRate(run: RunOf<K>, step: number): number | null;
  readonly predict: PredictTexts;
}

/** Texts below the answers of a model. */
interface PredictTexts {
  /** In which values distances are measured where features were scaled; empty: nothing is measured. */
  readonly scaledNote: string;
  /** Hint at the gestures on its picture of two features; empty: there are none. */
  readonly planeHint: string;
}

/** A tab of a run's details. */
export interface RunTab<K extends ModelKind = ModelKind> {
  readonly value: string;
  readonly label: string;
  /** Missing part: `model` before the first step, `rows` where they could not be read. */
  readonly needs: 'model' | 'rows' | 'nothing';
  readonly Content: Component<RunTabProps<K>>;
}

interface RunTabProps<K extends ModelKind = ModelKind> {
  run: RunOf<K>;
  state: RunState;
  predict: RunPredict;
  weights: RunWeights;
  /** Step of the model that is shown, where that is kept; else null. */
  keptStep: number | null;
}

/** The picture of a run's model. */
interface PicturePart<K extends ModelKind = ModelKind> {
  /** Whether it shows nothing before there is a model; else it shows the rows. */
  readonly needsModel: boolean;
  /** Ways of drawing it, the first one at the beginning; null: there is one. */
  modes(run: RunOf<K>): PictureModes | null;
  readonly Picture: Component<PictureProps<K>, FigureMaker>;
}

interface PictureModes {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly title?: string }[];
}

export interface PictureProps<K extends ModelKind = ModelKind> {
  run: RunOf<K>;
  /** Value of one of its modes. */
  mode: string;
  /** The model by iteration, for trails; null: none are drawn. */
  history: ModelHistory | null;
  /** Row of the history that is shown; null: the newest. */
  historyRow: number | null;
  predict: RunPredict;
}

/** Views of several compared runs of a kind of model, side by side. */
export interface ComparePart<K extends ModelKind = ModelKind> {
  readonly Picture: Component<ComparePictureProps<K>, FigureMaker>;
  /** Output over two features with the ends of its colours; null: it draws none. */
  surface(frame: Frame<K>): { readonly surface: Surface; readonly domain: Range } | null;
  /** Why a model has no picture, as a sentence about it and its like; null: it has one. */
  whyNotDrawn(frame: Frame<K>, sample: PointSample | null): string | null;
  /** Ranges of the first two features that its picture covers; null: it draws no such plane. */
  plane(frame: Frame<K>, sample: PointSample | null): PlaneRanges | null;
  /**
   * A picture with its groups numbered as the first run's.
   * @returns null where there are no groups, or nothing to match them by
   */
  matched(
    first: GroupedPoints<K>,
    other: GroupedPoints<K>,
    names: readonly string[],
  ): MatchedPicture<K> | null;
}

export interface PlaneRanges {
  readonly x: Range;
  readonly y: Range;
}

export interface GroupedPoints<K extends ModelKind = ModelKind> {
  readonly frame: Frame<K>;
  readonly sample: PointSample;
}

/** A run's picture with the numbers of the first run's groups. */
export interface MatchedPicture<K extends ModelKind = ModelKind> {
  readonly frame: Frame<K>;
  /** Names by the new numbers. */
  readonly names: readonly string[];
  /** Agreement with the first run on the points drawn. */
  readonly agreement: { readonly rand: number; readonly information: number; readonly rows: number };
}

/** Ranges that pictures side by side share, so that equal points lie at equal positions. */
export interface SharedRanges {
  /** Outputs at the ends of the colours; null without surfaces. */
  readonly domain: Range | null;
  /** Ranges of the first two features; null where the runs do not share their first two features. */
  readonly ranges: PlaneRanges | null;
}

export interface ComparePictureProps<K extends ModelKind = ModelKind> {
  record: RunRecord;
  frame: Frame<K>;
  sample: PointSample | null;
  links: SharedRanges;
  matched: MatchedPicture<K> | null;
  /** Whether surfaces are drawn as solids, and from where they are seen. */
  solid: boolean;
  camera: Camera | null;
  oncamera: (camera: Camera) => void;
}
