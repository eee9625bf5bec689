import { MODELS, type ModelSpec } from '../../models';
import type { Experiment } from '../../experiment/schema';
import type { RunRecord } from '../../run/record/record';
import { count, quantity } from '../html/numbers';
import { networkSentences } from './network-sentences';
import { joined, type Paragraph } from './sentences';

/** The model of a run and how it was trained. @param before e.g. the name of the run */
export function sayModel(paragraph: Paragraph, record: RunRecord, before = ''): void {
  const { model } = record.experiment;
  for (const [i, sentence] of sentences(paragraph, record, model).entries())
    paragraph.say(i === 0 ? `${before}${sentence}` : sentence);
  if (record.rateChanges.length > 0)
    paragraph.say(
      `the learning rate was changed by hand ${record.rateChanges.map(({ step, learningRate }) => `to ${learningRate} after step ${count(step)}`).join(', ')}`,
    );
  if (record.parent !== null)
    paragraph.say(
      `training went on from step ${count(record.parent.step)} of run ${record.parent.id}${record.editedWeights === undefined ? '' : `, with ${quantity(record.editedWeights.length, 'weight')} set by hand`}`,
    );
  paragraph.say(endSentence(record));
}

function sentences(paragraph: Paragraph, record: RunRecord, model: ModelSpec): string[] {
  switch (model.kind) {
    case 'network':
      return networkSentences(paragraph, record, model);
    case 'kmeans':
      return kmeansSentences(paragraph, model);
    case 'svm':
      return svmSentences(paragraph, record, model);
    case 'linear-regression':
      return model.alpha === 0
        ? ['the model was a linear regression, fitted by ordinary least squares']
        : [
            `the model was a ridge regression ${paragraph.cite('hoerl1970ridge')} with a penalty of ${model.alpha}`,
          ];
    case 'logistic-regression':
      return [
        `the model was a logistic regression, fitted by ${model.penalty === 'none' ? 'maximum likelihood' : `penalised maximum likelihood (L2, C = ${model.C})`} with Newton’s method${weights(model.classWeight)}${model.penalty === 'none' ? `; its fit is told by McFadden’s pseudo R² ${paragraph.cite('mcfadden1974conditional')}` : ''}`,
      ];
    default:
      return [`the model was ${unknown(record.experiment)}`];
  }
}

function unknown({ model }: Experiment): string {
  return MODELS[model.kind].text.phrase;
}

function kmeansSentences(
  paragraph: Paragraph,
  { nClusters, init, nInit, maxIter, tol, tolOn, batchSize }: ModelSpec<'kmeans'>,
): string[] {
  const how =
    batchSize === null
      ? `Lloyd’s algorithm ${paragraph.cite('lloyd1982least')}`
      : `mini-batches of ${quantity(batchSize, 'row')} ${paragraph.cite('sculley2010web')}`;
  const start = {
    'k-means++': `greedy k-means++ ${init === 'k-means++' ? paragraph.cite('arthur2007kmeans') : ''}`,
    random: 'random rows',
    rows: 'chosen rows',
  }[init].trim();
  const starts = nInit === 1 ? '' : `, the best of ${count(nInit)} starts`;
  const until =
    tol === 0
      ? ''
      : ` or until ${tolOn === 'inertia' ? 'a round lowered the mean squared distance by less than a share of' : 'the centres moved, squared, by less than a share of the features’ variance of'} ${tol}`;
  return [
    `the rows were put into ${quantity(nClusters, 'cluster')} by k-means with ${how}, started from ${start}${starts}`,
    `training took at most ${quantity(maxIter, 'round')}${until}`,
  ];
}

function svmSentences(paragraph: Paragraph, record: RunRecord, model: ModelSpec<'svm'>): string[] {
  const { loss, l2, maxIter, tol, classWeight, fourier, calibration, folds } = model;
  const classes = record.dataset?.classes.length ?? 2;
  const many = classes > 2 ? ', one class against the rest' : '';
  const features =
    fourier === null
      ? ''
      : ` on ${count(fourier.nComponents)} random Fourier features ${paragraph.cite('rahimi2007random')} of the Gaussian kernel with γ = ${fourier.gamma}`;
  const solver =
    record.engine?.kind === 'tensorflow'
      ? `TensorFlow’s stochastic dual coordinate ascent ${paragraph.cite('shalev2013sdca')}`
      : `dual coordinate descent ${paragraph.cite('hsieh2008dual')}`;
  const until = tol === 0 ? '' : `, or until the duality gap was below ${tol} of the objective`;
  return [
    `the model was a linear support vector machine ${paragraph.cite('cortes1995support')}${many}${features}`,
    `it minimised the ${loss === 'hinge' ? 'hinge' : 'squared hinge'} loss with an L2 penalty of ${l2} (C = ${Number((1 / l2).toPrecision(6))})${weights(classWeight)} by ${solver} in at most ${quantity(maxIter, 'pass', 'passes')}${until}`,
    ...(folds > 0 ? [`it was cross-validated in ${folds} folds`] : []),
    ...(calibration === 'none'
      ? []
      : [
          `its decision values were turned into probabilities by Platt’s scaling ${paragraph.cite('platt1999probabilistic', 'lin2007platt')}, fitted to ${calibration === 'validation' ? 'the validation rows' : 'decision values of the folds'}`,
        ]),
  ];
}

/** ", with classes weighted …". */
function weights(classWeight: ModelSpec<'svm'>['classWeight']): string {
  if (classWeight === 'none') return '';
  if (classWeight === 'balanced') return ', with classes weighted inversely to their frequency';
  return `, with class weights ${joined(Object.entries(classWeight).map(([name, weight]) => `${name} ${String(weight)}`))}`;
}

function endSentence({ status, steps, totalSteps, experiment }: RunRecord): string | null {
  const { text } = MODELS[experiment.model.kind];
  const done = steps === 1 ? `1 ${text.step}` : `${count(steps)} ${text.steps}`;
  switch (status) {
    case 'finished':
      return experiment.model.kind === 'network' ? null : `training ended after ${done}`;
    case 'failed':
      return `training failed after ${done}`;
    default:
      return `training was not over: ${done}${totalSteps === null ? '' : ` of ${count(totalSteps)}`} had been made (${status})`;
  }
}
