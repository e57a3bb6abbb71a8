import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '#lib/kernel';
import type { Iso18626Message } from './messages.ts';
import { readMessage } from './read.ts';
import { EVERY } from './golden/every.ts';
import { SAMPLES } from './golden/samples.ts';
import { faultsOf } from './published/xsd.ts';
import { writeMessage } from './write.ts';

const file = (name: string) => join(import.meta.dirname, 'golden', `${name}.xml`);
const all = new Map<string, Iso18626Message>([
  ...Object.entries(SAMPLES),
  ...Object.entries(EVERY).flatMap(([version, messages]) =>
    Object.entries(messages).map(([name, message]) => [`${version}/${name}`, message] as const),
  ),
]);
// to take a wanted change over: UPDATE_GOLDEN=1, and read the difference
if (process.env['UPDATE_GOLDEN'])
  for (const version of Object.keys(EVERY)) {
    rmSync(join(import.meta.dirname, 'golden', version), { recursive: true, force: true });
    mkdirSync(join(import.meta.dirname, 'golden', version));
  }
if (process.env['UPDATE_GOLDEN']) for (const [name, message] of all) writeFileSync(file(name), writeMessage(message));

describe.each([...all])('the golden file of %s', (name, message) => {
  const xml = readFileSync(file(name), 'utf8');
  it('is what the message is written as', () => {
    expect(writeMessage(message)).toBe(xml);
  });
  it('is valid by the published schema', () => {
    expect(faultsOf(xml, message.version)).toBeUndefined();
  });
  it('is read as the message, as far as its version has room for it', () => {
    const read = unwrap(readMessage(readFileSync(file(name))));
    // what 1.2 has no room for was left out when it was written
    const { body } = message.version === '1.2' ? read : message;
    expect(read).toEqual({ ...message, body });
    expect(writeMessage(read)).toBe(xml);
  });
});

it('holds no file of a message that is written no more', () => {
  for (const version of Object.keys(EVERY))
    expect(readdirSync(join(import.meta.dirname, 'golden', version)).toSorted()).toEqual(
      Object.keys(EVERY[version as keyof typeof EVERY])
        .map((name) => `${name}.xml`)
        .toSorted(),
    );
});

describe('the published schemas as restated', () => {
  const xml = readFileSync(file('2021-2/status-Loaned'), 'utf8');
  it.each([
    ['an element out of its order', (x: string) => x.replace(/(<dateSent>.*<\/dateSent>)\s*(<itemId>.*<\/itemId>)/, '$2$1')],
    ['a status nobody knows', (x: string) => x.replace('>Loaned<', '>Lent<')],
    ['an element that is missing', (x: string) => x.replace(/<lastChange>.*<\/lastChange>/, '')],
    ['an element nobody knows', (x: string) => x.replace('<statusInfo>', '<color/><statusInfo>')],
    ['a date that is none', (x: string) => x.replace(/<dueDate>.*<\/dueDate>/, '<dueDate>soon</dueDate>')],
    ['no version', (x: string) => x.replace(/ ill:version="[^"]*"/, '')],
  ])('refuse %s', (_, spoil) => {
    expect(spoil(xml)).not.toBe(xml);
    expect(faultsOf(xml, '2021-2')).toBeUndefined();
    expect(faultsOf(spoil(xml), '2021-2')).toBeDefined();
  });
  it('tell the versions apart', () => {
    expect(faultsOf(xml, '1.2')).toMatch(/shippingInfo|deliveryMethod|multipleItemRequestId/);
  });
});
