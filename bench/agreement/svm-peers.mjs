// node bench/agreement/svm-peers.mjs: trains the linear SVM on scikit-learn's own data sets (standardised by
// us and handed to both) beside LinearSVC(dual=True, tol=1e-6) at the same C, each as it is meant to
// be used, and prints both objectives by the same formula, their ratio (at most 1.001 is the aim),
// passes and times. LinearSVC penalises the bias as the weight of a constant feature of
// intercept_scaling, which is 1 by default: the same objective as ours.
import { bundle } from '../lib/bundle.mjs';
import { svmObjective } from '../lib/objective.mjs';
import { startPeer } from '../lib/peer.mjs';
import { endWithWord } from '../lib/python.mjs';
import { toTrainingData, trainToEnd } from '../lib/training.mjs';

const { createTypedTrainer, svmSchema } = await bundle('svm', {
  'src-main/algorithms/models/create-trainer.ts': ['createTypedTrainer'],
  'src-shared/models/svm/schema.ts': ['svmSchema'],
});
const peer = await startPeer('agreement/svm-peers', ['scikit-learn']).catch(endWithWord);
const { fits } = await peer.call('fits');
peer.end();
let worst = 0;
console.log('data set       loss           C     ours / LinearSVC        ratio    ours         LinearSVC');
for (const { name, loss, C, x, y, classes, ...theirs } of fits) {
  const features = Float64Array.from(x.flat());
  const target = Float64Array.from(y);
  const model = svmSchema.parse({
    kind: 'svm',
    C,
    loss: loss === 'hinge' ? 'hinge' : 'squaredHinge',
    tol: 1e-4,
    maxIter: 100_000,
    shrinking: true,
  });
  const trainer = createTypedTrainer({
    model,
    training: { steps: 1, batchSize: null, logEvery: 10, checkpointEvery: 0, engine: 'typed' },
    seed: 1,
    data: toTrainingData({ features, target, classes, rows: x.length, width: x[0].length }),
    resume: null,
  });
  const began = performance.now();
  const last = await trainToEnd(trainer);
  const took = performance.now() - began;
  const { coef, intercept } = trainer.result();
  const problem = { features, target, loss, C };
  const ours = svmObjective(coef, intercept, problem);
  const reference = svmObjective(theirs.coef, theirs.intercept, problem);
  const ratio = ours / reference;
  worst = Math.max(worst, ratio);
  console.log(
    `${name.padEnd(14)} ${loss.padEnd(13)} ${String(C).padEnd(5)} ${ours.toFixed(6).padStart(12)} / ${reference.toFixed(6).padStart(12)}  ${ratio.toFixed(6)}  ${took.toFixed(0).padStart(5)} ms ${String(last.nIter).padStart(6)} passes  ${theirs.ms.toFixed(0).padStart(5)} ms ${String(theirs.iterations).padStart(6)} iterations`,
  );
}
console.log(`worst ratio ${worst.toFixed(6)}: ${worst <= 1.001 ? 'within' : 'ABOVE'} 1.001`);
process.exitCode = worst <= 1.001 ? 0 : 1;
