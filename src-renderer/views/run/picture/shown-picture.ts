import type { Frame } from '../../../../src-shared/run/live/frames';
import type { Playback } from '../../../models/contract/playback';

/** Frame of picture and tabs, and where it comes from. */
export interface ShownPicture {
  readonly frame: Frame | null;
  /** `live` follows the run; `edited` has weights that were set by hand; the others were gone back to. */
  readonly source: 'live' | 'restored' | 'playback' | 'cursor' | 'edited';
  /** Row of the history that is shown; null for the newest, and where it shows none. */
  readonly historyRow: number | null;
  /** Index of the playback that is shown; null: the newest. */
  readonly playbackIndex: number | null;
  /** Label of the frame, where it is more than a step; else null. */
  readonly label: string | null;
  /** Its step, for the other chart's cursor. */
  readonly historyStep: number | null;
}

export interface PictureInput {
  readonly frame: Frame | null;
  readonly restored: { readonly frame: Frame; readonly step: number } | null;
  readonly playback: Playback;
  /** Index that the slider is at; null: the newest. */
  readonly playbackIndex: number | null;
  /** A step that the curve's cursor is at. */
  readonly cursor: number | null;
}

const NOTHING: ShownPicture = {
  frame: null,
  source: 'live',
  historyRow: null,
  playbackIndex: null,
  label: null,
  historyStep: null,
};

/**
 * The restored checkpoint if there is one; else what the slider or the curve's cursor is at; else the
 * run's own newest picture.
 */
export function shownPicture(input: PictureInput): ShownPicture {
  const { frame, restored, playback, playbackIndex, cursor } = input;
  if (restored !== null) return { ...NOTHING, frame: restored.frame, source: 'restored' };
  const live: ShownPicture = { ...NOTHING, frame };
  const index = cursor !== null ? playback.indexAt(cursor) : playbackIndex;
  if (frame === null || index === null || index < 0) return live;
  const past = playback.at(index);
  if (past === null) return live;
  if (past === 'loading') return { ...live, playbackIndex: index };
  return {
    frame: past.frame,
    source: cursor !== null ? 'cursor' : 'playback',
    historyRow: past.historyRow,
    playbackIndex: index,
    label: past.label,
    historyStep: cursor !== null ? null : past.step,
  };
}
