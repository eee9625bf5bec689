import { kmeansSchema } from '../../src-shared/experiment/schema';
import { createKMeans, type KMeansKernel } from '../algorithms/kmeans/trainer';
import {
  computeInertia,
  squaredDistance,
  trainingPoints,
  updateCenters,
  type Points,
} from '../algorithms/kmeans/math';
import type { Kernels } from './kernels';
import { loadedBinding } from './native';
import type { TensorflowEngine } from './tensorflow-engine';

/**
 * k-means on TensorFlow's kernels `NearestNeighbors` and `UnsortedSegmentSum`; seeding runs on typed
 * arrays.
 */
export const kmeansEngine: TensorflowEngine<'kmeans'> = {
  createTrainer: (tf, model, options) =>
    createKMeans(model, options, tensorflowKMeansKernel(tf, trainingPoints(options.data))),
  warmUpModels: () => [kmeansSchema.parse({ kind: 'kmeans', nClusters: 2, maxIter: 2, tol: 0 })],
};

/** Rows that are summed in float32 before the sums are added up in double precision. */
const BLOCK_ROWS = 4096;

/**
 * Lloyd's rounds on TensorFlow's own kernels: NearestNeighbors (what tf.contrib's KMeans used) and
 * UnsortedSegmentSum. float32 keeps seven digits, so the points are centred first, sums are taken
 * by block, and distances are worked out again in double precision once the cluster is known.
 */
function tensorflowKMeansKernel(tf: Kernels, points: Points): KMeansKernel {
  const labels = new Int32Array(points.rows).fill(-1);
  const before = new Int32Array(points.rows);
  const distances = new Float64Array(points.rows);
  const binding = loadedBinding();
  const { values, rows, width, weights } = points;
  const mean = columnMeans(points);
  const centred = new Float32Array(rows * width);
  for (let i = 0; i < centred.length; i++) centred[i] = values[i] - mean[i % width];
  const data = tf.upload(centred, [rows, width]);
  // What is summed; the rows themselves where none counts more than another.
  const summed =
    weights === null
      ? data
      : tf.upload(
          centred.map((value, i) => value * weights[Math.floor(i / width)]),
          [rows, width],
        );
  const one = tf.int64(1);
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  const toInt32 = [
    tf.type('SrcT', binding.TF_INT64),
    tf.type('DstT', binding.TF_INT32),
    tf.bool('Truncate', false),
  ];
  const sumAttributes = [
    tf.type('T', binding.TF_FLOAT),
    tf.type('Tindices', binding.TF_INT32),
    tf.type('Tnumsegments', binding.TF_INT32),
  ];

  return {
    seeding: null,
    assign(centers, sizes) {
      const k = centers.length / width;
      const centerTensor = tf.upload(
        Float32Array.from(centers, (value, i) => value - mean[i % width]),
        [k, width],
      );
      const [indices, squared] = tf.run('NearestNeighbors', [], [data, centerTensor, one], 2);
      const [asInt32] = tf.run('Cast', toInt32, [indices]);
      before.set(labels);
      labels.set(tf.downloadInt32(asInt32));
      tf.free(centerTensor, indices, squared, asInt32);
      let isChanged = false;
      sizes.fill(0);
      for (let row = 0; row < rows; row++) {
        const c = labels[row];
        distances[row] = squaredDistance(points, row, centers, c);
        sizes[c]++;
        if (c !== before[row]) isChanged = true;
      }
      return { inertia: computeInertia(points, distances), isChanged };
    },
    update(centers, sizes) {
      const mass = new Float64Array(sizes.length);
      for (let row = 0; row < rows; row++) {
        mass[labels[row]] += weights === null ? 1 : weights[row];
      }
      if (mass.includes(0)) {
        // Rare, and moves single rows: the typed rule, so that both engines agree.
        return updateCenters(points, labels, distances, centers, sizes);
      }
      const k = sizes.length;
      const segmentByRow = new Int32Array(rows);
      for (let row = 0; row < rows; row++) segmentByRow[row] = Math.floor(row / BLOCK_ROWS) * k + labels[row];
      const count = tf.uploadInt32(Int32Array.of(blocks * k), []);
      const segments = tf.uploadInt32(segmentByRow, [rows]);
      const [sums] = tf.run('UnsortedSegmentSum', sumAttributes, [summed, segments, count]);
      const parts = tf.download(sums);
      tf.free(count, segments, sums);
      centers.fill(0);
      for (let i = 0; i < parts.length; i++) centers[i % centers.length] += parts[i];
      for (let i = 0; i < centers.length; i++) {
        centers[i] = centers[i] / mass[Math.floor(i / width)] + mean[i % width];
      }
      return 0;
    },
    labels: () => labels,
    forget: () => {
      labels.fill(-1);
    },
    dispose: () => {
      tf.dispose();
    },
  };
}

function columnMeans({ values, rows, width }: Points): Float64Array {
  const means = new Float64Array(width);
  for (let i = 0; i < rows * width; i++) means[i % width] += values[i] / rows;
  return means;
}
