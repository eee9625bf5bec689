import type { SavedExperiment } from '../../../src-shared/ipc/map';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { settle, type BenchtopApi } from '../../api/client';

/** The points of bundled experiments, for their pictures: asked for once, as a run would see them. */
export class ShapeSamples {
  readonly #api: Pick<BenchtopApi, 'datasetsSample'>;
  readonly #requested = new Set<string>();
  #samples = $state.raw<Readonly<Record<string, PointSample>>>({});

  constructor(api: Pick<BenchtopApi, 'datasetsSample'>) {
    this.#api = api;
  }

  /** null while it is not there. */
  of(id: string): PointSample | null {
    return this.#samples[id] ?? null;
  }

  /** Fetches what was not asked for yet. A picture that cannot be had is no reason for a message. */
  async load(items: readonly SavedExperiment[]): Promise<void> {
    const missing = items.filter(({ id }) => !this.#requested.has(id));
    for (const { id } of missing) this.#requested.add(id);
    await Promise.all(
      missing.map(async ({ id, experiment }) => {
        const answer = await settle(this.#api.datasetsSample({ experiment: { ...experiment }, task: null }));
        if (answer.ok) this.#samples = { ...this.#samples, [id]: answer.value };
        else this.#requested.delete(id);
      }),
    );
  }
}
