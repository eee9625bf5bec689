import { computeSurface } from '../../../algorithms/network/picture';
import { whatIf } from '../../../algorithms/svm/what-if';
import type { ModelCalls } from '../../protocol/models';
import { exportCheckpoint, readModel } from '../../stored/finished-model';
import { modelContext } from '../../stored/model-context';
import type { Answers } from '../call-context';
import { evaluateCommon } from './common-evaluation';
import { compareRows } from './compare-rows';
import { evaluateRun, exportEvaluation } from './evaluate-run';
import { exportPredictions } from './export-predictions';
import { computePlane } from './plane';
import { measureWeights, weightsWhatIf } from './weights-what-if';
import { drawFrame, pictures } from '../../stored/pictures';

/** Answers to calls about stored models: their pictures, and how good they are. */
export function modelCalls(): Answers<ModelCalls> {
  return {
    picture: async (location) => {
      const context = modelContext(await readModel(location));
      return { frame: await drawFrame(location.runFolder, context), step: context.state.step };
    },
    pictures,
    'model-note': async (location) => (await readModel(location)).note,
    'export-checkpoint': exportCheckpoint,
    // Writers of other programs' formats are loaded by those who ask for one.
    'export-model': async (params, call) => (await import('./export-model')).exportModel(params, call),
    surface: async ({ grid, ...location }) => computeSurface(modelContext(await readModel(location)), grid),
    plane: ({ runFolder, scaler }, { signal }) => computePlane(runFolder, scaler, signal),
    'what-if': ({ model, scaler, names, C, points }) =>
      Promise.resolve().then(() => whatIf(model, { scaler, names }, C, points)),
    'weights-what-if': weightsWhatIf,
    'measure-weights': measureWeights,
    evaluate: evaluateRun,
    'evaluate-common': evaluateCommon,
    'compare-rows': compareRows,
    // Loaded by those who ask for them.
    baselines: async (params, call) => (await import('./run-baselines')).runBaselines(params, call),
    'export-predictions': exportPredictions,
    'export-evaluation': exportEvaluation,
  };
}
