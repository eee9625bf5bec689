import { beginStage } from '../../../threads/stages';
import type { PointCalls } from '../../protocol/points';
import type { Answers } from '../call-context';
import { checkFile, predictFile, predictedRows, savePredicted } from './point-files';
import { answerRows, readQueriedModel, requestedRows, savePredictions } from './query-points';

/** Answers to calls about points that a model is asked about, typed ones and files of them. */
export function pointCalls(): Answers<PointCalls> {
  return {
    predict: async ({ points, explains, ...location }) => {
      const model = await readQueriedModel(location);
      return answerRows(model, requestedRows(points, model), explains);
    },
    'save-asked': async ({ points, to, ...location }) => {
      const model = await readQueriedModel(location);
      return { rows: savePredictions(model, answerRows(model, requestedRows(points, model)), to) };
    },
    'check-points': async ({ file, ...location }, context) => {
      beginStage('check');
      return checkFile(await readQueriedModel(location), file, context);
    },
    'predict-file': async ({ file, ...location }, context) => {
      return predictFile(await readQueriedModel(location), file, context);
    },
    'predicted-rows': async ({ file, from, count, ...location }, context) => {
      return predictedRows({ checkpoint: await readQueriedModel(location), file, from, count }, context);
    },
    'save-predicted': async ({ file, to, isRaw, ...location }, context) => {
      beginStage('predictions');
      const saved = await savePredicted(
        { checkpoint: await readQueriedModel(location), file, to, isRaw },
        context,
      );
      beginStage('end');
      return saved;
    },
  };
}
