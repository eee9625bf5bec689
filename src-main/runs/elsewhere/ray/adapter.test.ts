import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../../testing/places';
import { requirePython } from '../../../testing/python-peers';

it('passes its own tests', async (context) => {
  const python = await requirePython(context, ['pytest']);
  const output = await python.run(
    ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'],
    join(projectFolder, 'cluster', 'ray'),
  );
  expect(output).toMatch(/\d+ passed/);
});
