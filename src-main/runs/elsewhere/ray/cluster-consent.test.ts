import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../../src-shared/experiment/schema';
import { trialRunId } from '../../../../src-shared/group/group';
import type { ContactQuestion } from '../../../../src-shared/group/where';
import { Programs, until } from '../../../testing/run-harness';
import { ClusterConsent } from './cluster-consent';
import { isLoopback, readAddress } from './ray-address';

describe('an address', () => {
  it.each([
    ['ray://head', 'http://head:8265'],
    ['ray://head:80', 'http://head'],
    ['http://head/', 'http://head:8265'],
    ['https://head', 'https://head'],
    ['https://head:8265/', 'https://head:8265'],
    ['RAY://Head:8265', 'http://head:8265'],
    [' ray://10.0.0.7:8265 ', 'http://10.0.0.7:8265'],
    ['ray://[::1]', 'http://[::1]:8265'],
    ['ray://[2001:db8:0::7]:9000/', 'http://[2001:db8::7]:9000'],
  ])('%s is %s', (address, origin) => {
    expect(readAddress(address).origin).toBe(origin);
  });

  it.each([
    ...['head', 'head:8265', 'ray://', 'ray://:8265', 'ray://head:', 'ray://head:port', 'ray://head:65536'],
    ...[
      'ray://::1',
      'ray://[::1',
      'ray://[nonsense]',
      'ftp://head',
      'ray://he ad',
      'http://head:8265/#/jobs',
    ],
  ])('is refused as %s', (address) => {
    expect(() => readAddress(address)).toThrow(
      `A Ray cluster is named by ray://HOST:PORT of its dashboard, not "${address}".`,
    );
  });

  it('with a name and password is refused, and not repeated', () => {
    for (const address of ['ray://ann:secret@head:8265', 'https://ann:secret@head/path'])
      expect(() => readAddress(address)).toThrow(
        /^Leave name and password out of the address: Benchtop sends none\.$/,
      );
  });

  it.each([
    ...['localhost', 'ray.localhost', '127.0.0.1', '127.8.9.10', '127.1', '2130706433', '[::1]'],
    '[::ffff:127.0.0.1]',
  ])('of %s is this computer', (host) => {
    expect(isLoopback(readAddress(`ray://${host}:8265`))).toBe(true);
  });

  it.each([
    ...['head', 'localhost.example.org', 'notlocalhost', '127.0.0.1.example.org', '128.0.0.1', '0.0.0.0'],
    ...['10.0.0.1', '[::]', '[::2]', '[::ffff:10.0.0.1]'],
  ])('of %s is not', (host) => {
    expect(isLoopback(readAddress(`ray://${host}:8265`))).toBe(false);
  });
});

describe('consent', () => {
  it('is asked for one question after the other, and not twice for one address', async () => {
    const allowed = new Set<string>();
    const asked: string[] = [];
    let open = 0;
    const consent = new ClusterConsent(
      { has: (origin) => allowed.has(origin), allow: (origin) => allowed.add(origin) },
      async (question) => {
        open++;
        expect(open).toBe(1);
        asked.push(question.kind === 'cluster' ? question.origin : question.kind);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open--;
        return true;
      },
    );
    await Promise.all(
      ['ray://a', 'http://a:8265', 'ray://b', 'ray://a:8265/', 'ray://localhost'].map((address) =>
        consent.require(address),
      ),
    );
    await consent.requireInstall();
    expect(asked).toEqual(['http://a:8265', 'http://b:8265', 'install']);
    expect([...allowed]).toEqual(['http://a:8265', 'http://b:8265']);
  });

  it('is asked for again where it was refused, or where the dialog failed', async () => {
    const answers = [false, new Error('no display'), true];
    const allowed = new Set<string>();
    const consent = new ClusterConsent(
      { has: (origin) => allowed.has(origin), allow: (origin) => allowed.add(origin) },
      () => {
        const next = answers.shift();
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next === true);
      },
    );
    await expect(consent.require('ray://head')).rejects.toThrow(
      'Nothing was sent to head:8265: allow it when Benchtop asks.',
    );
    await expect(consent.require('ray://head')).rejects.toThrow('no display');
    await consent.require('ray://head');
    await consent.require('ray://head');
    expect(answers).toEqual([]);
  });
});

describe('what is sent', () => {
  const programs = new Programs('consent');
  let server: Server;
  let contacts = 0;
  /** Leads here on every system that the tests run on, and is not what is known as this computer. */
  let address = '';
  beforeEach(async () => {
    contacts = 0;
    server = createServer((socket) => {
      contacts++;
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `ray://0.0.0.0:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.close();
    await programs.closeAll();
  });
  afterAll(() => {
    programs.remove();
  });

  const start = {
    name: 'xnor',
    experiment: parseExperiment({
      schemaVersion: 1,
      name: 'xnor',
      dataset: { kind: 'generated', generator: 'xnor' },
      model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] },
      training: { steps: 10 },
    }),
    plan: { kind: 'repeat', n: 2, sameData: true },
  } as const;
  const refused = 'Nothing was sent to 0.0.0.0:';

  it('is nothing, by test, start and resume, while no person has allowed the address', async () => {
    const asked: ContactQuestion[] = [];
    const { runs } = programs.start('refused', 1, {
      askToContact: (question) => {
        asked.push(question);
        return Promise.resolve(false);
      },
    });
    await expect(runs.ray.test(address)).rejects.toThrow(refused);
    await expect(runs.ray.start(start, { address, command: 'benchtop' })).rejects.toThrow(refused);
    expect(runs.groups.list()).toEqual([]);
    // One that came from elsewhere, say.
    const { id } = await runs.ray.plan(start, address, ['benchtop']);
    await expect(runs.ray.requireConsent(runs.groups.get(id))).rejects.toThrow(refused);
    runs.ray.resume(id);
    await until(() => !runs.ray.follows(id), 'the group to be over');
    expect(runs.groups.get(id)).toMatchObject({ status: 'failed', error: { kind: 'not-allowed' } });
    const at = { address, at: address, onProgress: () => undefined, signal: new AbortController().signal };
    await expect(runs.ray.train(id, at)).rejects.toThrow(refused);
    expect(runs.list().some((run) => run.record.id === trialRunId(id, 0))).toBe(false);
    expect(asked.length).toBe(5);
    expect(contacts).toBe(0);
  });

  it('goes to an address once a person has allowed it, which the workspace remembers', async () => {
    let asked = 0;
    const first = programs.start('allowed', 1, {
      askToContact: () => {
        asked++;
        return Promise.resolve(true);
      },
    });
    const noRay = 'is no dashboard of Ray';
    await expect(first.runs.ray.test(address)).rejects.toThrow(noRay);
    await expect(first.runs.ray.test(address)).rejects.toThrow(noRay);
    expect([asked, contacts]).toEqual([1, 2]);
    await programs.closeAll();
    const again = programs.start('allowed');
    await expect(again.runs.ray.test(address)).rejects.toThrow(noRay);
    const elsewhere = programs.start('elsewhere');
    await expect(elsewhere.runs.ray.test(address)).rejects.toThrow('was not named in this workspace yet');
    expect(contacts).toBe(3);
    elsewhere.runs.ray.consent.allow(address);
    await expect(elsewhere.runs.ray.test(address)).rejects.toThrow(noRay);
  });
});
