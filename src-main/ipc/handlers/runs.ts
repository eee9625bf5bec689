import { parseExperiment } from '../../../src-shared/experiment/schema';
import type { ExplainChannel } from '../../../src-shared/ipc/answers/explain';
import type { PredictChannel } from '../../../src-shared/ipc/answers/predict';
import { MODEL_ENDINGS } from '../../../src-shared/run/model-file';
import type { RunService } from '../../runs/run-service';
import type { FileGrants } from '../file-grants';
import { done, type HandlersOf } from './area';
import type { HandlerDeps } from '../handler-deps';

/** The part of the run service that the window uses. */
export type WindowRuns = Pick<
  RunService,
  | 'start'
  | 'fork'
  | 'list'
  | 'snapshot'
  | 'resume'
  | 'pathIn'
  | 'dataStatus'
  | 'checks'
  | 'clusterNames'
  | 'controls'
  | 'models'
  | 'baselines'
  | 'verdicts'
>;

export function runHandlers(
  runs: WindowRuns,
  grants: FileGrants,
  {
    showInFolder,
    chooseSaveFile,
    connectRuns,
    watchRuns,
    drawUnits,
    push,
  }: Pick<
    HandlerDeps,
    'showInFolder' | 'chooseSaveFile' | 'connectRuns' | 'watchRuns' | 'drawUnits' | 'push'
  >,
): Omit<HandlersOf<'runs'>, PredictChannel | ExplainChannel> {
  return {
    'runs.start': ({ experiment, speed, again, task }) =>
      runs.start(grants.requireExperiment(parseExperiment(experiment)), speed, { again, task }),
    'runs.fork': ({ id, step, experiment, speed, weights, task }) =>
      runs.fork(id, step, grants.requireExperiment(parseExperiment(experiment)), speed, { weights, task }),
    'runs.connect': ({ key }) => done(connectRuns(key)),
    'runs.list': () => grants.grantRuns(runs.list()),
    'runs.snapshot': ({ id }) => runs.snapshot(id),
    'runs.picture': ({ id, step }) => runs.models.picture(id, step),
    'runs.pictures': ({ id, steps }) => runs.models.pictures(id, steps),
    'runs.pause': ({ id }) => done(runs.controls.pause(id)),
    'runs.resume': ({ id }) => done(runs.controls.resume(id)),
    'runs.stop': ({ id }) => done(runs.controls.stop(id)),
    'runs.step': ({ id }) => done(runs.controls.step(id)),
    'runs.set-learning-rate': ({ id, learningRate }) => done(runs.controls.setLearningRate(id, learningRate)),
    'runs.draw-units': ({ id, on }) => done(drawUnits(id, on)),
    'runs.watch': ({ ids }) => done(watchRuns(ids)),
    'runs.set-speed': ({ id, speed }) => {
      runs.controls.setSpeed(id, speed);
      return done(push('run.speed', { runId: id, speed }));
    },
    'runs.continue': ({ id }) => runs.resume(id),
    'runs.set-cluster-names': ({ id, names }) => runs.clusterNames.set(id, names),
    'runs.surface': ({ id, step, grid }) => runs.models.surface(id, step, grid),
    'runs.plane': ({ id }) => runs.models.plane(id),
    'runs.weights-what-if': ({ id, step, edits, cells }) =>
      runs.models.weightsWhatIf(id, step, { edits, cells }),
    'runs.measure-weights': ({ id, step, edits, task }) => runs.models.measureWeights(id, step, edits, task),
    'runs.what-if': ({ id, C, points, classes }) => runs.models.whatIf(id, C, { points, classes }),
    'runs.evaluate': ({ id, step, task }) => runs.models.evaluate(id, step, task),
    'runs.evaluate-common': ({ runs: chosen, task }) => runs.models.evaluateCommon(chosen, task),
    'runs.baselines': ({ ids, trains, task }) =>
      Promise.all(
        ids.map(async (id) => (trains ? runs.baselines.train(id, task) : runs.baselines.stored(id))),
      ),
    'runs.compare-rows': ({ ids, task }) => runs.verdicts.compareRows(ids, task),
    'runs.export-evaluation': async ({ id, step, format, task }) => {
      const path = await chooseSaveFile(`evaluation.${format}`, format);
      if (path === null) return null;
      await runs.models.exportEvaluation(id, step, { to: path, format }, task);
      return { path };
    },
    'runs.export-predictions': async ({ id, step, task }) => {
      const path = await chooseSaveFile('predictions.csv', 'csv');
      if (path === null) return null;
      await runs.models.exportPredictions(id, step, path, task);
      return { path };
    },
    'runs.export-model': async ({ id, step, format, task }) => {
      const ending = MODEL_ENDINGS[format];
      const path = await chooseSaveFile(`model.${ending}`, ending);
      if (path === null) return null;
      await runs.models.exportModel(id, step, { to: path, format }, task);
      return { path };
    },
    'runs.data-status': async ({ id, task }) => grants.grantFound(await runs.dataStatus(id, task)),
    'runs.check': ({ id, task }) => runs.checks.start(id, task),
    'runs.show-folder': ({ id, path }) => done(showInFolder(runs.pathIn(id, path))),
  };
}
