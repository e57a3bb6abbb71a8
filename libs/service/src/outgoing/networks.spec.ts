import fc from 'fast-check';
import { mayReach, parseNetwork } from './networks.ts';

describe('what may be reached outside', () => {
  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34'])('a public address: %s', (address) => {
    expect(mayReach(address, [])).toBe(true);
  });

  it.each([
    ['this machine', '127.0.0.1'],
    ['this machine', '127.8.9.10'],
    ['this machine', '::1'],
    ['this machine, as no address', '0.0.0.0'],
    ['this machine, as no address', '::'],
    ['a private network', '10.1.2.3'],
    ['a private network', '172.16.0.1'],
    ['a private network', '192.168.1.1'],
    ['a private network', 'fd12:3456::1'],
    ['a cloud’s metadata', '169.254.169.254'],
    ['a cloud’s metadata', 'fd00:ec2::254'],
    ['a cloud’s metadata', '100.100.100.200'],
    ['a cloud’s metadata', '168.63.129.16'],
    ['the same link', 'fe80::1'],
    ['a carrier’s network', '100.64.0.1'],
    ['everybody', '255.255.255.255'],
    ['a group', '224.0.0.1'],
    ['a group', 'ff02::1'],
    ['IPv4 in IPv6', '::ffff:127.0.0.1'],
    ['IPv4 in IPv6, written in hexadecimal', '::ffff:7f00:1'],
    ['IPv4 in IPv6, compatible', '::7f00:1'],
    ['through NAT64', '64:ff9b::7f00:1'],
    ['through 6to4', '2002:7f00:1::'],
    ['through Teredo', '2001:0:53aa:64c::1'],
    ['documentation', '192.0.2.1'],
    ['no address', 'localhost'],
    ['no address', ''],
  ])('not %s: %s', (_, address) => {
    expect(mayReach(address, [])).toBe(false);
  });

  it('is opened by the operator, and only that', () => {
    const opened = ['10.20.0.0/16', '192.168.1.20', 'fd00:1::/32'].map(parseNetwork);
    for (const address of ['10.20.3.4', '::ffff:10.20.3.4', '192.168.1.20', 'fd00:1::9'])
      expect(mayReach(address, opened)).toBe(true);
    for (const address of ['10.21.0.1', '192.168.1.21', 'fd00:2::9', '127.0.0.1']) expect(mayReach(address, opened)).toBe(false);
  });

  it.each(['10.0.0.0/33', '10.0.0', 'library.example', '1.2.3.4/x', ''])('refuses what is no network: %j', (text) => {
    expect(() => parseNetwork(text)).toThrow(RangeError);
  });

  it('is the same for an IPv4 address and the IPv6 address it is mapped into', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => mayReach(address, []) === mayReach(`::ffff:${address}`, [])));
  });
});
