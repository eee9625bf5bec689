// tfjs-node's native library: the official addon where its host can be reached, otherwise the
// addon's own sources compiled against the libraries of the tensorflow-cpu wheel.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';

import { join } from 'node:path';
import { cache, root, writeRuntime } from '../places.mjs';
import {
  isTensorflowThere,
  tensorflowAddon as addon,
  tensorflowPackage as packageFolder,
} from '../ready.mjs';
import { has, run, SetupError, tail, warn } from '../steps.mjs';
import { requirePackages } from '../system.mjs';
import { unpackWheel, wheelFile } from './wheels.mjs';

const WHEELS = {
  x64: {
    requirement: 'tensorflow-cpu==2.15.0',
    file: 'tensorflow_cpu-2.15.0-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
    sha256: 'f46c795177f6311c83562e05d38dc7d4618f8d3150e6902a4499b875f3f97270',
    options: [
      '--python-version',
      '3.11',
      '--implementation',
      'cp',
      '--abi',
      'cp311',
      '--platform',
      'manylinux_2_17_x86_64',
    ],
  },
};

/** Provisions the addon; never throws for want of it: the typed engine does without. */
export async function provisionTensorflow() {
  if (isTensorflowThere()) return 'already there';
  const tried = [];
  try {
    if (loads()) {
      writeRuntime({ tensorflow: { available: true, source: 'found in node_modules', reason: '' } });
      return 'found';
    }
    const official = run(process.execPath, ['scripts/install.js'], { cwd: packageFolder, timeout: 900_000 });
    if (official.ok && loads()) return done('official addon');
    tried.push(`the official download: ${tail(official.output, 1) || 'no usable addon'}`);
    const built = await fromWheel();
    if (loads()) return done(built);
    tried.push('the addon built here does not load');
  } catch (error) {
    tried.push(error.message, ...(error.tried ?? []), ...(error.todo ? [error.todo] : []));
  }
  writeRuntime({ tensorflow: { available: false, source: null, reason: tried[tried.length - 1] } });
  warn('TensorFlow is not available; Benchtop runs on its typed engine.');
  for (const attempt of tried) warn(`  tried: ${attempt}`);
  return 'not available: typed engine only';

  function done(source) {
    writeRuntime({ tensorflow: { available: true, source, reason: '' } });
    return source;
  }
}

/** Loads the addon in a process of its own, where a broken library can do no harm. */
function loads() {
  if (!existsSync(addon)) return false;
  const script =
    "const u=require('util');u.isNullOrUndefined??=(v)=>v==null;const tf=require('@tensorflow/tfjs-node');process.exit(tf.tensor([1,2]).square().sum().dataSync()[0]===5?0:1)";
  return run(process.execPath, ['-e', script], {
    cwd: root,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  }).ok;
}

async function fromWheel() {
  const wheel = WHEELS[process.arch];
  if (process.platform !== 'linux' || wheel === undefined) {
    throw new SetupError(`There is no fallback for ${process.platform} on ${process.arch}.`);
  }
  const libraries = await unpacked(wheel);
  const source = patchedSource();
  const key = createHash('sha256').update(source).update(wheel.sha256).digest('hex').slice(0, 16);
  const built = join(cache, `tfjs-node-4.22.0-${key}`, 'tfjs_binding.node');
  if (!existsSync(built)) compile(source, libraries, built);
  mkdirSync(join(packageFolder, 'lib', 'napi-v8'), { recursive: true });
  const aside = `${addon}.part`;
  cpSync(built, aside);
  renameSync(aside, addon);
  return `addon built from its sources against ${wheel.requirement}`;
}

async function unpacked(wheel) {
  const folder = join(cache, `tensorflow-${wheel.sha256.slice(0, 16)}`);
  const marker = join(folder, 'complete');
  if (existsSync(marker)) return join(folder, 'tensorflow');
  const file = await wheelFile(wheel);
  const aside = `${folder}.part`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  unpackWheel(
    file,
    ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2', 'tensorflow/include/'],
    aside,
  );
  // Other libraries of TensorFlow look for the unversioned names.
  for (const name of ['libtensorflow_cc.so', 'libtensorflow_framework.so'])
    symlinkSync(`${name}.2`, join(aside, 'tensorflow', name));
  writeFileSync(join(aside, 'complete'), '');
  rmSync(folder, { recursive: true, force: true });
  renameSync(aside, folder);
  rmSync(file);
  return join(folder, 'tensorflow');
}

/**
 * The addon keeps attribute names in one unlocked set for all threads of the process, and two
 * workers that insert at once crash it. The copy that is built here takes a lock first.
 */
function patchedSource() {
  const original = readFileSync(join(packageFolder, 'binding', 'tfjs_backend.cc'), 'utf8');
  const replacements = [
    [
      'static std::set<std::string> ATTR_NAME_SET;',
      '#include <mutex>\nstatic std::set<std::string> ATTR_NAME_SET;\nstatic std::mutex ATTR_NAME_LOCK;',
    ],
    [
      'const char *attr_name =\n      ATTR_NAME_SET.insert(attr_name_string.c_str()).first->c_str();',
      'ATTR_NAME_LOCK.lock();\n  const char *attr_name =\n      ATTR_NAME_SET.insert(attr_name_string.c_str()).first->c_str();\n  ATTR_NAME_LOCK.unlock();',
    ],
  ];
  return replacements.reduce((text, [before, after]) => {
    if (!text.includes(before))
      throw new SetupError("The addon's source is not as expected; the lock cannot be added.");
    // An include cannot stand inside a namespace.
    if (after.startsWith('#include'))
      return `#include <mutex>\n${text.replace(before, after.replace('#include <mutex>\n', ''))}`;
    return text.replace(before, after);
  }, original);
}

function compile(source, libraries, to) {
  if (!has('g++')) requirePackages(['g++'], 'Building the TensorFlow addon');
  const folder = join(to, '..');
  mkdirSync(folder, { recursive: true });
  const sourceFile = join(folder, 'tfjs_backend.cc');
  writeFileSync(sourceFile, source);
  const aside = `${to}.part`;
  const args = [
    '-O2',
    '-shared',
    '-fPIC',
    '-std=c++17',
    '-DNAPI_VERSION=8',
    '-I',
    join(packageFolder, 'binding'),
    '-I',
    packageFolder,
    '-I',
    join(libraries, 'include'),
    '-I',
    join(root, 'node_modules', 'node-api-headers', 'include'),
    sourceFile,
    join(packageFolder, 'binding', 'tfjs_binding.cc'),
    '-o',
    aside,
    '-L',
    libraries,
    '-l:libtensorflow_cc.so.2',
    '-l:libtensorflow_framework.so.2',
    `-Wl,-rpath,${libraries}`,
  ];
  const result = run('g++', args);
  if (!result.ok)
    throw new SetupError('The TensorFlow addon did not compile.', {
      tried: [`g++ ${args.join(' ')}: ${tail(result.output, 12)}`],
    });
  renameSync(aside, to);
}
