import ExcelJS from 'exceljs';
import request from 'supertest';
import type { AuditEntry } from '#lib/contracts';
import { testDatabase, testService } from '#lib/testing';
import { installation } from './__fixtures__/installation.ts';
import { signedIn } from './__fixtures__/signed-in.ts';
import { directory } from './directory.module.ts';

describe('the audit trail', () => {
  const database = testDatabase('directory');
  const service = testService(directory, { database, start: false });
  const { as, ask } = signedIn(service);
  const desk = () => as('LCC', 'desk');
  const operator = () => as('consortium', 'operator');
  const auditor = (tenant = 'LCC') => service.as({ tenant, roles: ['auditor'], sub: 'the auditor' });
  let seq = 0;
  const trail = async (query: Record<string, string>, tenant = 'LCC'): Promise<AuditEntry[]> => {
    const { body } = await request(service.http)
      .get('/api/directory/audit')
      .query(query)
      .set(await auditor(tenant))
      .expect(200);
    return (body as { entries: AuditEntry[] }).entries;
  };
  let ref: string;
  beforeAll(async () => {
    const { body } = await ask('post', 'patrons', await desk(), {
      familyName: 'Quillfeather',
      givenName: 'Ada',
      cardNumber: `LCC-${(seq += 1)}`,
      group: 'faculty',
      email: 'ada@example.org',
    }).expect(201);
    ref = (body as { patronRef: string }).patronRef;
    service.clock.advance(1000);
  });

  it('tells who saw a patron, and holds no name', async () => {
    await ask('get', `patrons/${ref}`, await desk()).expect(200);
    await ask('get', 'patrons?q=Quillf', await desk()).expect(200);
    await ask('post', 'patrons/names', await desk(), { patronRefs: [ref] }).expect(200);
    const seen = await trail({ kind: 'saw', subject: ref });
    expect(seen.map(({ what }) => what).toSorted()).toEqual(['saw names', 'saw patron', 'saw patrons']);
    expect(new Set(seen.map(({ who }) => who)).size).toBe(1);
    const { rows } = await database.owner.query<{ all: string }>(`select string_agg(a::text, ' ') "all" from directory.access a`);
    expect(rows[0]!.all).toContain(ref);
    expect(rows[0]!.all).not.toMatch(/quillf|ada|example\.org/i);
    // somebody who is refused has seen nothing
    await ask('get', `patrons/${ref}`, await service.as({ tenant: 'TSU', roles: ['staff'] })).expect(404);
    expect(await trail({ kind: 'saw', subject: ref })).toHaveLength(3);
  });

  it('tells who did what to what, with what it was before and is since', async () => {
    const { symbol: _, ...profile } = installation.libraries.find(({ symbol }) => symbol === 'LCC')!;
    service.clock.advance(1000);
    await ask('put', 'libraries/LCC', await operator(), { ...profile, name: 'Limestone College' }).expect(200);
    const latest = (await trail({ kind: 'did' })).find(({ what }) => what === 'library set');
    expect(latest).toMatchObject({ kind: 'did', what: 'library set' });
    expect(latest!.changes).toEqual([{ field: 'profile: name', before: profile.name, after: 'Limestone College' }]);
    expect(await trail({ kind: 'did', person: latest!.who! })).toContainEqual(latest);
    expect(await trail({ kind: 'did', person: 'nobody' })).toEqual([]);
    expect(await trail({ kind: 'did', subject: latest!.subjects[0]! })).toHaveLength(2);
  });

  it('goes by period, page by page, and is itself read by nobody without a trace', async () => {
    expect(await trail({ from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' })).toEqual([]);
    const audits = await trail({ kind: 'saw', person: 'the auditor' });
    expect(audits.length).toBeGreaterThan(3);
    expect(audits.every(({ what }) => what === 'saw audit')).toBe(true);
    const bad = await request(service.http)
      .get('/api/directory/audit')
      .query({ after: 'x' })
      .set(await auditor())
      .expect(400);
    expect(bad.body).toMatchObject({ errors: [{ field: 'after' }] });
  });

  it('is the library’s own: another’s auditor sees nothing of it, its staff and operators are refused', async () => {
    expect((await trail({ kind: 'saw' }, 'TSU')).filter(({ subjects }) => subjects.includes(ref))).toEqual([]);
    for (const who of [await desk(), await service.as({ tenant: 'LCC', roles: ['manager', 'operator'] })])
      await request(service.http).get('/api/directory/audit').set(who).expect(403);
  });

  it('goes into a file for a spreadsheet, whole, and says so', async () => {
    const csv = await request(service.http)
      .get('/api/directory/audit/trail.csv')
      .query({ kind: 'saw' })
      .set(await auditor())
      .expect(200);
    expect(csv.headers['content-disposition']).toContain('audit-directory-LCC.csv');
    expect(csv.text).toContain(ref);
    const xlsx = await request(service.http)
      .get('/api/directory/audit/trail.xlsx')
      .set(await auditor())
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(xlsx.body as ArrayBuffer);
    const texts = book.worksheets[0]!.getSheetValues().flat().map(String);
    expect(texts).toContain('library set');
    expect(texts.some((text) => text.includes('Limestone College'))).toBe(true);
    const files = (await trail({ kind: 'saw', person: 'the auditor' })).flatMap(({ changes }) => changes);
    expect(files).toContainEqual({ field: 'file', after: 'trail.xlsx' });
    await request(service.http)
      .get('/api/directory/audit/trail.pdf')
      .set(await auditor())
      .expect(404);
  });

  it.each(['event', 'access'])(
    '%s can be changed by no service and no relay, and emptied not even by its owner',
    async (table) => {
      const changes = [`delete from ${table}`, `truncate ${table}`, `update ${table} set tenant = tenant`];
      for (const sql of changes) {
        await expect(database.asTenant('LCC', (client) => client.query(sql))).rejects.toThrow(/permission denied/);
        const inSchema = sql.replace(table, `directory.${table}`);
        await expect(database.relay.query(inSchema)).rejects.toThrow(/permission denied/);
      }
      // where closed requests become nobody's, a trigger of its own lets an update of event pass for that alone
      for (const sql of changes.slice(0, 2))
        await expect(database.owner.query(sql.replace(table, `directory.${table}`))).rejects.toThrow(
          /only grows: it is the audit trail/,
        );
    },
  );
});
