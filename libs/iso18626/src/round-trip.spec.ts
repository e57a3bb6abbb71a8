import fc from 'fast-check';
import { unwrap } from '#lib/kernel';
import type { Iso18626Message } from './messages.ts';
import { readMessage } from './read.ts';
import { MESSAGES, type Kind } from './schema.ts';
import { boolean, count, dateTime, text, type Fields, type Sequence, type Shape, type Version } from './shape.ts';
import { faultsOf } from './published/xsd.ts';
import { writeMessage } from './write.ts';
import * as lists from './lists.ts';

// what XML can carry and the reader keeps: no control characters, no white space around
const anyText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((value) => value.replaceAll(/[^\n\t\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '').trim() || 'x');
const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const closedValues = Object.values(lists).filter((list) => Array.isArray(list));

function arbitraryOf(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.is === 'sequence')
    return shape.choice
      ? fc.oneof(...Object.entries(shape.fields).map(([name, part]) => arbitraryFields({ [name]: { ...part, occurs: 'one' } })))
      : arbitraryFields(shape.fields);
  if (shape.is === 'coded') return fc.record({ value: anyText, scheme: fc.webUrl() }, { requiredKeys: ['value'] });
  if (shape.is === 'costs')
    return fc.record({ minor: fc.integer({ min: 0, max: 1e9 }), currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD') });
  if ((shape as unknown) === text) return anyText;
  if ((shape as unknown) === dateTime) return moment;
  if ((shape as unknown) === boolean) return fc.boolean();
  if ((shape as unknown) === count) return fc.nat(999);
  const values = closedValues.flat().filter((value) => shape.parse(value) !== undefined);
  return fc.constantFrom(...new Set(values));
}
function arbitraryFields(fields: Fields): fc.Arbitrary<Record<string, unknown>> {
  const parts = Object.entries(fields).filter(([, part]) => part.occurs !== 'old');
  const model = Object.fromEntries(
    parts.map(([name, { shape, occurs }]) => {
      const inner = arbitraryOf(shape);
      return [name, occurs === 'many' ? fc.array(inner, { minLength: 1, maxLength: 3 }) : inner];
    }),
  );
  const requiredKeys = parts.filter(([, part]) => part.occurs === 'one').map(([name]) => name);
  return fc.record(model, { requiredKeys });
}
const messageOf = (kind: Kind, version: Version) =>
  arbitraryFields((MESSAGES[kind] as Sequence).fields).map((body) => ({ kind, version, body }) as unknown as Iso18626Message);

const kinds = Object.keys(MESSAGES) as Kind[];

describe.each(kinds)('any %s', (kind) => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(messageOf(kind, '2021-2'), (message) => {
        const xml = writeMessage(message);
        expect(readMessage(xml)).toEqual({ ok: true, value: message });
        expect(faultsOf(xml, '2021-2')).toBeUndefined();
      }),
      { numRuns: 60, seed: 18626 },
    );
  });
  it('survives 1.2 with nothing but what 1.2 has, and that unchanged the second time', () => {
    fc.assert(
      fc.property(messageOf(kind, '1.2'), (message) => {
        // values new in 2021 are refused by the writer, as its spec says
        fc.pre(!lists.NEW_IN_2021.some((value) => JSON.stringify(message.body).includes(`"${value}"`)));
        const xml = writeMessage(message);
        // 1.2 has every request name its lender; 2021 lets a broker choose one
        const isComplete = 'confirmationHeader' in message.body || message.body.header.supplyingAgencyId;
        expect(isComplete ? faultsOf(xml, '1.2') : undefined).toBeUndefined();
        const once = unwrap(readMessage(xml));
        expect(once.version).toBe('1.2');
        expect(unwrap(readMessage(writeMessage(once)))).toEqual(once);
      }),
      { numRuns: 40, seed: 12 },
    );
  });
});
