import type { PointCalls } from '../../protocol/points';
import type { Answers, OpenDuckDb } from '../call-context';
import { checkFile, predictFile, predictedRows, savePredicted } from './point-files';
import { answerRows, askedModel, requestedRows, saveAsked } from './query-points';

/** Answers to calls about points that a model is asked about, typed ones and files of them. */
export function pointCalls(openDuckDb: OpenDuckDb): Answers<PointCalls> {
  return {
    predict: async ({ points, explains, ...place }) => {
      const model = await askedModel(place);
      return answerRows(model, requestedRows(points, model), explains);
    },
    'save-asked': async ({ points, to, ...place }) => {
      const model = await askedModel(place);
      return { rows: saveAsked(model, answerRows(model, requestedRows(points, model)), to) };
    },
    'check-points': async ({ file, ...place }, context) => {
      await openDuckDb();
      return checkFile(await askedModel(place), file, context);
    },
    'predict-file': async ({ file, ...place }, context) => {
      await openDuckDb();
      return predictFile(await askedModel(place), file, context);
    },
    'predicted-rows': async ({ file, from, count, ...place }, context) => {
      await openDuckDb();
      return predictedRows({ checkpoint: await askedModel(place), file, from, count }, context);
    },
    'save-predicted': async ({ file, to, ...place }, context) => {
      await openDuckDb();
      return savePredicted({ checkpoint: await askedModel(place), file, to }, context);
    },
  };
}
