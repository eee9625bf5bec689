import { workerData } from 'node:worker_threads';
import { helpWith } from '../algorithms/kmeans/wasm/threads';
import { type HelperTask } from '../algorithms/contract/helper-threads';

// A thread beside a training worker: started for one run, and small, so that it is there at once.
helpWith(workerData as HelperTask);
