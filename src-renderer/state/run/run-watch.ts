import { settle, type BenchtopApi } from '../../api/client';

type Watching = Pick<BenchtopApi, 'runsWatch'>;

const watchers = new WeakMap<Watching, Map<string, number>>();

/**
 * Has main send what a run tells as it comes, until the answer is called: of other runs it tells how
 * far they are. The views that come and go overlap, so that those of one run are counted.
 */
export function watchRun(api: Watching, id: string): () => void {
  const counts = watchers.get(api) ?? new Map<string, number>();
  watchers.set(api, counts);
  const change = (by: number): void => {
    const count = (counts.get(id) ?? 0) + by;
    if (count > 0) counts.set(id, count);
    else counts.delete(id);
    void settle(api.runsWatch({ ids: [...counts.keys()] }));
  };
  change(1);
  let isOn = true;
  return () => {
    if (!isOn) return;
    isOn = false;
    change(-1);
  };
}
