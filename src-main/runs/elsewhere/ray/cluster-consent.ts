import { fail } from '../../../../src-shared/errors';
import type { ContactQuestion } from '../../../../src-shared/group/where';
import { sentence } from '../../../../src-shared/language/sentence';
import type { ClusterStore } from '../../../workspace';
import { isLoopback, readAddress } from './ray-address';

/** Asks the person, by no page's help. @returns whether it may be */
export type AskToContact = (question: ContactQuestion) => Promise<boolean>;

/**
 * Which clusters may be asked: those on this computer, those that a person named on the command line, and those
 * that a person has allowed. Once an address and workspace is enough.
 */
export class ClusterConsent {
  readonly #known: Pick<ClusterStore, 'has' | 'allow'>;
  readonly #ask: AskToContact | null;
  /** One question at a time. */
  #asked: Promise<unknown> = Promise.resolve();

  /** @param ask null: nobody can be asked */
  constructor(known: Pick<ClusterStore, 'has' | 'allow'>, ask: AskToContact | null) {
    this.#known = known;
    this.#ask = ask;
  }

  /** Notes that a person has named a cluster. @throws BenchtopError `usage` where it is no address */
  allow(address: string): void {
    const url = readAddress(address);
    if (!isLoopback(url)) this.#known.allow(url.origin);
  }

  /**
   * Resolves when a cluster may be asked.
   * @throws BenchtopError `usage` where it is no address, `not-allowed` where nobody has allowed it
   */
  async require(address: string): Promise<void> {
    const url = readAddress(address);
    const { origin, host } = url;
    if (isLoopback(url) || this.#known.has(origin)) return;
    if (this.#ask === null)
      throw fail(
        'not-allowed',
        sentence('{host} was not named in this workspace yet: name it with --on {address}.', {
          host,
          address,
        }),
        { field: 'on' },
      );
    const isAllowed = await this.#inTurn(
      // Whoever waited may have been answered meanwhile.
      async () => this.#known.has(origin) || (await this.#ask?.({ kind: 'cluster', origin })) === true,
    );
    if (!isAllowed)
      throw fail(
        'not-allowed',
        sentence('Nothing was sent to {host}: allow it when Benchtop asks.', { host }),
        {
          field: 'on',
        },
      );
    this.#known.allow(origin);
  }

  /** Resolves when Ray may be fetched. @throws BenchtopError `not-allowed` */
  async requireInstall(): Promise<void> {
    const ask = this.#ask;
    if (ask === null || (await this.#inTurn(() => ask({ kind: 'install' })))) return;
    throw fail('not-allowed', sentence('Ray is not installed here: allow it when Benchtop asks.'));
  }

  #inTurn(ask: () => Promise<boolean>): Promise<boolean> {
    const answer = this.#asked.then(ask);
    this.#asked = answer.catch(() => undefined);
    return answer;
  }
}
