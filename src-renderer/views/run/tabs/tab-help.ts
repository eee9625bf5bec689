/** Where the guide speaks of a tab of a run; of the others on the page of its kind of model. */
export const TAB_HELP: Readonly<Record<string, string>> = {
  config: 'training#settings',
  metrics: 'training#when-it-is-measured',
  evaluation: 'evaluating',
  explain: 'evaluating#why-it-says-so',
  checkpoints: 'training#going-back-and-forks',
  predict: 'evaluating#asking-the-model',
  log: 'sharing#a-runs-folder',
};
