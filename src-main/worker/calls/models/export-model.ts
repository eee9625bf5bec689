import { join } from 'node:path';
import { toPortable, writeModel } from '../../../export';
import {
  quietly,
  renameDurable,
  syncFolder,
  temporaryName,
  writeError,
  writeFileDurable,
  writeSynced,
} from '../../../files/durable';
import { nodeFileSystem } from '../../../files/file-system';
import type { CallContext } from '../call-context';
import { readScriptFacts } from './script-facts';
import type { ModelCalls } from '../../protocol/models';
import { readModel } from '../../stored/finished-model';
import { modelContext } from '../../stored/model-context';

/** Writes a stored model in another program's format: whole, or not at all. */
export async function exportModel(
  { to, format, run, clusterNames, readFrom, ...location }: ModelCalls['export-model']['params'],
  call: CallContext,
): Promise<null> {
  const stored = await readModel(location);
  const names = clusterNames === undefined ? {} : { clusterNames };
  const context = modelContext({ ...stored, ...names });
  const script = format === 'python' ? await readScriptFacts(stored, readFrom, call) : null;
  const files = writeModel(toPortable(context, stored.dataset, run), format, script);
  if (files instanceof Uint8Array) writeFileDurable(to, files);
  else writeFolderDurable(to, files);
  return null;
}

function writeFolderDurable(to: string, files: Readonly<Record<string, Uint8Array>>): void {
  const aside = temporaryName(to);
  try {
    nodeFileSystem.mkdir(aside);
    for (const [name, bytes] of Object.entries(files)) writeSynced(join(aside, name), bytes);
    syncFolder(aside);
    renameDurable(aside, to);
  } catch (error) {
    quietly(() => {
      nodeFileSystem.removeFolder(aside);
    });
    throw writeError(to, null, error);
  }
}
