import { basename } from 'node:path';
import type { PredictChannel } from '../../../src-shared/ipc/answers/predict';
import type { PredictionService } from '../../runs/answers/prediction-service';
import type { FileGrants } from '../file-grants';
import type { HandlersOf } from './area';
import type { HandlerDeps } from '../handler-deps';

/** Questions about new points to the models of runs. */
export function predictHandlers(
  predictions: PredictionService,
  grants: FileGrants,
  {
    chooseFile,
    chooseSaveFile,
    keepPasted,
  }: Pick<HandlerDeps, 'chooseFile' | 'chooseSaveFile' | 'keepPasted'>,
): Pick<HandlersOf<'runs'>, PredictChannel> {
  /** What was saved may be opened as data next. */
  const saved = async (
    name: string,
    save: (to: string) => Promise<{ rows: number; notes?: readonly string[] }>,
  ): Promise<{ path: string; rows: number; notes: readonly string[] } | null> => {
    const path = await chooseSaveFile(name, 'csv');
    if (path === null) return null;
    const { rows, notes = [] } = await save(path);
    grants.grant(path);
    return { path, rows, notes };
  };
  return {
    'runs.predict': ({ rows, explain, ...model }) =>
      predictions.predict(model, { kind: 'rows', rows }, explain),
    'runs.predict-random': ({ n, seed, ...model }) => predictions.predict(model, { kind: 'random', n, seed }),
    'runs.save-points': ({ rows, ...model }) =>
      saved('predictions.csv', (to) => predictions.savePredictions(model, { kind: 'rows', rows }, to)),
    'runs.choose-points': async () => {
      const path = await chooseFile();
      if (path === null) return null;
      grants.grant(path);
      return { path };
    },
    'runs.paste-points': ({ text }) => {
      const path = keepPasted(text);
      grants.grant(path);
      return { path };
    },
    'runs.check-points': ({ file, task, ...model }) =>
      predictions.check(model, grants.requireTable(file), task),
    'runs.predict-file': ({ file, task, ...model }) =>
      predictions.predictFile(model, grants.requireTable(file), task),
    'runs.predicted-rows': ({ file, from, count, ...model }) =>
      predictions.rows(model, grants.requireTable(file), from, count),
    'runs.save-predicted': ({ file, task, ...model }) => {
      const source = grants.requireTable(file);
      const name = `${basename(source.path).replace(/(\.\w{1,8})?(\.gz)?$/i, '')}-predicted.csv`;
      return saved(name, (to) => predictions.save(model, source, to, task));
    },
  };
}
