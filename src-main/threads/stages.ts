/** Stages of a run, of its evaluation and of predicting a file, in their order. */
export type Stage =
  | 'check'
  | 'read'
  | 'memory'
  | 'features'
  | 'rows'
  | 'train'
  | 'evaluate'
  | 'checkpoint'
  | 'predictions'
  | 'end';

/**
 * Notes on this thread's timeline (User Timing, `benchtop.<stage>`) that a stage begins, which ends the one
 * before. Profilers show it, and `npm run bench -- ends` reads it. The last run's marks are there.
 */
export function beginStage(stage: Stage): void {
  const name = `benchtop.${stage}`;
  performance.clearMarks(name);
  performance.mark(name);
}
