import { fail } from '../../../../src-shared/errors';
import type { PrincipalPlane } from '../../../../src-shared/models/kmeans/clusters';
import type { Scaler } from '../../../../src-shared/run/record/dataset-facts';
import { computeSurface } from '../../../algorithms/network/picture';
import { principalComponents } from '../../../algorithms/numeric/pca';
import { scaledRows } from '../../../algorithms/numeric/scaling';
import { whatIf } from '../../../algorithms/svm/what-if';
import { Slices } from '../../../dataset';
import { readSample } from '../../../files/run-files/sample-file';
import type { ModelCalls } from '../../protocol/models';
import { exportCheckpoint, readModel } from '../../stored/finished-model';
import { modelContext } from '../../stored/model-context';
import type { Answers } from '../call-context';
import { evaluateCommon } from './common-evaluation';
import { evaluateRun, exportEvaluation } from './evaluate-run';
import { exportPredictions } from './export-predictions';
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
    'export-model': async (params) => (await import('./export-model')).exportModel(params),
    surface: async ({ grid, ...location }) => computeSurface(modelContext(await readModel(location)), grid),
    plane: ({ runFolder, scaler }, { signal }) => computePlane(runFolder, scaler, signal),
    'what-if': ({ model, scaler, names, C, points }) =>
      Promise.resolve().then(() => whatIf(model, { scaler, names }, C, points)),
    evaluate: evaluateRun,
    'evaluate-common': evaluateCommon,
    'export-predictions': exportPredictions,
    'export-evaluation': exportEvaluation,
  };
}

async function computePlane(runFolder: string, scaler: Scaler, signal: AbortSignal): Promise<PrincipalPlane> {
  const { values, count, features } = await readSample(runFolder);
  if (features.length < 2) {
    throw fail('invalid-data', 'A plane of principal components needs two features; this run has one.');
  }
  const slices = new Slices(signal);
  const steps = principalComponents(scaledRows(values, scaler, features.length), count, features.length);
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    await slices.next();
  }
}
