import { fail } from '../../../src-shared/errors';
import type { PortableLayer, PortableModel } from './portable-model';

/** A least scale that Keras divides by: below it has a bound of its own. */
const LEAST_SCALE = 1e-6;

/**
 * The layers of a model for a format that has fully connected layers behind a scaling and nothing else.
 * @param format what it is called, at the beginning of a sentence
 * @throws BenchtopError `invalid-data` for a model of another shape, with what to use instead
 */
export function requireLayers(
  { centers, fourier, layers, scaler }: PortableModel,
  format: string,
): readonly PortableLayer[] {
  if (centers !== null) {
    throw fail(
      'invalid-data',
      `${format} cannot hold the centres of k-means: use --format onnx, weights or python.`,
    );
  }
  if (fourier !== null) {
    throw fail(
      'invalid-data',
      `${format} cannot hold random Fourier features: use --format onnx, weights or python.`,
    );
  }
  if (scaler.scale.some((scale) => scale < LEAST_SCALE)) {
    throw fail(
      'invalid-data',
      `${format} cannot hold a scaling as fine as this run’s, below ${LEAST_SCALE}: use --format onnx.`,
    );
  }
  return layers;
}

/** What the file cannot say: how raw cells become the inputs, and what the outputs mean; JSON. */
export function describeModel(model: PortableModel): string {
  const { layers: _layers, centers: _centers, fourier: _fourier, ...facts } = model;
  return `${JSON.stringify(facts, null, 1)}\n`;
}
