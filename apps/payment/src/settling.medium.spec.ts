import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import request from 'supertest';
import { CostIncurred, CostReversed } from '#lib/contracts';
import { DAY, money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { chargesPublished } from './__fixtures__/charges.ts';
import { deliver, type Sent } from './__fixtures__/deliver.ts';
import type { NettingShape, StatementShape } from './http/settling-shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

const usd = (minor: number) => money(minor, 'USD');
interface Asked {
  readonly tenant?: string;
  readonly sub?: string;
}

describe('what the consortium settles between its members', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const send = (...sent: Sent[]): Promise<void> => deliver(service.get(Database), sent);
  const call = async (method: 'get' | 'post', path: string, { tenant = 'consortium', sub = 'op-1' }: Asked, body?: object) => {
    const asked = request(service.http);
    const url = `/api/payment/${path}`;
    return (method === 'get' ? asked.get(url) : asked.post(url))
      .set(await service.as({ tenant, sub, roles: [tenant === 'consortium' ? 'operator' : 'accountant'] }))
      .send(body);
  };
  const statement = async (tenant: string, month: string): Promise<StatementShape> =>
    (await call('get', `statements/${month}`, { tenant })).body as StatementShape;
  const charge = (tenant: string, payee: string, minor: number, more: object = {}): Sent => {
    const [requestId, attempt] = [randomUUID(), randomUUID()];
    const data = {
      requestId,
      kind: 'borrow',
      what: 'loan',
      payee,
      amount: usd(minor),
      settledBy: 'consortium',
      member: true,
      ...more,
    };
    return { message: CostIncurred, tenant, subject: attempt, correlation: requestId, data };
  };
  const undone = ({ tenant, subject, data }: Sent): Sent => ({
    message: CostReversed,
    tenant,
    subject,
    data: { requestId: (data as CostIncurred).requestId, reason: 'Cancelled in time' },
  });
  const consortium = async (): Promise<number> => {
    const { rows } = await database.owner.query<{ minor: string }>(
      `select coalesce(sum(minor), 0) as minor from payment.posting where account = 'settlement:consortium'`,
    );
    return Number(rows[0]!.minor);
  };

  it('stands in both books, is taken back in both, and over all members is zero', async () => {
    await send(await chargesPublished());
    const [one, two, gone] = [charge('LCC', 'TSU', 1500), charge('TSU', 'HFC', 900), charge('LCC', 'HFC', 700)];
    await send(one, { ...one }, two, gone, undone(gone), undone(gone));
    expect(await consortium()).toBe(0);
    const [lcc, tsu, hfc] = await Promise.all(['LCC', 'TSU', 'HFC'].map((library) => statement(library, '2025-10')));
    expect(lcc).toMatchObject({ sums: { borrowing: usd(1500), lending: usd(0) }, after: usd(1500) });
    expect(tsu).toMatchObject({ sums: { borrowing: usd(900), lending: usd(-1500) }, after: usd(-600) });
    expect(hfc).toMatchObject({ sums: { borrowing: usd(0), lending: usd(-900) }, after: usd(-900) });
    // a borrower's line leads to its request, the lender's to nothing of the borrower's
    expect(lcc!.lines[0]).toMatchObject({ counterparty: 'TSU', requestId: (one.data as CostIncurred).requestId });
    expect(tsu!.lines.find(({ section }) => section === 'lending')).toMatchObject({
      counterparty: 'LCC',
      description: 'Lent to LCC',
    });
    expect(tsu!.lines.some(({ requestId }) => requestId === (one.data as CostIncurred).requestId)).toBe(false);
    expect((await ledgerCheck(database.owner)).faults).toEqual([]);
  });

  it('gives a month as a workbook that adds up, each line of a borrower with its request', async () => {
    const told = await statement('LCC', '2025-10');
    const { body, headers } = await request(service.http)
      .get('/api/payment/statements/2025-10/statement.xlsx')
      .set(await service.as({ tenant: 'LCC', sub: 'acc-1', roles: ['accountant'] }))
      .responseType('blob')
      .expect(200);
    expect(headers['content-disposition']).toBe('attachment; filename="statement-LCC-2025-10-USD.xlsx"');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as ArrayBuffer);
    const [sums, lines] = [book.getWorksheet('Statement')!, book.getWorksheet('Lines')!];
    const owed = sums.getColumn(2).values.filter((value) => typeof value === 'number');
    // before, five sections, all of the month, after
    expect(owed).toEqual([0, 15, 0, 0, 0, 0, 15, 15]);
    // heads, lines, an empty row, and what they add up to
    expect(lines.rowCount).toBe(told.lines.length + 3);
    expect(lines.getRow(lines.rowCount).getCell(5).result).toBe(told.total.minor / 100);
    told.lines.forEach(({ owes, requestId }, index) => {
      const row = lines.getRow(index + 2);
      expect(row.getCell(5).value).toBe(owes.minor / 100);
      expect(row.getCell(8).hyperlink).toMatch(new RegExp(`^https?://[^/]+/requests/${requestId}$`));
    });
  });

  it('gives a month as pages, with a link to each request', async () => {
    const told = await statement('LCC', '2025-10');
    const { body, headers } = await request(service.http)
      .get('/api/payment/statements/2025-10/statement.pdf')
      .set(await service.as({ tenant: 'LCC', sub: 'acc-1', roles: ['accountant'] }))
      .responseType('blob')
      .expect(200);
    expect(headers['content-type']).toBe('application/pdf');
    const written = (body as Buffer).toString('latin1');
    expect(written).toMatch(/^%PDF-1\.\d/);
    // where a link leads is not packed as what is written is
    const links = [...written.matchAll(/\/requests\/([0-9a-f-]{36})/g)].map(([, id]) => id);
    expect(links).toEqual(told.lines.flatMap(({ requestId }) => requestId ?? []));
  });

  it('takes a charge back before it is heard of, on both sides', async () => {
    const early = charge('LCC', 'TSU', 4200);
    await send(undone(early));
    await send(early);
    expect(await consortium()).toBe(0);
    expect(await statement('LCC', '2025-10')).toMatchObject({ after: usd(1500) });
  });

  it('closes a month in its order, and not before it has ended', async () => {
    const early = await call('post', 'statements/2025-10/close', { tenant: 'LCC' });
    expect(early.status).toBe(409);
    expect(early.body).toMatchObject({ detail: '2025-10 has not ended.', remedy: 'Close it from 2025-11-01 on.' });
    const late = charge('LCC', 'TSU', 300);
    service.clock.advance(DAY * 30);
    expect((await call('post', 'statements/2025-10/close', { tenant: 'LCC' })).status).toBe(204);
    const closed = await statement('LCC', '2025-10');
    // what happened in October and is heard of in November changes nothing of October's
    service.clock.advance(DAY / 2);
    await send({ ...late, time: '2025-10-30T12:00:00.000Z' });
    expect(await statement('LCC', '2025-10')).toEqual(closed);
    expect(await statement('LCC', '2025-11')).toMatchObject({
      before: usd(1500),
      sums: { borrowing: usd(0), corrections: usd(300) },
      after: usd(1800),
      lines: [{ section: 'corrections', restates: '2025-10' }],
    });
    expect((await call('post', 'statements/2025-10/close', { tenant: 'LCC' })).status).toBe(409);
  });

  it('lets nobody post to a closed month, whoever writes', async () => {
    const write = database.asTenant('LCC', (client) =>
      client.query(
        `insert into entry (id, tenant, cause, purpose, kind, description, settled_by, lines, at)
         values ($1, 'LCC', $1, 'late', 'fee', 'x', 'consortium', 2, '2025-10-20T00:00:00Z')`,
        [randomUUID()],
      ),
    );
    await expect(write).rejects.toThrow(/are closed through/);
  });

  it('is netted by two people: few transfers, proved by the statements, and paid', async () => {
    service.clock.advance(1000);
    const drawn = await call('post', 'nettings', {}, { month: '2025-10' });
    const netting = drawn.body as NettingShape;
    expect(drawn.status).toBe(201);
    expect(netting.positions).toEqual([
      { library: 'HFC', owes: usd(-900) },
      // with the correction since October was closed there
      { library: 'LCC', owes: usd(1800) },
      { library: 'TSU', owes: usd(-900) },
    ]);
    expect(netting.transfers).toEqual([
      { from: 'LCC', to: 'HFC', amount: usd(900) },
      { from: 'LCC', to: 'TSU', amount: usd(900) },
    ]);
    // each position is the sum of the lines that led to it
    for (const { library, owes } of netting.positions) {
      const proof = (await call('get', `nettings/${netting.id}/positions/${library}`, {})).body as StatementShape;
      expect(proof.after).toEqual(owes);
      expect(proof.lines.reduce((sum, line) => sum + line.owes.minor, proof.before.minor)).toBe(owes.minor);
      expect(proof.lines.length).toBeGreaterThan(0);
    }
    expect((await call('post', `nettings/${netting.id}/approve`, {})).body).toMatchObject({ code: 'second-person' });
    expect((await call('post', `nettings/${netting.id}/approve`, { sub: 'op-2' })).status).toBe(204);
    expect(await statement('LCC', '2025-11')).toMatchObject({
      sums: { payments: usd(-1800), corrections: usd(300) },
      after: usd(0),
    });
    expect(await consortium()).toBe(0);
    const pay = (nth: number) => call('post', `nettings/${netting.id}/transfers/${nth}/paid`, {}, { reference: '=SEPA 4711' });
    expect((await pay(1)).status).toBe(204);
    expect((await pay(1)).status).toBe(204);
    expect((await pay(3)).status).toBe(404);
    const csv = await call('get', `nettings/${netting.id}/transfers.csv`, {});
    expect(csv.text).toBe(
      "month,transfer,from,to,amount,currency,paid,reference\r\n2025-10,1,LCC,HFC,9.00,USD,2025-11-06,'=SEPA 4711\r\n2025-10,2,LCC,TSU,9.00,USD,,\r\n",
    );
    expect((await pay(2)).status).toBe(204);
    expect((await call('get', 'nettings', {})).body).toMatchObject({ nettings: [{ status: 'settled' }] });
    const { rows } = await database.owner.query(
      `select tenant, account, sum(minor)::int as minor from payment.posting where account in ('bank', 'settlement:transfers')
       group by 1, 2 having sum(minor) <> 0 order by 1`,
    );
    expect(rows).toEqual([
      { tenant: 'HFC', account: 'bank', minor: 900 },
      { tenant: 'LCC', account: 'bank', minor: -1800 },
      { tenant: 'TSU', account: 'bank', minor: 900 },
    ]);
    expect((await ledgerCheck(database.owner)).faults).toEqual([]);
  });

  it('is not drawn up twice, but again once it was withdrawn; who has no books here is named', async () => {
    expect((await call('post', 'nettings', {}, { month: '2025-10' })).status).toBe(409);
    await send(charge('CPL', 'ZZX', 1000, { member: undefined }), charge('HFC', 'CPL', 50));
    service.clock.advance(DAY * 30);
    const first = (await call('post', 'nettings', {}, { month: '2025-11' })).body as NettingShape;
    const reason = { reason: 'ZZX is to be asked first' };
    expect((await call('post', `nettings/${first.id}/withdraw`, {}, reason)).status).toBe(204);
    const again = (await call('post', 'nettings', {}, { month: '2025-11' })).body as NettingShape;
    expect(again.id).not.toBe(first.id);
    expect(again.positions).toContainEqual({ library: 'ZZX (no books here)', owes: usd(-1000) });
    expect(again.transfers).toContainEqual({ from: 'CPL', to: 'ZZX (no books here)', amount: usd(950) });
    expect((await call('post', `nettings/${again.id}/approve`, { sub: 'op-2' })).status).toBe(204);
    // paid for once and for all: nothing of it in the next month
    service.clock.advance(DAY * 31);
    const next = (await call('post', 'nettings', {}, { month: '2025-12' })).body as NettingShape;
    expect(next.transfers).toEqual([]);
    expect(next.positions.every(({ owes }) => owes.minor === 0)).toBe(true);
    expect((await call('get', 'nettings', { tenant: 'LCC' })).status).toBe(403);
  });
});
