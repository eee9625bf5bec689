import type { ColumnProfile, InspectReport } from '../../src-shared/dataset/report';
import type { ColumnType, Dialect, FileDatasetSpec } from '../../src-shared/experiment/schema';
import { Toasts } from '../state/base/toasts.svelte';
import { ExperimentForm } from '../state/form/experiment-form.svelte';
import { FakeApi, fakePreview, settled } from './fake-api';

/** Names and types of columns, with what a profile says of them. */
export type Columns = readonly (readonly [string, ColumnType, Partial<ColumnProfile>?])[];

export const SIZES: Columns = [
  ['Größe', 'number'],
  ['Gewicht', 'number'],
  ['Stadt', 'category', { distinct: 5 }],
  ['Notiz', 'text', { distinct: 90 }],
];

/** Report on a whole file with these columns. */
export function report(columns: Columns, { header = 1, path = '/data/sizes.csv' } = {}): InspectReport {
  return {
    path,
    name: path.slice(6),
    bytes: 1000,
    sha256: 'abc',
    format: 'csv',
    sources: [],
    dialect: {
      delimiter: ';',
      quote: '"',
      escape: '"',
      comment: '',
      header,
      encoding: 'latin-1',
      newline: 'lf',
      decimal: ',',
      thousands: '',
      skip: 0,
      byteOrderMark: false,
    },
    rows: 100,
    columns: columns.map(([name, type, more]) => ({
      name,
      type,
      missing: 0,
      min: type === 'number' ? 50 : null,
      max: type === 'number' ? 90 : null,
      mean: null,
      std: null,
      distinct: 80,
      distinctAtLeast: false,
      bad: 0,
      histogram: null,
      top: [],
      ...more,
    })),
    rejected: [],
    rejectedCount: 0,
    reasons: [],
    notes: [],
    doubts: [],
    leftOut: [],
    preview: [columns.map(() => '60')],
  };
}

/** How the page asks for a file to be read. */
export type InspectRequest = {
  path: string;
  dialect?: Dialect;
  columns?: string[];
  columnSettings?: object[];
};

/** A main process with one file, whose columns depend on the dialect of the request. */
export function setUp(read: (request: InspectRequest) => InspectReport = () => report(SIZES)): {
  fake: FakeApi;
  form: ExperimentForm;
  dataset: () => FileDatasetSpec;
  finishProfile: () => Promise<void>;
} {
  const fake = new FakeApi();
  let waiting: (() => void)[] = [];
  fake.answer('datasetsLook', (request: InspectRequest) => fakePreview(read(request)));
  fake.answer(
    'datasetsInspect',
    (request: InspectRequest) =>
      new Promise((resolve) => {
        waiting.push(() => {
          resolve(read(request));
        });
      }),
  );
  fake.answer('datasetsRecall', () => null);
  fake.answer('datasetsCancel', () => null);
  fake.answer('datasetsRemember', () => null);
  const form = new ExperimentForm(fake.api, new Toasts());
  form.start();
  return {
    fake,
    form,
    dataset: () => form.document.dataset as FileDatasetSpec,
    finishProfile: async () => {
      for (const finish of waiting) finish();
      waiting = [];
      await settled();
    },
  };
}
