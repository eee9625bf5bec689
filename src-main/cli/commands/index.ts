import type { AnyCommand } from '../declare/command';
import { convert } from './data/convert';
import { generate } from './data/generate';
import { inspect } from './data/inspect';
import { client } from './exchange/client';
import { follow } from './exchange/follow';
import { importRuns } from './exchange/import';
import { pack } from './exchange/pack';
import { unpack } from './exchange/unpack';
import { baselines } from './results/baselines/baselines';
import { compare } from './results/compare';
import { evaluate } from './results/evaluate';
import { calibrate } from './results/explain/calibrate';
import { explain } from './results/explain/explain';
import { exportRun } from './results/export';
import { lineage } from './results/lineage';
import { notes } from './results/notes';
import { predict } from './results/predict';
import { report } from './results/report';
import { query } from './results/query';
import { runs } from './results/runs';
import { show } from './results/show';
import { stability } from './results/stability';
import { surface } from './results/surface';
import { importance } from './results/sweeps/importance';
import { pareto } from './results/sweeps/pareto';
import { validationCurve } from './results/sweeps/validation-curve';
import { completion } from './shell/completion';
import { check } from './training/check';
import { fork } from './training/fork';
import { learningCurve } from './training/learning-curve';
import { resume } from './training/resume';
import { run } from './training/run';
import { sweep } from './training/sweep';
import { train } from './training/train/train';
import { trial } from './training/trial';

/** All commands, in the order of the help. */
export const COMMANDS: readonly AnyCommand[] = [
  inspect,
  convert,
  generate,
  train,
  run,
  sweep,
  learningCurve,
  resume,
  fork,
  check,
  trial,
  runs,
  show,
  compare,
  importance,
  pareto,
  validationCurve,
  baselines,
  query,
  evaluate,
  explain,
  calibrate,
  predict,
  surface,
  stability,
  exportRun,
  report,
  notes,
  lineage,
  pack,
  unpack,
  importRuns,
  follow,
  client,
  completion,
];
