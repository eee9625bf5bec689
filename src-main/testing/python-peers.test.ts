import { expect, it } from 'vitest';
import { requirePython } from './python-peers';

it('programs of PyPI run in the versions that are named, and what fails tells its words', async (context) => {
  const { run } = await requirePython(context, ['numpy']);
  expect((await run(['-c', 'import numpy; print(numpy.__version__)'])).trim()).toBe('2.4.6');
  await expect(run(['-c', 'raise SystemExit("no such thing")'])).rejects.toThrow('no such thing');
});
