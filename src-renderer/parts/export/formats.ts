import { say } from '../../../src-shared/language/say';
import type { ExportFormat } from '../../state/app/exchange/export-dialog.svelte';

/** What runs are taken out as, in the order in which it is offered. */
export const EXPORTS: readonly {
  readonly format: ExportFormat;
  readonly label: string;
  /** What it is for. */
  readonly about: string;
  /** It is a model: of one run, and of a checkpoint. */
  readonly isModel: boolean;
  /** Where the guide says more. */
  readonly help: `${string}#${string}`;
}[] = [
  {
    format: 'report',
    label: say('Report (.html)'),
    about: say('One page that opens and prints anywhere, without scripts and without the network.'),
    isModel: false,
    help: 'sharing#a-report',
  },
  {
    format: 'capsule',
    label: say('Capsule (.benchtop)'),
    about: say('The runs as they are, in one file for another Benchtop.'),
    isModel: false,
    help: 'sharing#a-capsule-for-others',
  },
  {
    format: 'onnx',
    label: say('Model as ONNX'),
    about: say('Takes the columns as they are in your table: fills, encodes and scales them itself.'),
    isModel: true,
    help: 'sharing#a-model-for-other-programs',
  },
  {
    format: 'keras',
    label: say('Model for Keras (.keras)'),
    about: say('For going on in Keras; takes filled and encoded inputs.'),
    isModel: true,
    help: 'sharing#a-model-for-other-programs',
  },
  {
    format: 'tfjs',
    label: say('Model for TensorFlow.js'),
    about: say('A folder for a web page; takes filled and encoded inputs.'),
    isModel: true,
    help: 'sharing#a-model-for-other-programs',
  },
  {
    format: 'weights',
    label: say('Weights as JSON'),
    about: say('To read with a few lines of your own.'),
    isModel: true,
    help: 'sharing#a-model-for-other-programs',
  },
  {
    format: 'python',
    label: say('Python script'),
    about: say('Reads the data, proves the run’s numbers, and trains such a model anew.'),
    isModel: true,
    help: 'sharing#a-model-for-other-programs',
  },
  {
    format: 'tensorboard',
    label: say('TensorBoard (a folder)'),
    about: say('Scalars of 32 bits, training and validation apart, settings under HParams.'),
    isModel: false,
    help: 'logging#tensorboard',
  },
  {
    format: 'mlflow',
    label: say('MLflow (a folder)'),
    about: say('A file store, for “mlflow ui --backend-store-uri”.'),
    isModel: false,
    help: 'logging#mlflow',
  },
];
