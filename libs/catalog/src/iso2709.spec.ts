import fc from 'fast-check';
import { readIso2709 } from './iso2709.ts';
import { readMarcXmlFile, type PlainRecord } from './marc.ts';

/** Writes a record as ISO 2709 has it, UTF-8. */
function write({ leader, control, fields }: PlainRecord): Buffer {
  const parts = [
    ...Object.entries(control).map(([tag, text]) => [tag, Buffer.from(`${text}\x1e`)] as const),
    ...fields.map(
      ([tag, subfields]) =>
        [tag, Buffer.from(`  ${subfields.map(([code, value]) => `\x1f${code}${value}`).join('')}\x1e`)] as const,
    ),
  ];
  let start = 0;
  const directory = parts
    .map(([tag, { length }]) => {
      const entry = `${tag}${String(length).padStart(4, '0')}${String(start).padStart(5, '0')}`;
      start += length;
      return entry;
    })
    .join('');
  const base = 24 + directory.length + 1;
  const head = `${String(base + start + 1).padStart(5, '0')}${leader.slice(5, 9)}a22${String(base).padStart(5, '0')}${leader.slice(17)}`;
  return Buffer.concat([Buffer.from(`${head}${directory}\x1e`), ...parts.map(([, body]) => body), Buffer.from('\x1d')]);
}

const beloved: PlainRecord = {
  leader: '00000nam a2200000 a 4500',
  control: { '001': 'rvl-1' },
  fields: [
    ['020', [['a', '9781400033416']]],
    ['245', [['a', 'Beloved :'], ['b', 'a novel /']]], // prettier-ignore
    ['852', [['b', 'MAIN'], ['h', 'FIC MORRISON']]], // prettier-ignore
  ],
};
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((one) => one.trim() === one && !['\x1d', '\x1e', '\x1f'].some((sign) => one.includes(sign)));
const records = fc.record({
  leader: fc.constant(beloved.leader),
  control: fc.record({ '001': text }),
  fields: fc.array(
    fc.tuple(
      fc.integer({ min: 10, max: 999 }).map((tag) => String(tag).padStart(3, '0')),
      fc.array(fc.tuple(fc.constantFrom('a', 'b', '9'), text), { minLength: 1, maxLength: 4 }),
    ),
    { maxLength: 8 },
  ),
});

describe('a MARC file', () => {
  it('is read as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(records, { maxLength: 4 }), (all) => {
        const read = readIso2709(Buffer.concat(all.map(write)));
        expect(read.faults).toEqual([]);
        expect(read.records.map(({ control, fields }) => ({ control, fields }))).toEqual(
          all.map(({ control, fields }) => ({ control, fields })),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('gives up a broken record, and no other', () => {
    const file = Buffer.concat([write(beloved), Buffer.from('this is no record\x1d\r\n'), write(beloved).subarray(0, -1)]);
    const { records: read, faults } = readIso2709(file);
    expect(read).toHaveLength(2);
    expect(faults).toEqual([{ record: 2, reason: 'its leader is no leader of a MARC record' }]);
  });

  it('in MARC-8 loses its diacritics and nothing else', () => {
    const utf8 = write({ ...beloved, fields: [['245', [['a', 'Cafe']]]] });
    // leader/09 blank: MARC-8; E2 is the acute before its letter in ANSEL
    utf8[9] = 0x20;
    const at = utf8.indexOf('Cafe');
    utf8[at + 2] = 0xe2;
    expect(readIso2709(utf8).records[0]!.fields[0]![1]).toEqual([['a', 'Cae']]);
  });

  it('in XML reads the same', () => {
    const xml = `<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>${beloved.leader}</leader>
      <controlfield tag="001">rvl-1</controlfield><datafield tag="020" ind1=" " ind2=" "><subfield code="a">9781400033416</subfield></datafield>
      <datafield tag="245" ind1="1" ind2="0"><subfield code="a">Beloved :</subfield><subfield code="b">a novel /</subfield></datafield>
      <datafield tag="852" ind1=" " ind2=" "><subfield code="b">MAIN</subfield><subfield code="h">FIC MORRISON</subfield></datafield>
      </record></collection>`;
    expect(readMarcXmlFile(xml)).toEqual([beloved]);
    expect(() => readMarcXmlFile('<collection>')).toThrow(/well-formed/);
    expect(() => readMarcXmlFile('<!DOCTYPE x><collection/>')).toThrow(/document type/);
  });
});
