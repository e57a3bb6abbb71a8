import { unwrap } from '#lib/kernel';
import { readKbart } from './read-kbart.ts';

const HEADER =
  'publication_title\tprint_identifier\tonline_identifier\tdate_first_issue_online\tnum_first_vol_online\tnum_first_issue_online\tdate_last_issue_online\tnum_last_vol_online\tnum_last_issue_online\ttitle_url\tfirst_author\ttitle_id\tembargo_info\tcoverage_depth\tnotes\tpublisher_name';
const line = (row: Partial<Record<string, string>>): string =>
  HEADER.split('\t')
    .map((name) => row[name] ?? '')
    .join('\t');
const read = (...rows: string[]) => readKbart(Buffer.from([HEADER, ...rows].join('\n')));

describe('a KBART list', () => {
  it('is read line by line, gaps as lines of their own', () => {
    const mind = { publication_title: 'Mind', print_identifier: '0026-4423', title_url: 'https://example.org/mind' };
    const { lines, remarks } = unwrap(
      read(
        line({ ...mind, date_first_issue_online: '1876', date_last_issue_online: '1998' }),
        line({ ...mind, date_first_issue_online: '2001', embargo_info: 'P12M' }),
      ),
    );
    expect(remarks).toEqual([]);
    expect(lines.map(({ from, to, embargo, issn }) => [from, to, embargo, issn])).toEqual([
      ['1876', '1998', undefined, ['0026-4423']],
      ['2001', undefined, 'P12M', ['0026-4423']],
    ]);
  });
  it('is read with a byte order mark and in phase I', () => {
    const text = `\uFEFF${HEADER.replace('\tnotes\t', '\tcoverage_notes\t')}\n${line({ publication_title: 'Mind' })}`;
    expect(unwrap(readKbart(Buffer.from(text))).lines).toHaveLength(1);
  });
  it('leaves out what promises nothing, with line and reason', () => {
    const { lines, remarks } = unwrap(
      read(
        line({ print_identifier: '0026-4423' }),
        line({ publication_title: 'Mind', date_last_issue_online: 'June 1998' }),
        line({ publication_title: 'Mind', embargo_info: 'one year' }),
      ),
    );
    expect(lines).toEqual([]);
    expect(remarks.map(({ line: number, skipped }) => [number, skipped])).toEqual([
      [2, true],
      [3, true],
      [4, true],
    ]);
    expect(remarks[1]!.reason).toContain('"June 1998"');
  });
  it('takes a title without a usable link or number, and says so', () => {
    const { lines, remarks } = unwrap(
      read(line({ publication_title: 'Mind', title_url: '/mind', print_identifier: '0026-4424' })),
    );
    expect(lines[0]).toMatchObject({ title: 'Mind', issn: [] });
    expect(lines[0]!.url).toBeUndefined();
    expect(remarks.map(({ skipped }) => skipped)).toEqual([false, false]);
  });
  it('refuses what is no such list', () => {
    expect(readKbart(Buffer.from('title,issn\nMind,0026-4423'))).toMatchObject({ ok: false, error: { code: 'unknown-columns' } });
    expect(readKbart(Buffer.from([0x4d, 0xe4, 0x72, 0x7a]))).toMatchObject({ ok: false, error: { code: 'malformed-encoding' } });
    expect(readKbart(Buffer.alloc(0))).toMatchObject({ ok: false });
  });
});
