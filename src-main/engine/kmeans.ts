import type { KMeansKernel } from '../algorithms/kmeans';
import { updateCenters, type Points } from '../algorithms/kmeans-math';
import { Kernels } from './kernels';
import { loadedBinding } from './native';

/**
 * Lloyd's rounds on TensorFlow's own kernels: NearestNeighbors (what tf.contrib's KMeans used) and
 * UnsortedSegmentSum. The points are centred first: float32 keeps seven digits.
 */
export function tensorflowKMeansKernel(points: Points): KMeansKernel {
  const binding = loadedBinding();
  const tf = new Kernels(binding);
  const { values, rows, width } = points;
  const mean = columnMeans(points);
  const centred = Float32Array.from(values, (value, i) => value - mean[i % width]!);
  const data = tf.upload(centred, [rows, width]);
  const one = tf.int64(1);
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
    assign(centers, labels, distances) {
      const k = centers.length / width;
      const centerTensor = tf.upload(
        Float32Array.from(centers, (value, i) => value - mean[i % width]!),
        [k, width],
      );
      const [indices, squared] = tf.run('NearestNeighbors', [], [data, centerTensor, one], 2);
      const [asInt32] = tf.run('Cast', toInt32, [indices!]);
      labels.set(tf.downloadInt32(asInt32!));
      const found = tf.download(squared!);
      let inertia = 0;
      for (let row = 0; row < rows; row++) {
        // |x|^2 - 2xc + |c|^2 can come out just below zero.
        const distance = Math.max(0, found[row]!);
        distances[row] = distance;
        inertia += distance;
      }
      tf.free(centerTensor, indices!, squared!, asInt32!);
      return inertia;
    },
    update(centers, labels, distances, sizes) {
      sizes.fill(0);
      for (let row = 0; row < rows; row++) sizes[labels[row]!]!++;
      if (sizes.includes(0)) {
        // Rare, and moves single rows: the typed rule, so that both engines agree.
        updateCenters(points, labels, distances, centers, sizes);
        return;
      }
      const k = sizes.length;
      const count = tf.uploadInt32(Int32Array.of(k), []);
      const segments = tf.uploadInt32(labels.slice(), [rows]);
      const [sums] = tf.run('UnsortedSegmentSum', sumAttributes, [data, segments, count]);
      const totals = tf.download(sums!);
      for (let i = 0; i < centers.length; i++) {
        centers[i] = totals[i]! / sizes[Math.floor(i / width)]! + mean[i % width]!;
      }
      tf.free(count, segments, sums!);
    },
    dispose() {
      tf.free(data, one);
      if (tf.live !== 0) throw new Error(`${tf.live} tensors were not freed`);
    },
  };
}

function columnMeans({ values, rows, width }: Points): Float64Array {
  const means = new Float64Array(width);
  for (let i = 0; i < rows * width; i++) means[i % width]! += values[i]! / rows;
  return means;
}
