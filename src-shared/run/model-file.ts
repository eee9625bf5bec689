/** Formats that a model is written in for other programs, in the order in which they are offered. */
export const MODEL_FORMATS = ['onnx', 'keras', 'tfjs', 'weights', 'python'] as const;
export type ModelFormat = (typeof MODEL_FORMATS)[number];

/** Ending of a file of each format, without the dot; of TensorFlow.js that of the folder. */
export const MODEL_ENDINGS = {
  onnx: 'onnx',
  keras: 'keras',
  tfjs: 'tfjs',
  weights: 'json',
  python: 'py',
} as const satisfies Record<ModelFormat, string>;

/** Layouts of other programs that whole runs are written in, as a folder. */
export const TRACKER_FORMATS = ['tensorboard', 'mlflow'] as const;
export type TrackerFormat = (typeof TRACKER_FORMATS)[number];
