import { workerData } from 'node:worker_threads';
import { helpWith, type HelperTask } from '../algorithms/kmeans/wasm/threads';

// A thread beside a training worker: started for one run, and small, so that it is there at once.
helpWith(workerData as HelperTask);
