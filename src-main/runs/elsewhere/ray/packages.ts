import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { JOB_FILE, type Job } from '../../../../src-shared/group/job';
import init from '../../../../cluster/ray/benchtop_ray/__init__.py?raw';
import main from '../../../../cluster/ray/benchtop_ray/__main__.py?raw';
import trial from '../../../../cluster/ray/benchtop_ray/trial.py?raw';

/** What goes to a cluster as a zip, under a name that follows from its bytes. */
export interface RayPackage {
  readonly name: string;
  readonly content: () => Promise<Buffer>;
}

/** Zips of equal files are equal, so that a package is sent once. */
const MTIME = new Date(2000, 0, 1);

/** The job's own files: the adapter, the plan, and which of its trials are to be trained by which command. */
export async function jobPackage(job: Job, config: object): Promise<RayPackage> {
  const content = await zip({
    'benchtop_ray/__init__.py': Buffer.from(init),
    'benchtop_ray/__main__.py': Buffer.from(main),
    'benchtop_ray/trial.py': Buffer.from(trial),
    [JOB_FILE]: Buffer.from(JSON.stringify(job)),
    'benchtop-ray.json': Buffer.from(JSON.stringify(config)),
  });
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 32);
  return { name: `_ray_pkg_${hash}.zip`, content: () => Promise.resolve(content) };
}

/**
 * A trial that a search has decided on, where its job looks for it: under the name of a package, of which the
 * cluster's store asks nothing. The n-th, from 0 on, is read as soon as it is there.
 */
export function morePackage(
  submission: string,
  n: number,
  told: { readonly place: number; readonly changes: Job['group']['trials'][number] },
): RayPackage {
  return toldPackage(submission, n, told);
}

/** Says that a search has decided for the last time. */
export function overPackage(submission: string, n: number): RayPackage {
  return toldPackage(submission, n, { over: true });
}

function toldPackage(submission: string, n: number, told: object): RayPackage {
  return {
    name: `_ray_pkg_${submission}-${n}.zip`,
    content: () => Promise.resolve(Buffer.from(JSON.stringify(told))),
  };
}

/** A data file as a Python package, which Ray unpacks once a node. @param source where its bytes are: they are read as they are packed */
export function dataPackage(sha256: string, fileName: string, source: string): RayPackage {
  const folder = `benchtop_data_${sha256.slice(0, 16)}`;
  return {
    name: `_ray_pkg_${folder}.zip`,
    content: () =>
      zip(
        { [`${folder}/__init__.py`]: Buffer.from('"""A data file of Benchtop."""\n') },
        { [`${folder}/${fileName}`]: source },
      ),
  };
}

/** @param read paths of files that go in as well, by their names */
function zip(
  files: Readonly<Record<string, Buffer>>,
  read: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const archive = new ZipFile();
  const options = { mtime: MTIME, mode: 0o100644 };
  for (const [path, content] of Object.entries(files)) archive.addBuffer(content, path, options);
  for (const [path, source] of Object.entries(read)) archive.addFile(source, path, options);
  return new Promise((resolve, reject) => {
    archive.on('error', reject);
    archive.end();
    buffer(archive.outputStream).then(resolve, reject);
  });
}
