// A layer over Node's file-system calls, in front of the built command line (`node --require`) and in its
// worker threads: the harness alone loads it, by BENCHTOP_TORTURE_FAULT, a JSON document.
//   below   folder whose files count
//   kind    count: only counts · fail: the call at `at` fails with `code`, `isLasting` all later writes too ·
//           kill: the process is killed there, a write half done · short: writes from there on store half
//   at      number of the call, from 1
//   total   file for the number of calls
//   journal folder for what would be needed to take back what was never synced (see unsynced.mjs)
'use strict';
const fs = require('node:fs');
const { dirname, join, resolve, sep } = require('node:path');
const threads = require('node:worker_threads');

const options = JSON.parse(process.env.BENCHTOP_TORTURE_FAULT);
const real = { ...fs };
const realPromises = { ...fs.promises };
/** Calls of all threads of this process. */
const KEY = 'benchtop-torture-calls';
const calls = threads.isMainThread
  ? new Int32Array(new SharedArrayBuffer(8))
  : threads.getEnvironmentData(KEY);
if (threads.isMainThread) {
  threads.setEnvironmentData(KEY, calls);
  if (options.total) process.on('exit', () => real.writeFileSync(options.total, String(calls[0])));
}

/** Files that this thread has open, by their descriptor. */
const paths = new Map();
const WRITES = new Set(['open for writing', 'write', 'sync', 'rename', 'unlink', 'mkdir', 'truncate']);
/** What a call that fails is said to have met; a call that only reads is never told that the disk is full. */
let depth = 0;

const isBelow = (path) => typeof path === 'string' && resolve(path).startsWith(options.below + sep);
const pathOf = (target) => (typeof target === 'number' ? paths.get(target) : String(target));

/** Counts a call. @returns whether it is the one, or one after it where that counts */
function strike(what) {
  const number = Atomics.add(calls, 0, 1) + 1;
  const isIt = number === options.at;
  if (options.kind === 'fail' && (isIt || (options.isLasting && number > options.at && WRITES.has(what)))) {
    if (options.code === 'ENOSPC' && !WRITES.has(what)) {
      // The next write meets it.
      if (isIt) options.at += 1;
      return null;
    }
    throw Object.assign(new Error(`${options.code}: made up, ${what}`), {
      code: options.code,
      syscall: what,
    });
  }
  if (options.kind === 'kill' && isIt) return 'kill';
  return options.kind === 'short' && number >= options.at ? 'short' : null;
}

function die() {
  process.kill(process.pid, 'SIGKILL');
  // Until it arrives.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

function note(entry) {
  if (options.journal === undefined) return;
  real.appendFileSync(join(options.journal, 'journal'), `${JSON.stringify(entry)}\n`);
}

/** A copy of a file as it is now, for the journal; null where there is none. */
function keep(path) {
  if (options.journal === undefined || !real.existsSync(path)) return null;
  const copy = join(options.journal, `${process.pid}-${threads.threadId}-${process.hrtime.bigint()}`);
  real.copyFileSync(path, copy);
  return copy;
}

const isForWriting = (flags) =>
  typeof flags === 'string' ? /[wa+]/.test(flags) : (Number(flags ?? 0) & 3) !== 0;

/** Before a call: it may fail, or end everything. After it: what it did is noted. */
function around(what, path, call) {
  if (depth > 0 || !isBelow(path)) return call();
  if (strike(what) === 'kill') die();
  depth++;
  try {
    return call();
  } finally {
    depth--;
  }
}

fs.openSync = (path, flags = 'r', mode) => {
  const name = String(path);
  if (depth > 0 || !isBelow(name)) return real.openSync(path, flags, mode);
  if (strike(isForWriting(flags) ? 'open for writing' : 'open') === 'kill') die();
  const isNew = !real.existsSync(name);
  const before = isForWriting(flags) && !isNew && /w/.test(String(flags)) ? keep(name) : null;
  const descriptor = real.openSync(path, flags, mode);
  paths.set(descriptor, name);
  if (isForWriting(flags) && isNew) note({ did: 'create', path: name });
  else if (before !== null) note({ did: 'write', path: name, before });
  return descriptor;
};

fs.closeSync = (descriptor) => {
  paths.delete(descriptor);
  return real.closeSync(descriptor);
};

fs.writeSync = (descriptor, data, ...where) => {
  const path = paths.get(descriptor);
  if (depth > 0 || path === undefined) return real.writeSync(descriptor, data, ...where);
  const fate = strike('write');
  note({ did: 'write', path, before: keep(path) });
  if (fate === null) return real.writeSync(descriptor, data, ...where);
  if (typeof data === 'string') {
    // A text is written whole by those who write texts; half of it is half a line.
    const written = real.writeSync(descriptor, data.slice(0, Math.ceil(data.length / 2)));
    if (fate === 'kill') die();
    return written;
  }
  const [offset = 0, length = data.byteLength - offset, position = null] = where;
  const written = real.writeSync(descriptor, data, offset, Math.ceil(length / 2), position);
  if (fate === 'kill') die();
  return written;
};

for (const name of ['fsyncSync', 'fdatasyncSync'])
  fs[name] = (descriptor) => {
    const path = paths.get(descriptor);
    if (depth > 0 || path === undefined) return real[name](descriptor);
    if (strike('sync') === 'kill') die();
    real[name](descriptor);
    note({ did: 'sync', path });
  };

fs.ftruncateSync = (descriptor, length) => {
  const path = paths.get(descriptor);
  if (path === undefined) return real.ftruncateSync(descriptor, length);
  return around('truncate', path, () => {
    note({ did: 'write', path, before: keep(path) });
    real.ftruncateSync(descriptor, length);
  });
};

fs.renameSync = (from, to) =>
  around('rename', String(to), () => {
    const isFolder = real.existsSync(to) && real.statSync(to).isDirectory();
    note({ did: 'rename', path: String(to), from: String(from), before: isFolder ? null : keep(String(to)) });
    real.renameSync(from, to);
  });
fs.unlinkSync = (path) =>
  around('unlink', String(path), () => {
    note({ did: 'unlink', path: String(path), before: keep(String(path)) });
    real.unlinkSync(path);
  });
fs.mkdirSync = (path, settings) =>
  around('mkdir', String(path), () => {
    const isNew = !real.existsSync(path);
    const made = real.mkdirSync(path, settings);
    if (isNew) note({ did: 'create', path: String(path) });
    return made;
  });
fs.linkSync = (from, to) =>
  around('open for writing', String(to), () => {
    real.linkSync(from, to);
    note({ did: 'create', path: String(to) });
  });
fs.rmSync = (path, settings) => around('unlink', String(path), () => real.rmSync(path, settings));

// Through the calls above, so that their writes can be short and their opens can fail.
fs.writeFileSync = (target, data, settings = {}) => {
  if (depth > 0 || !isBelow(pathOf(target))) return real.writeFileSync(target, data, settings);
  const {
    flag = 'w',
    mode = 0o666,
    encoding = 'utf8',
  } = typeof settings === 'string' ? { encoding: settings } : settings;
  const bytes = typeof data === 'string' ? Buffer.from(data, encoding) : data;
  const descriptor = typeof target === 'number' ? target : fs.openSync(target, flag, mode);
  try {
    for (let done = 0; done < bytes.byteLength;)
      done += fs.writeSync(descriptor, bytes, done, bytes.byteLength - done);
  } finally {
    if (typeof target !== 'number') fs.closeSync(descriptor);
  }
};
fs.appendFileSync = (target, data, settings = {}) =>
  fs.writeFileSync(target, data, {
    ...(typeof settings === 'string' ? { encoding: settings } : settings),
    flag: 'a',
  });

for (const [name, what] of [
  ['readFileSync', 'read'],
  ['readdirSync', 'list'],
  ['statSync', 'stat'],
  ['lstatSync', 'stat'],
])
  fs[name] = (target, ...rest) => around(what, pathOf(target), () => real[name](target, ...rest));
fs.readSync = (descriptor, ...rest) =>
  around('read', paths.get(descriptor), () => real.readSync(descriptor, ...rest));

for (const [name, what] of [
  ['open', 'open'],
  ['readFile', 'read'],
  ['readdir', 'list'],
  ['stat', 'stat'],
  ['rm', 'unlink'],
  ['unlink', 'unlink'],
  ['rename', 'rename'],
  ['mkdir', 'mkdir'],
  ['writeFile', 'write'],
  ['appendFile', 'write'],
])
  fs.promises[name] = async (path, ...rest) => {
    if (isBelow(String(path)) && strike(what) === 'kill') die();
    const text = String(path);
    if (isBelow(text) && name === 'rename')
      note({ did: 'rename', path: String(rest[0]), from: text, before: keep(String(rest[0])) });
    if (isBelow(text) && (name === 'writeFile' || name === 'appendFile')) {
      if (real.existsSync(text)) note({ did: 'write', path: text, before: keep(text) });
      else note({ did: 'create', path: text });
    }
    if (name === 'open' && isBelow(text) && isForWriting(rest[0]) && !real.existsSync(text))
      note({ did: 'create', path: text });
    const handle = await realPromises[name](path, ...rest);
    if (name === 'open' && isBelow(text)) watchHandle(handle, text);
    return handle;
  };

/** An open file of the promises' kind. */
function watchHandle(handle, path) {
  for (const name of ['write', 'writeFile', 'read', 'truncate', 'sync', 'datasync']) {
    const call = handle[name].bind(handle);
    handle[name] = async (...args) => {
      const what = name.endsWith('sync') ? 'sync' : name === 'writeFile' ? 'write' : name;
      const fate = strike(what);
      if (fate === 'kill') die();
      if (what === 'write' || what === 'truncate') note({ did: 'write', path, before: keep(path) });
      if (name === 'write' && fate === 'short' && typeof args[0] !== 'string') {
        const [data, offset = 0, length = data.byteLength - offset, position = null] = args;
        return call(data, offset, Math.ceil(length / 2), position);
      }
      const result = await call(...args);
      if (what === 'sync') note({ did: 'sync', path });
      return result;
    };
  }
}

if (dirname(options.below) === options.below) throw new Error('below is a folder, not the whole disk');
