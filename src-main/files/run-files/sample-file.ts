import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import type { PointSample } from '../../../src-shared/run/live/frames';
import { readRegularText } from '../regular-file';
import { TemporaryFile } from '../temporary-file';

/** The text of all would be several times what they take. */
const NUMBERS_PER_WRITE = 4096;

const sampleSchema = z.strictObject({
  features: z.array(z.string()),
  target: z.string().nullable(),
  totalRows: z.number().int(),
  values: z.array(z.number()),
  targets: z.array(z.number()),
  classes: z.array(z.union([z.number(), z.string()])),
});

/** Keeps the points a run is drawn over, so that its picture survives the loss of its data file. */
export function writeSample(runFolder: string, sample: PointSample): Promise<void> {
  const { features, target, totalRows, values, targets, classes } = sample;
  const file = new TemporaryFile(join(runFolder, 'sample.json'));
  try {
    file.put(`${JSON.stringify({ features, target, totalRows }).slice(0, -1)},"values":[`);
    putNumbers(file, values);
    file.put('],"targets":[');
    putNumbers(file, targets);
    file.put(`],"classes":${JSON.stringify(classes)}}`);
    file.keep();
    return Promise.resolve();
  } finally {
    file.drop();
  }
}

function putNumbers(file: TemporaryFile, numbers: Float64Array): void {
  for (let from = 0; from < numbers.length; from += NUMBERS_PER_WRITE) {
    const part = JSON.stringify([...numbers.subarray(from, from + NUMBERS_PER_WRITE)]).slice(1, -1);
    file.put(from === 0 ? part : `,${part}`);
  }
}

/** @throws BenchtopError `file-missing` or `corrupt` */
export function readSample(runFolder: string): Promise<PointSample> {
  const file = join(runFolder, 'sample.json');
  let text: string;
  try {
    text = readRegularText(file);
  } catch {
    return Promise.reject(
      fail('file-missing', sentence('The points of this run are not stored: there is no {file}.', { file }), {
        file,
      }),
    );
  }
  try {
    const { values, targets, ...rest } = sampleSchema.parse(JSON.parse(text));
    const count = rest.features.length === 0 ? 0 : values.length / rest.features.length;
    return Promise.resolve({
      ...rest,
      count,
      values: Float64Array.from(values),
      targets: Float64Array.from(targets),
    });
  } catch {
    return Promise.reject(
      fail(
        'corrupt',
        sentence('The stored points of this run are damaged: {file}. The model itself is not affected.', {
          file,
        }),
        { file },
      ),
    );
  }
}
