import { fail } from '../../../../src-shared/errors';
import { trialRunId, type Group } from '../../../../src-shared/group/group';
import { morePackage, overPackage } from './packages';
import {
  failedTrial,
  follow,
  newSubmission,
  openApi,
  OVER,
  patiently,
  submit,
  type RayGroupOptions,
} from './ray-job';
import type { RayApi } from './ray-api';
import { sentence } from '../../../../src-shared/language/sentence';

/** A search on a cluster: its decisions are made here, one trial after another. */
export interface RaySearchOptions extends RayGroupOptions {
  readonly group: () => Group;
  /** Decides until nothing is left, and has each trial trained. */
  readonly search: (train: (place: number) => Promise<void>) => Promise<void>;
}

/** What a trial that is at work is waited for by. */
interface Waiting {
  readonly landed: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Has a cluster train the trials of a search that learns: one job, which is told each trial as it is decided here.
 * One that is left from before is ended first; its trials begin again where their nodes have no checkpoint.
 * @throws BenchtopError as `trainOnRay`
 */
export async function searchOnRay(options: RaySearchOptions): Promise<void> {
  const { place, signal } = options;
  try {
    const api = await openApi(place);
    if (place.submission !== null) await endLeft(api, options, place.submission);
    const submission = newSubmission(options.group());
    options.keep({ ...place, submission });
    await submit(api, options, submission, [], true);
    await new RaySearch(api, options, submission).run();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function endLeft(api: RayApi, options: RaySearchOptions, submission: string): Promise<void> {
  const left = await patiently(() => api.find(submission), options);
  if (left !== null && !OVER.has(left.status)) await patiently(() => api.stop(submission), options);
}

class RaySearch {
  readonly #api: RayApi;
  readonly #options: RaySearchOptions;
  readonly #submission: string;
  readonly #missing = new Set<number>();
  readonly #waiting = new Map<number, Waiting>();
  /** Trials that the job was told of. */
  #told = 0;
  #isOver = false;

  constructor(api: RayApi, options: RaySearchOptions, submission: string) {
    this.#api = api;
    this.#options = options;
    this.#submission = submission;
  }

  async run(): Promise<void> {
    const { search, land, group, onProgress } = this.#options;
    const options: RayGroupOptions = {
      ...this.#options,
      onProgress: ({ running }) => {
        const { trials, plan } = group();
        const total = plan.kind === 'sweep' ? plan.trials : trials.length;
        onProgress({ landed: trials.length - this.#missing.size, total, running });
      },
      land: async (place, capsule) => {
        await land(place, capsule);
        this.#take(place)?.landed();
      },
    };
    const following = follow(this.#api, options, this.#submission, this.#missing, (failed) => {
      for (const [place, reason] of Object.entries(failed))
        this.#take(Number(place))?.failed(fail('conflict', failedTrial(Number(place), reason)));
    }).then(
      ({ failed, message }) => {
        this.#end(
          fail(
            'conflict',
            failed ??
              sentence('The job on Ray ended: {reason} Resume it to train what is missing.', {
                reason: message,
              }),
          ),
        );
      },
      (error: unknown) => {
        this.#end(error);
      },
    );
    try {
      await search((place) => this.#train(place));
    } finally {
      if (!this.#isOver) await this.#tell(overPackage(this.#submission, this.#told)).catch(() => undefined);
      await following;
    }
  }

  async #train(place: number): Promise<void> {
    const { group, isHere } = this.#options;
    const { id, trials } = group();
    if (isHere(trialRunId(id, place))) return;
    const landed = new Promise<void>((resolve, reject) => {
      this.#waiting.set(place, { landed: resolve, failed: reject });
    });
    // It may come to nothing before anybody waits for it.
    landed.catch(() => undefined);
    this.#missing.add(place);
    if (this.#isOver) this.#end(fail('conflict', 'The job on Ray has ended.'));
    else
      await this.#tell(morePackage(this.#submission, this.#told++, { place, changes: trials[place] ?? [] }));
    return landed;
  }

  async #tell({ name, content }: ReturnType<typeof overPackage>): Promise<void> {
    const bytes = await content();
    await patiently(() => this.#api.putPackage(name, bytes), this.#options);
  }

  #take(place: number): Waiting | undefined {
    const waiting = this.#waiting.get(place);
    this.#waiting.delete(place);
    return waiting;
  }

  /** Nothing more comes of the job. */
  #end(why: unknown): void {
    this.#isOver = true;
    for (const place of [...this.#waiting.keys()]) this.#take(place)?.failed(why);
  }
}
