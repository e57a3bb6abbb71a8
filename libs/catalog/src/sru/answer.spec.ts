import { isPassing, wordsOf } from './diagnostics.ts';
import { readSru } from './answer.ts';
import { readExplain } from './explain.ts';
import { explainUrl, searchUrl } from './request.ts';

const V11 = 'http://www.loc.gov/zing/srw/';
const V20 = 'http://docs.oasis-open.org/ns/search-ws/sruResponse';

describe('an SRU answer', () => {
  it.each([V11, V20, undefined])('tells its diagnostics, in the namespace %s', (namespace) => {
    const xmlns = namespace ? ` xmlns="${namespace}"` : '';
    const { diagnostics, records, total } = readSru(
      `<searchRetrieveResponse${xmlns}><diagnostics><d:diagnostic xmlns:d="info:srw/xmlns/1/sru-1-1-diagnostic"><d:uri>info:srw/diagnostic/1/16</d:uri><d:details>bath.isbn</d:details><d:message>Unsupported index</d:message></d:diagnostic></diagnostics></searchRetrieveResponse>`,
    );
    expect([records, total]).toEqual([[], 0]);
    expect(diagnostics.map(wordsOf)).toEqual(['Unsupported index: bath.isbn (16; the catalog has no such index)']);
  });
  it('counts a diagnostic that stands for a record', () => {
    const answer = readSru(
      '<searchRetrieveResponse><numberOfRecords>2</numberOfRecords><records><record><recordSchema>info:srw/schema/1/diagnostics-v1.1</recordSchema><recordData><diagnostic><uri>info:srw/diagnostic/1/67</uri></diagnostic></recordData></record><record><recordData><record><leader>00000nam</leader></record></recordData></record></records></searchRetrieveResponse>',
    );
    expect(answer.records).toHaveLength(1);
    expect(answer.diagnostics).toMatchObject([{ code: 67 }]);
  });
  it('does not take a diagnostic of another list for one of this', () => {
    const [one] = readSru(
      '<searchRetrieveResponse><diagnostics><diagnostic><uri>info:srw/diagnostic/12/3</uri><message>x</message></diagnostic></diagnostics></searchRetrieveResponse>',
    ).diagnostics;
    expect(one).toMatchObject({ code: 0 });
    expect(isPassing(one!)).toBe(false);
  });
  it.each([
    ['no XML', 'It works!', /no well-formed XML/],
    ['a web page', '<html/>', /answered <html>/],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><searchRetrieveResponse/>', /document type/],
    ['too much', `<searchRetrieveResponse>${'x'.repeat(4 * 1024 * 1024)}</searchRetrieveResponse>`, /larger than/],
    ['half of one', '<searchRetrieveResponse><records>', /no well-formed XML/],
    [
      'a record that is broken inside its string',
      '<searchRetrieveResponse><records><record><recordData>&lt;record&gt;</recordData></record></records></searchRetrieveResponse>',
      /a record of the catalog is no well-formed XML/,
    ],
  ])('is not %s', (_, xml, words) => {
    expect(() => readSru(xml)).toThrow(words);
  });
  it('is taken with line ends before its declaration', () => {
    expect(readSru('\n<searchRetrieveResponse><numberOfRecords>7</numberOfRecords></searchRetrieveResponse>').total).toBe(7);
  });
});

describe('an SRU query', () => {
  const query = { query: 'dc.title="x"', most: 50, schema: 'marcxml' };
  it('is written as its version has it, and keeps what stands in the address', () => {
    const old = searchUrl('https://catalog.example.org/sru?x-tenant=a', { ...query, version: '1.2' });
    expect(Object.fromEntries(old.searchParams)).toEqual({
      'x-tenant': 'a',
      version: '1.2',
      operation: 'searchRetrieve',
      query: 'dc.title="x"',
      recordSchema: 'marcxml',
      maximumRecords: '50',
      recordPacking: 'xml',
    });
    const young = searchUrl('https://catalog.example.org/sru', { ...query, version: '2.0' });
    expect(young.searchParams.has('operation')).toBe(false);
    expect(Object.fromEntries(young.searchParams)).toMatchObject({ version: '2.0', queryType: 'cql', recordXMLEscaping: 'xml' });
    expect(explainUrl('https://catalog.example.org/sru', '2.0').search).toBe('');
    expect(explainUrl('https://catalog.example.org/sru', '1.1').search).toBe('?operation=explain&version=1.1');
  });
});

describe('what a server says of itself', () => {
  it('is read from ZeeRex', () => {
    expect(
      readExplain(
        '<zs:explainResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:record><zs:recordData><explain xmlns="http://explain.z3950.org/dtd/2.0/"><serverInfo><database>biblios</database></serverInfo><databaseInfo><title>Our catalog</title></databaseInfo><indexInfo><index><map><name set="dc">title</name></map></index></indexInfo><schemaInfo><schema name="marcxml" identifier="info:srw/schema/1/marcxml-v1.1"/><schema name="isohold"/></schemaInfo></explain></zs:recordData></zs:record></zs:explainResponse>',
      ),
    ).toEqual({ database: 'biblios', title: 'Our catalog', schemas: ['marcxml', 'isohold'], indexes: ['dc.title'] });
    expect(readExplain('<html/>')).toBeUndefined();
  });
});
