export {
  accuracy,
  balancedAccuracy,
  confusionMatrix,
  logLoss,
  matthewsCorrelation,
  precisionRecallFscoreSupport,
} from './classification-metrics';
export {
  averagePrecision,
  macroAverage,
  precisionRecallAuc,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
  thresholdCounts,
} from './curves';
export { computeRegressionMetrics } from './regression-metrics';
