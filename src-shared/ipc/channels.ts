/**
 * The names of all requests and pushes, without their schemas: the preload script is built from
 * these alone and stays small. `map.ts` gives each its types, and does not compile if one differs.
 */
export const CHANNELS = [
  'app.get-info',
  'app.open-window',
  'app.show-edits',
  'app.take-files',
  'settings.get',
  'settings.set',
  'experiments.list',
  'experiments.save',
  'experiments.duplicate',
  'experiments.delete',
  'datasets.choose-file',
  'datasets.choose-folder',
  'datasets.paste',
  'datasets.look',
  'datasets.rows',
  'datasets.inspect',
  'datasets.sample',
  'datasets.explore',
  'datasets.elbow',
  'datasets.stability',
  'datasets.cancel',
  'datasets.convert',
  'datasets.export-generated',
  'datasets.show-file',
  'datasets.list',
  'datasets.save',
  'datasets.delete',
  'datasets.remember',
  'datasets.recall',
  'datasets.status',
  'datasets.locate',
  'runs.start',
  'runs.fork',
  'runs.connect',
  'runs.list',
  'runs.snapshot',
  'runs.picture',
  'runs.pictures',
  'runs.pause',
  'runs.resume',
  'runs.stop',
  'runs.step',
  'runs.set-learning-rate',
  'runs.draw-units',
  'runs.watch',
  'runs.set-speed',
  'runs.continue',
  'runs.set-cluster-names',
  'runs.set-repair',
  'runs.open-test',
  'runs.explain-columns',
  'runs.explain-column',
  'runs.explain-faults',
  'runs.explain-point',
  'runs.predict',
  'runs.predict-random',
  'runs.save-points',
  'runs.choose-points',
  'runs.paste-points',
  'runs.check-points',
  'runs.predict-file',
  'runs.predicted-rows',
  'runs.save-predicted',
  'runs.surface',
  'runs.plane',
  'runs.what-if',
  'runs.weights-what-if',
  'runs.measure-weights',
  'runs.evaluate',
  'runs.evaluate-common',
  'runs.baselines',
  'runs.compare-rows',
  'runs.export-evaluation',
  'runs.export-predictions',
  'runs.export-model',
  'runs.show-folder',
  'runs.data-status',
  'figures.save',
  'figures.copy',
  'runs.check',
  'groups.start',
  'groups.emit',
  'groups.test-cluster',
  'groups.list',
  'groups.stop',
  'groups.resume',
  'groups.set-criterion',
  'groups.rename',
  'groups.delete',
  'groups.traces',
  'library.rows',
  'library.records',
  'library.edit',
  'library.delete',
  'library.restore',
  'library.trash',
  'library.empty-trash',
  'library.export',
  'library.pack',
  'imports.choose',
  'imports.recognise',
  'imports.find',
  'imports.take',
  'imports.follow',
  'imports.unfollow',
  'imports.followed',
  'library.export-tracked',
  'notes.list',
  'notes.read',
  'notes.write',
  'notes.rename',
  'notes.delete',
  'notes.restore',
  'reports.preview',
  'reports.save',
  'reports.copy',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Pushes that come by way of the preload script. */
export const PUSHES = [
  'group.changed',
  'experiments.changed',
  'dataset.progress',
  'datasets.changed',
  'notes.changed',
  'settings.changed',
  'file.dropped',
  'imports.changed',
  'run.speed',
  'files.opened',
  'menu.command',
  'notice',
] as const;
export type BridgePushName = (typeof PUSHES)[number];

/** Pushes over the page's own port: what runs tell, in the order in which it came about. */
export const RUN_PUSHES = ['run.events', 'run.changed'] as const;
export type RunPushName = (typeof RUN_PUSHES)[number];

export type PushName = BridgePushName | RunPushName;

/** From the preload script alone: a file was dropped, its path found where the page cannot. */
export const DROP_CHANNEL = 'file.drop';

/** To the preload script alone: a port to hand to the page, with the key that the page asked with. */
export const PORT_CHANNEL = 'run.port';

/** All that the page says over its port: it has come to a message of events. */
export const TAKEN = 'taken';

/** `runs.set-speed` becomes `runsSetSpeed`: the method of that name on `window.benchtop`. */
export function methodName(channel: string): string {
  return channel.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase());
}
