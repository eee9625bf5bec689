import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { clusterName, findsClusters } from '../../../src-shared/models/kmeans/clusters';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { TERMINAL } from '../../../src-shared/run/record/status';
import { STATUS_SENTENCES } from '../../../src-shared/run/record/status-sentences';
import type { WorkerHost } from '../../host/worker-host';
import type { Workspace } from '../../workspace';
import type { RunRecorder } from '../live/run-recorder';

/** What a person calls the clusters of k-means runs. */
export class ClusterNames {
  readonly #runs: Workspace['runs'];
  readonly #host: Pick<WorkerHost, 'call'>;
  readonly #recorder: Pick<RunRecorder, 'change'>;

  constructor(options: {
    readonly runs: Workspace['runs'];
    readonly host: Pick<WorkerHost, 'call'>;
    readonly recorder: Pick<RunRecorder, 'change'>;
  }) {
    this.#runs = options.runs;
    this.#host = options.host;
    this.#recorder = options.recorder;
  }

  /**
   * Names the clusters of a k-means run that is over, by their numbers (none: the letters again), in
   * its record and in predictions.csv.
   * @throws BenchtopError `conflict` while it trains, `invalid-data` for names that do not fit
   */
  async set(id: string, names: readonly string[]): Promise<StoredRun> {
    const { record } = this.#runs.get(id);
    this.#runs.requireChangeable(id);
    const k = checkNames(record, names);
    const kept = names.every((name) => name === '') ? [] : [...names];
    await this.#host.call('name-clusters', {
      runFolder: this.#runs.findFolder(id),
      names: Array.from({ length: k }, (_, cluster) => clusterName(cluster, k, kept)),
    });
    return this.#recorder.change(id, (old) => ({ ...old, clusterNames: kept }));
  }
}

/**
 * Number of a run's clusters that names are for.
 * @throws BenchtopError where these cannot be the names of the run's clusters
 */
function checkNames({ experiment, status }: RunRecord, names: readonly string[]): number {
  const { model } = experiment;
  if (!findsClusters(model)) throw fail('invalid-data', sentence('Only a k-means run has clusters to name.'));
  if (!TERMINAL.has(status)) {
    throw fail(
      'conflict',
      sentence('This run is {status}: its clusters can be named once it is over.', {
        status: STATUS_SENTENCES[status],
      }),
    );
  }
  if (names.length !== 0 && names.length !== model.nClusters) {
    throw fail(
      'invalid-data',
      sentence('There are {nClusters} clusters to name, not {names}.', {
        nClusters: model.nClusters,
        names: names.length,
      }),
    );
  }
  const shown = names.map((_, cluster) => clusterName(cluster, model.nClusters, names));
  const twice = shown.find((shownName, i) => shown.indexOf(shownName) !== i);
  if (twice !== undefined) {
    throw fail(
      'invalid-data',
      sentence('Two clusters would be called “{twice}”: give each a name of its own.', { twice }),
    );
  }
  return model.nClusters;
}
