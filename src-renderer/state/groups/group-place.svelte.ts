import { say } from '../../../src-shared/language/say';
import {
  NODE_COMMAND,
  RAY_PORT,
  type ClusterFound,
  type EmittedJob,
  type RayPlace,
  type ScriptKind,
} from '../../../src-shared/group/where';
import { settle, type BenchtopApi } from '../../api/client';
import { formatQuantity } from '../../text/format';

/** Where the runs of a group are trained: `slurm` and `shell` write what trains them on other machines. */
export type PlaceKind = 'here' | 'ray' | ScriptKind;

/** Where a group is to be trained, as its dialog asks for it. Nothing is asked of a cluster before a person says so. */
export class GroupPlace {
  readonly #api: Pick<BenchtopApi, 'groupsTestCluster'>;
  #kind = $state<PlaceKind>('here');
  #address = $state('');
  #command = $state(NODE_COMMAND);
  #answer = $state.raw<{ readonly isGood: boolean; readonly text: string } | null>(null);
  #isTesting = $state(false);
  #written = $state.raw<EmittedJob | null>(null);

  constructor(api: Pick<BenchtopApi, 'groupsTestCluster'>) {
    this.#api = api;
  }

  get kind(): PlaceKind {
    return this.#kind;
  }

  set kind(kind: PlaceKind) {
    this.#kind = kind;
    this.#written = null;
  }

  /** Of Ray's dashboard. */
  get address(): string {
    return this.#address;
  }

  set address(address: string) {
    this.#address = address;
    this.#answer = null;
  }

  /** Benchtop's command line on the nodes. */
  get command(): string {
    return this.#command;
  }

  set command(command: string) {
    this.#command = command;
  }

  /** What trains it on other machines; null: none is written. */
  get script(): ScriptKind | null {
    return this.#kind === 'here' || this.#kind === 'ray' ? null : this.#kind;
  }

  /** The cluster that trains it; null: none. */
  get cluster(): RayPlace | null {
    if (this.#kind !== 'ray') return null;
    return { address: this.#address.trim(), command: this.#command.trim() };
  }

  /** What is missing, as a sentence. */
  get problem(): string | null {
    if (this.#kind !== 'ray') return null;
    if (this.#address.trim() === '')
      return say('Name the cluster: ray://HOST:{port} of its dashboard.', { port: RAY_PORT });
    return this.#command.trim() === '' ? say('Name Benchtop’s command on the nodes.') : null;
  }

  /** What the cluster answered when it was asked last; null: it was not, or its address is another one now. */
  get answer(): { readonly isGood: boolean; readonly text: string } | null {
    return this.#answer;
  }

  get isTesting(): boolean {
    return this.#isTesting;
  }

  /** The folder that was written; null: none yet. */
  get written(): EmittedJob | null {
    return this.#written;
  }

  noteWritten(job: EmittedJob): void {
    this.#written = job;
  }

  /** Asks the cluster whether it can be used. */
  async test(): Promise<void> {
    const { address } = this;
    if (address.trim() === '' || this.#isTesting) return;
    this.#isTesting = true;
    const result = await settle(this.#api.groupsTestCluster({ address: address.trim() }));
    this.#isTesting = false;
    // What was asked for is no longer what stands there.
    if (address !== this.#address) return;
    this.#answer = result.ok
      ? { isGood: true, text: describeFound(result.value) }
      : { isGood: false, text: result.error.message };
  }
}

function describeFound({ version, nodes, cpus }: ClusterFound): string {
  return say('Ray {version} answers, with {nodes} and {processors}.', {
    version,
    nodes: formatQuantity(nodes, 'node'),
    processors: formatQuantity(cpus, 'processor'),
  });
}
