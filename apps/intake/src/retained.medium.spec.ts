import request from 'supertest';
import type { Batch } from '#lib/contracts';
import { DAY } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { PatronKeys, Retention } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { deliver, library, patron, settle } from './__fixtures__/desk.ts';
import { KEEP_UPLOADS_DAYS } from './app/empty-uploads.ts';
import { intake } from './intake.module.ts';

const FILE = [
  'Library,Username,RequestType,DocumentType,LoanTitle,LoanAuthor',
  ',2001,Loan,Book,The Wobblegong Papers,"Morrison, Toni"',
  ',,Loan,Book,Brontowharf Revisited,"Quibble, Z."',
].join('\n');

describe('uploaded files', () => {
  const database = testDatabase('intake');
  const service = testService(intake, { database, env: { CONTACT_EMAIL: 'ill@example.org' } });
  const ids: Record<string, string> = {};
  const staff = (tenant: string) => service.as({ tenant, roles: ['staff'] });
  const batch = async (tenant: string): Promise<Batch> =>
    (
      await request(service.http)
        .get(`/api/intake/batches/${ids[tenant]}`)
        .set(await staff(tenant))
    ).body;
  const emptied = async () => (await service.get(Retention).execute())['uploaded files, emptied'];

  beforeAll(async () => {
    const keys = service.get(PatronKeys);
    await deliver(service.get(Database), [
      library('TSU', { keep: { uploads: 10 } }),
      library('LCC'),
      ...['TSU', 'LCC'].map((tenant) => patron(tenant, `p_ann${tenant}0000`, { keys: [keys.of(tenant, '2001')] })),
    ]);
    for (const tenant of ['TSU', 'LCC']) {
      const { body } = await request(service.http)
        .post('/api/intake/batches')
        .set(await staff(tenant))
        .attach('file', Buffer.from(FILE), 'Quibblethwaite.csv');
      ids[tenant] = body.id;
    }
    await settle(service.get(Database));
  }, 60_000);

  it('are emptied after the days their library set, or a hundred and eighty; what became of each line stays', async () => {
    service.clock.advance(9 * DAY);
    expect(await emptied()).toBe(0);
    service.clock.advance(2 * DAY);
    expect(await emptied()).toBe(1);
    expect(await batch('TSU')).toMatchObject({
      fileName: '',
      taken: 1,
      refused: 1,
      warnings: ['What stood in the file is not kept any longer.'],
      results: [
        { line: 2, status: 'taken', requestId: expect.any(String) },
        { line: 3, status: 'refused', error: { message: 'Line 3 was refused; what stood in it is not kept any longer.' } },
      ],
    });
    expect(await batch('LCC')).toMatchObject({ fileName: 'Quibblethwaite.csv', taken: 1, refused: 1 });
    service.clock.advance((KEEP_UPLOADS_DAYS - 10) * DAY);
    expect(await emptied()).toBe(1);
    for (const table of ['batch', 'batch_line'])
      for (const word of ['Wobblegong', 'Brontowharf', 'Quibble']) {
        const { rowCount } = await database.owner.query(`select from intake.${table} t where t::text like '%' || $1 || '%'`, [
          word,
        ]);
        expect([table, word, rowCount]).toEqual([table, word, 0]);
      }
    expect(await emptied()).toBe(0);
  });
});
