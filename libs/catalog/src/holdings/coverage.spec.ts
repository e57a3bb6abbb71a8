import fc from 'fast-check';
import { marcRecord, type PlainRecord } from '../marc.ts';
import { coverageOf, volumesIn, yearsIn, type Span } from './coverage.ts';

const serial = (...fields: PlainRecord['fields']) => marcRecord({ leader: '00000cas a22', control: {}, fields });

describe('a textual holdings statement', () => {
  it.each<[string, Span[], Span[]]>([
    ['1979-1998, 2001-', [{ from: 1979, to: 1998 }, { from: 2001 }], []],
    ['v.12(1990)-v.30(2008)', [{ from: 1990, to: 2008 }], [{ from: 12, to: 30 }]],
    ['v.1-25', [], [{ from: 1, to: 25 }]],
    ['v. 3-', [], [{ from: 3 }]],
    ['Bd. 4 (1912)-', [{ from: 1912 }], [{ from: 4 }]],
    ['vol.7', [], [{ from: 7, to: 7 }]],
    ['1990-present', [{ from: 1990 }], []],
    ['1999-98', [{ from: 1999, to: 1999 }], []],
    ['some volumes', [], []],
    ['no.3, 5, 9', [], []],
  ])('%s', (statement, years, volumes) => {
    expect(yearsIn(statement)).toEqual(years);
    expect(volumesIn(statement)).toEqual(volumes);
  });
  it('never makes a span that ends before it begins', () => {
    const text = fc.stringMatching(/^[v.()0-9 ,;-]{0,40}$/);
    fc.assert(
      fc.property(text, (statement) =>
        [...yearsIn(statement), ...volumesIn(statement)].every(({ from, to }) => to === undefined || from <= to),
      ),
    );
  });
});

describe('the coverage of a serial', () => {
  const captions = [
    '853',
    [
      ['8', '1'],
      ['a', 'v.'],
      ['b', 'no.'],
      ['i', '(year)'],
    ],
  ] as const;

  it('is read from captions and enumeration, and put together', () => {
    const record = serial(
      captions,
      [
        '863',
        [
          ['8', '1.1'],
          ['a', '1-10'],
          ['i', '1981-1990'],
        ],
      ],
      [
        '863',
        [
          ['8', '1.2'],
          ['a', '11-15'],
          ['i', '1991-1995'],
        ],
      ],
      [
        '863',
        [
          ['8', '1.3'],
          ['a', '20-'],
          ['i', '2000-'],
        ],
      ],
    );
    expect(coverageOf(record)).toEqual({
      years: [{ from: 1981, to: 1995 }, { from: 2000 }],
      volumes: [{ from: 1, to: 15 }, { from: 20 }],
    });
  });
  it('knows a year in $a by its caption, and one in $i by its look', () => {
    expect(
      coverageOf(
        serial(
          [
            '853',
            [
              ['8', '2'],
              ['a', '(year)'],
            ],
          ],
          [
            '863',
            [
              ['8', '2.1'],
              ['a', '1950-1955'],
            ],
          ],
        ),
      ),
    ).toEqual({
      years: [{ from: 1950, to: 1955 }],
    });
    expect(
      coverageOf(
        serial([
          '863',
          [
            ['8', '3.1'],
            ['i', '2001/2002-2004/2005'],
          ],
        ]),
      ),
    ).toEqual({ years: [{ from: 2001, to: 2005 }] });
  });
  it('is unknown where it cannot be read', () => {
    expect(coverageOf(serial())).toEqual({});
    expect(
      coverageOf(
        serial(captions, [
          '863',
          [
            ['8', '1.1'],
            ['a', 'scattered'],
            ['i', 'n.d.'],
          ],
        ]),
      ),
    ).toEqual({});
    expect(coverageOf(serial(['866', [['a', 'Current issues only']]]))).toEqual({});
  });
});
