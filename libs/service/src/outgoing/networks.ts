import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** Public by its range, and yet a cloud's own: it answers every virtual machine there with what only the machine may know. */
const METADATA = ['168.63.129.16'];
/** All that IANA gives out for the public Internet (RFC 4291 §2.4). */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];
/** Written out whole: `10.0.1` would be 10.0.0.1, which nobody means. */
const WHOLE = /^(\d+(\.\d+){3}|[0-9a-f.]*:[0-9a-f:.]+)(\/\d+)?$/i;

/** `10.0.0.0/8`, `192.168.1.20`, `fd00::/8`. @throws RangeError for anything else */
export function parseNetwork(text: string): Network {
  try {
    if (!WHOLE.test(text)) throw new RangeError('no whole address');
    if (text.includes('/')) return ipaddr.parseCIDR(text);
    const address = ipaddr.process(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch {
    throw new RangeError(`"${text}" is no network: give an address or a range such as 10.20.0.0/16`);
  }
}

/** Whether an address is in one of these networks. IPv4 inside IPv6 counts as what it is. @throws RangeError for what is no network */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return networks.map(parseNetwork).some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits));
}

/**
 * Whether an address may be connected to on a library's behalf. Anybody who sets up a connector names addresses, so what is reachable
 * from this machine only (itself, its network, its cloud's metadata) is closed unless the operator has opened it.
 * IPv4 inside IPv6 (RFC 4291 §2.5.5.2) counts as what it is; forms that wrap another address (NAT64, 6to4, Teredo) are closed.
 * @param address as a resolver gives it
 */
export function mayReach(address: string, opened: readonly Network[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (opened.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits))) return true;
  if (parsed.kind() === 'ipv6' && !(parsed as ipaddr.IPv6).match(GLOBAL_IPV6)) return false;
  return parsed.range() === 'unicast' && !METADATA.includes(parsed.toString());
}
