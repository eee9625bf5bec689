// node bench/agreement/svm-offset.mjs: trains a linear SVM on the same rows at offsets of 0, 100, 1e4 and 1e6,
// unscaled, at C = 1, and prints its objective (by the formula of bench/lib/objective.mjs) beside the
// optimum by scikit-learn (see bench/peers/agreement/svm-offset.py), their ratio (at most 1.001 is the aim), passes and
// accuracy.
import { bundle } from '../lib/bundle.mjs';
import { svmObjective } from '../lib/objective.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';
import { toTrainingData, trainToEnd } from '../lib/training.mjs';

const { createTypedTrainer, svmSchema } = await bundle('svm', {
  'src-main/algorithms/models/create-trainer.ts': ['createTypedTrainer'],
  'src-shared/models/svm/schema.ts': ['svmSchema'],
});
const peer = await startPeer('agreement/svm-offset', ['scikit-learn']).catch(endWithWord);
const { problems } = await peer.call('problems');
peer.end();
let worst = 0;
console.log(
  'rows         loss            offset         ours / optimum       ratio     passes  accuracy  gap',
);
for (const { name, offset, loss, x, y, optimum } of problems) {
  const features = Float64Array.from(x.flat());
  const target = Float64Array.from(y);
  const model = svmSchema.parse({
    kind: 'svm',
    loss: loss === 'hinge' ? 'hinge' : 'squaredHinge',
    tol: 1e-3,
    maxIter: 1000,
  });
  const trainer = createTypedTrainer({
    model,
    training: { steps: 1, batchSize: null, logEvery: 10, checkpointEvery: 0, engine: 'typed' },
    seed: 1,
    data: toTrainingData({ features, target, classes: [0, 1], rows: x.length, width: x[0].length }),
    resume: null,
  });
  const last = await trainToEnd(trainer);
  const { coef, intercept } = trainer.result();
  const ours = svmObjective(coef, intercept, { features, target, loss, C: 1 });
  worst = Math.max(worst, ours / optimum);
  console.log(
    `${name.padEnd(12)} ${loss.padEnd(13)} ${String(offset).padStart(8)} ${ours.toFixed(5).padStart(12)} / ${optimum.toFixed(5).padStart(10)}  ${(ours / optimum).toFixed(6)}  ${String(last.nIter).padStart(6)}  ${last.accuracy.toFixed(4)}   ${last.dualityGap.toExponential(1)}`,
  );
}
console.log(`worst ratio ${worst.toFixed(6)}: ${worst <= 1.001 ? 'within' : 'ABOVE'} 1.001`);
process.exitCode = worst <= 1.001 ? 0 : 1;
