// The switches that are burnt into a packaged Electron: the program runs as the program only.
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/** Off in a package; of these an older Electron may have fewer. */
const OFF = [
  // ELECTRON_RUN_AS_NODE would make of the program an interpreter for any script.
  'RunAsNode',
  'EnableNodeOptionsEnvironmentVariable',
  // --inspect lets any process of the user read and drive the program.
  'EnableNodeCliInspectArguments',
  // The page comes by app:, and nothing by file:.
  'GrantFileProtocolExtraPrivileges',
];

/**
 * Switches off in an Electron executable what no package needs.
 * @param {string} executable changed in place
 * @returns {Promise<string[]>} names of the fuses that are off now, in the order of the wire
 */
export async function switchOff(executable) {
  const wire = await getCurrentFuseWire(executable);
  const names = OFF.filter((name) => FuseV1Options[name] in wire);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: process.platform === 'darwin',
    ...Object.fromEntries(names.map((name) => [FuseV1Options[name], false])),
  });
  return fusesOff(executable);
}

/** Names of the fuses of an Electron executable that are off, among those that a package has off. */
export async function fusesOff(executable) {
  const wire = await getCurrentFuseWire(executable);
  return OFF.filter((name) => wire[FuseV1Options[name]] === FuseState.DISABLE);
}
