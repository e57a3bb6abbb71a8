import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMessage } from './read.ts';
import { SAMPLES } from './golden/samples.ts';
import { writeMessage } from './write.ts';

const file = (name: string) => join(import.meta.dirname, 'golden', `${name}.xml`);
// to take a wanted change over: UPDATE_GOLDEN=1, and read the difference
if (process.env['UPDATE_GOLDEN'])
  for (const [name, message] of Object.entries(SAMPLES)) writeFileSync(file(name), writeMessage(message));

describe.each(Object.entries(SAMPLES))('the golden file of %s', (name, message) => {
  it('is what the message is written as', () => {
    expect(writeMessage(message)).toBe(readFileSync(file(name), 'utf8'));
  });
  it('is read as the message', () => {
    expect(readMessage(readFileSync(file(name)))).toEqual({ ok: true, value: message });
  });
});
