/** Formats that a model is written in for other programs, in the order in which they are offered. */
export const MODEL_FORMATS = ['onnx', 'keras', 'tfjs', 'weights', 'python'] as const;
export type ModelFormat = (typeof MODEL_FORMATS)[number];
