import { X509Certificate } from 'node:crypto';
import { selfSigned } from './certificate.ts';

describe('a certificate made on the spot', () => {
  it('is read back with its name and its last day, and signed by itself', () => {
    const until = new Date('2030-05-06T07:08:09Z');
    const read = new X509Certificate(selfSigned('catalog.test', until).cert);
    expect(read.subject).toBe('CN=catalog.test');
    expect(read.subjectAltName).toBe('DNS:catalog.test');
    expect(new Date(read.validTo)).toEqual(until);
    expect(read.verify(read.publicKey)).toBe(true);
  });
});
