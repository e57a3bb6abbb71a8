import fc from 'fast-check';
import { readZoomsh } from './answer.ts';
import { z3950Place } from './place.ts';
import { pqfQueries, pqfTerm } from './query.ts';

describe('a prefix query', () => {
  it('asks for each number by itself, and for the title with its author', () => {
    expect(pqfQueries({ isbn: ['9781400033416'], title: 'Beloved', author: 'Morrison' })).toEqual([
      '@attr 1=7 "9781400033416"',
      '@and @attr 1=4 "Beloved" @attr 1=1003 "Morrison"',
    ]);
    expect(pqfQueries({ issn: ['1078-8956'] })).toEqual(['@attr 1=8 "1078-8956"']);
    expect(pqfQueries({})).toEqual([]);
  });
  it('keeps a term within its quotes and on its line, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const term = pqfTerm(text);
        expect(term.slice(1, -1).replaceAll(/\\[\\"]/g, '')).not.toMatch(/["\\\r\n]/);
      }),
    );
    expect(pqfTerm('x"\nquit')).toBe('"x\\" quit"');
  });
});

describe('an address of Z39.50', () => {
  it('has the port of IANA where it names none, and a database', () => {
    expect(z3950Place('z3950://catalog.example.org/Default')).toEqual({
      host: 'catalog.example.org',
      port: 210,
      database: 'Default',
      tls: false,
    });
    expect(z3950Place('z3950s://catalog.example.org:2100/a/b')).toMatchObject({ port: 2100, database: 'a/b', tls: true });
    expect(() => z3950Place('z3950://catalog.example.org')).toThrow(/names no database/);
    expect(() => z3950Place('z3950://catalog.example.org/a%20b%0Aquit')).toThrow(/names no database/);
  });
});

describe('what zoomsh prints', () => {
  it('is hits, errors and records', () => {
    const answer = readZoomsh(
      [
        'tcp:127.0.0.1:210/Default error: Unsupported Use attribute (Bib-1:114) 8',
        'tcp:127.0.0.1:210/Default: 0 hits',
        'tcp:127.0.0.1:210/Default: 2 hits',
        '0 database=Default syntax=USmarc schema=unknown',
        '<record xmlns="http://www.loc.gov/MARC21/slim">',
        '  <leader>00000nam a2200000 i 4500</leader>',
        '  <controlfield tag="001">b1</controlfield>',
        '</record>',
        '',
        '1 database=Default syntax=USmarc schema=unknown',
        '<record><leader>',
        '',
      ].join('\n'),
    );
    expect(answer.hits).toEqual([0, 2]);
    expect(answer.errors).toEqual([{ set: 'Bib-1', code: 114, message: 'Unsupported Use attribute: 8' }]);
    expect(answer.records.map(({ marc }) => marc.control('001'))).toEqual(['b1']);
    expect(answer.unread).toBe(1);
  });
  it('may be nothing', () => {
    expect(readZoomsh('')).toEqual({ hits: [], errors: [], records: [], unread: 0 });
  });
});
