import { BlockList, isIP } from 'node:net';
import { RAY_PORT } from '../../../../src-shared/group/where';
import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';

/** Addresses that lead to this computer alone. */
const OWN = new BlockList();
OWN.addSubnet('127.0.0.0', 8, 'ipv4');
OWN.addAddress('::1', 'ipv6');
OWN.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/**
 * Reads where a cluster's dashboard is.
 * @param address `ray://HOST:PORT` or `http(s)://HOST:PORT`; without a port Ray's own one, of https 443
 * @returns its origin
 * @throws BenchtopError `usage`
 */
export function readAddress(address: string): URL {
  // Not repeated, as it may hold a password.
  if (address.includes('@'))
    throw fail('usage', sentence('Leave name and password out of the address: Benchtop sends none.'), {
      field: 'on',
    });
  const [, scheme = '', host = '', port] =
    /^(ray|https?):\/\/(\[[^\]/?#]+\]|[^:/?#[\]\s]+)(?::(\d+))?\/?$/i.exec(address.trim()) ?? [];
  const isHttps = scheme.toLowerCase() === 'https';
  try {
    if (host === '') throw new TypeError('no host');
    return new URL(`${isHttps ? 'https' : 'http'}://${host}:${port ?? (isHttps ? 443 : RAY_PORT)}`);
  } catch {
    throw fail(
      'usage',
      sentence('A Ray cluster is named by ray://HOST:PORT of its dashboard, not "{address}".', { address }),
      { field: 'on' },
    );
  }
}

/** Whether an address leads to this computer, whatever the network says. */
export function isLoopback({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family !== 0) return OWN.check(host, family === 4 ? 'ipv4' : 'ipv6');
  return host === 'localhost' || host.endsWith('.localhost');
}
