import type { ChartTokens } from '../../../stage/theme';
import type { SceneContent, SceneLabel } from '../surface-scene';
import type { Camera } from './camera';

/** How a solid is shown: from where, and how large. */
export interface SolidView {
  readonly camera: Camera;
  /** CSS pixels, and pixels of the screen in one of them. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** What is drawn, in which colours. */
export interface SolidShown {
  readonly content: SceneContent;
  readonly tokens: ChartTokens;
}

/** One solid to be drawn. */
export interface SolidDrawing {
  readonly solid: number;
  readonly view: SolidView;
  /** With the first drawing: the canvas that it draws on. */
  readonly canvas?: OffscreenCanvas;
  /** Where it has changed. */
  readonly shown?: SolidShown;
}

/** What the thread of the solids is asked: to draw one of them, or to let it go. */
export type SolidRequest = SolidDrawing | { readonly solid: number; readonly isGone: true };

/** What it says: the labels of what it has drawn, or why it cannot draw. */
export type SolidReply = { readonly solid: number } & (
  { readonly labels: readonly SceneLabel[] } | { readonly problem: string }
);
