import ExcelJS from 'exceljs';
import request from 'supertest';
import { messages, ProxyChanged, type CurrentUser, type Envelope, type Figures } from '#lib/contracts';
import { seededRandom } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { borrowed, cancelled, declined, library, Teller } from './__fixtures__/history.ts';
import { hear } from './app/hear.ts';
import { reporting } from './reporting.module.ts';

const manager = (tenant: string): Pick<CurrentUser, 'tenant' | 'roles'> => ({ tenant, roles: ['manager'] });
const XLSX = '/api/reporting/workbooks/activity.xlsx';

const lcc = library(new Teller('LCC', '2025-10-06T14:00:00Z'), 'LCC', 'Limestone Community College', 'America/Chicago');
const lccRequest = borrowed(lcc, 'The Death and Life of Great American Cities');
declined(lcc, '=SUM(A1:A9) is not a title');
cancelled(lcc, 'Found meanwhile');
const tsu = library(new Teller('TSU', '2025-10-06T14:00:00Z', 2), 'TSU', 'Tamarack State University', 'America/Chicago');
borrowed(tsu, 'Soziale Systeme');

const shuffled = (history: readonly Envelope[]): Envelope[] => {
  const random = seededRandom(7);
  return history
    .map((envelope) => [random(), envelope] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, envelope]) => envelope);
};

describe('reporting on PostgreSQL', () => {
  const database = testDatabase('reporting');
  const service = testService(reporting, { database });

  const listen = async (history: readonly Envelope[]): Promise<void> => {
    for (const envelope of history)
      await service.get(Database).transaction({ tenant: envelope.tenant }, (tx) => hear(tx, envelope));
  };
  const rows = async (): Promise<unknown> => {
    const all = async (table: string): Promise<unknown> =>
      (await database.owner.query(`select * from reporting.${table} order by 1, 2`)).rows;
    return Promise.all(['heard', 'library', 'request_row', 'decision_row', 'attempt_row', 'money_row'].map(all));
  };
  const download = async (query = '', tenant = 'LCC'): Promise<ExcelJS.Workbook> => {
    const { body, headers } = await request(service.http)
      .get(`${XLSX}${query}`)
      .set(await service.as(manager(tenant)))
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(headers['content-type']).toContain('spreadsheetml');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as ArrayBuffer);
    return book;
  };
  const textsOf = (book: ExcelJS.Workbook): string =>
    book.worksheets.flatMap((sheet) => JSON.stringify(sheet.getSheetValues())).join('\n');

  beforeAll(async () => {
    await listen(shuffled(lcc.told));
    await listen(tsu.told);
  });

  it('listens to every event there is', async () => {
    const { rows: found } = await database.owner.query<{ subscriptions: Record<string, string[]> }>(
      `select subscriptions from messaging.subscriber where service = 'reporting'`,
    );
    // who may ask in whose name is no figure
    const events = [...messages.values()]
      .filter(({ kind, type }) => kind === 'event' && type !== ProxyChanged.type)
      .map(({ type }) => type);
    expect(new Set(Object.values(found[0]!.subscriptions).flat())).toEqual(new Set(events));
  });

  it('has the same rows after hearing everything again in another order', async () => {
    const before = await rows();
    await listen(lcc.told.toReversed());
    expect(await rows()).toEqual(before);
  });

  it('never changes what was heard, but for whose it was', async () => {
    const set = (what: string) => database.asTenant('LCC', (client) => client.query(`update heard set ${what}`));
    await expect(set(`data = '{}'`)).rejects.toThrow('what was heard is append-only');
    await expect(set(`type = 'x'`)).rejects.toThrow('permission denied');
  });

  it('writes what happened into a workbook: typed, by the library’s clock, adding up', async () => {
    const book = await download('?from=2025-10-01&to=2025-10-31');
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'About',
      'Activity',
      'Decisions',
      'Rules',
      'Lenders & providers',
      'Money',
    ]);
    const activity = book.getWorksheet('Activity')!;
    const column = (sheet: ExcelJS.Worksheet, header: string): number => {
      const headers = sheet.getRow(1).values as string[];
      return headers.indexOf(header);
    };
    const row = activity.getRow(2);
    const at = (header: string): ExcelJS.CellValue => row.getCell(column(activity, header)).value;
    expect(at('Title')).toBe('The Death and Life of Great American Cities');
    // 14:01 in Universal Time
    expect(at('Submitted')).toEqual(new Date('2025-10-06T09:01:00Z'));
    expect(at('Cost')).toBe(40.26);
    expect(at('Currency')).toBe('USD');
    expect(at('Rule')).toBe('22');
    expect(at('Request number')).toBe(lccRequest);
    const money = book.getWorksheet('Money')!;
    expect(money.getCell(money.rowCount, column(money, 'Amount')).result).toBe(0);
    const suppliers = book.getWorksheet('Lenders & providers')!;
    expect(suppliers.getRow(2).getCell(column(suppliers, 'Reason for no')).value).toBe('NotOnShelf');
    const formulas = Object.values(activity.getSheetValues())
      .flat()
      .filter((value) => typeof value === 'object' && value && 'formula' in value);
    // the totals and nothing else: a title that looks like a formula is none
    expect(formulas).toHaveLength(3);
  });

  it('counts days by the library’s time zone, both ends included', async () => {
    // asked on 7 October 03:30 in Universal Time: still the 6th in Chicago
    const sixth = textsOf(await download('?from=2025-10-06&to=2025-10-06'));
    expect(sixth).toContain('is not a title');
    expect(sixth).not.toContain('Found meanwhile');
    expect(textsOf(await download('?from=2025-10-07&to=2025-10-07'))).not.toContain('is not a title');
  });

  it('holds nothing of another library and nobody’s number', async () => {
    const texts = textsOf(await download('?from=2025-10-01&to=2025-12-31'));
    expect(texts).not.toContain('Soziale Systeme');
    expect(texts).not.toMatch(/p_[A-Za-z0-9]/);
    expect(textsOf(await download('?from=2025-10-01&to=2025-12-31', 'TSU'))).toContain('Soziale Systeme');
  });

  it.each([
    ['?from=yesterday', 400, 'malformed-date', 'from'],
    ['?from=2025-10-02&to=2025-10-01', 400, 'malformed-period', 'to'],
  ])('refuses %s before a byte is written, naming field and remedy', async (query, status, code, field) => {
    const { body, headers } = await request(service.http)
      .get(`${XLSX}${query}`)
      .set(await service.as(manager('LCC')))
      .expect(status);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({ code, field, remedy: expect.any(String) });
  });

  it('knows its workbooks by name', async () => {
    const asManager = await service.as(manager('LCC'));
    const { body } = await request(service.http).get('/api/reporting/workbooks').set(asManager).expect(200);
    expect(body).toMatchObject({ workbooks: [{ name: 'activity' }] });
    await request(service.http).get('/api/reporting/workbooks/nothing.xlsx').set(asManager).expect(404);
  });

  it('is not for patrons', async () => {
    const patron = await service.as({ tenant: 'LCC', roles: ['patron'] });
    await request(service.http).get(XLSX).set(patron).expect(403);
    await request(service.http).get('/api/reporting/figures').set(patron).expect(403);
  });

  it('tells the period in figures', async () => {
    const { body } = (await request(service.http)
      .get('/api/reporting/figures?from=2025-10-01&to=2025-10-31')
      .set(await service.as(manager('LCC')))
      .expect(200)) as { body: Figures };
    expect(body).toMatchObject({
      library: { symbol: 'LCC', name: 'Limestone Community College' },
      period: { from: '2025-10-01', to: '2025-10-31', timeZone: 'America/Chicago' },
      requests: { total: 3, copies: 1, loans: 2 },
      rules: [{ number: '22', id: 'free-lender', count: 1 }],
      money: [{ spent: { minor: 4026, currency: 'USD' }, balance: { minor: 0, currency: 'USD' } }],
    });
    expect(body.requests.byOutcome).toEqual([
      { name: 'cancelled', count: 1 },
      { name: 'declined', count: 1 },
      { name: 'filled', count: 1 },
    ]);
    expect(body.suppliers).toMatchObject([
      { name: 'HFC', asked: 1, yes: 0, no: 1 },
      { name: 'ZZX', asked: 1, yes: 1, no: 0 },
    ]);
    expect(body.stages.find(({ name }) => name === 'submitted-finished')?.count).toBe(1);
  });
});
