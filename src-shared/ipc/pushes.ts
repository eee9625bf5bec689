import type { ReadProgress } from '../dataset/look';
import type { Group } from '../group/group';
import type { Sentence } from '../language/sentence';
import type { RunEvent } from '../run/live/events';
import type { StoredRun } from '../run/record/record';
import type { Settings } from '../settings';
import type { RunPushName } from './channels';

/** What main pushes to the window. */
export interface Pushes {
  /**
   * What came of one run since the last time, at display rate: all of a run that is watched, of any
   * other how far it is.
   */
  'run.events': { readonly runId: string; readonly events: readonly RunEvent[] };
  /** A run's record changed (status, name, checkpoint, summary), appeared, or went (`run` null). */
  'run.changed': { readonly runId: string; readonly run: StoredRun | null };
  /** A live run is held to another number of steps a second; null: to none. */
  'run.speed': { readonly runId: string; readonly speed: number | null };
  /** A group changed, appeared, or went (`group` null). */
  'group.changed': { readonly groupId: string; readonly group: Group | null };
  'experiments.changed': null;
  /** How far the work of a task has come. */
  'dataset.progress': ReadProgress & { readonly task: string };
  /** A named data set was saved or deleted. */
  'datasets.changed': null;
  /** Pages of the notebook were written, renamed, deleted or brought back. */
  'notes.changed': null;
  'settings.changed': Settings;
  /** Files were dropped on the window: main has checked and granted them. `files`: those beside the first. */
  'file.dropped': { readonly path: string; readonly files: readonly string[] };
  /** Something is or is no longer followed, or has told something. */
  'imports.changed': { readonly followed: readonly string[] };
  /** The system wants files opened: the page takes them. */
  'files.opened': null;
  /** A menu item: the renderer runs the command of that name. */
  'menu.command': {
    readonly command:
      | 'new-experiment'
      | 'open-file'
      | 'import'
      | 'undo'
      | 'redo'
      | 'print'
      | 'toggle-rail'
      | 'runs'
      | 'notes'
      | 'lineage'
      | 'settings'
      | 'palette'
      | 'shortcuts'
      | 'help'
      | 'tour';
  };
  /** `said`: what the message is made of, where the page can say it in its language. */
  notice: { readonly kind: 'info' | 'error'; readonly message: string; readonly said?: Sentence };
}

/** Push of a run as it comes over the page's port. */
export type RunMessage = {
  readonly [P in RunPushName]: { readonly name: P; readonly payload: Pushes[P] };
}[RunPushName];
