import type { Batch, DecisionList, RequestPage } from '#lib/contracts';
import exceljs from 'exceljs';
import { booksCheck } from '../../apps/cli/src/books/books-check.ts';
import { ledgerCheck } from '../../apps/payment/src/ledger-check.ts';
import { loadRequests } from '#test/world';
import { until } from '../support/client.ts';
import type { Cluster } from '../support/cluster.ts';
import { quiet } from '../support/quiet.ts';
import { EXPECTED, type Expected } from './expected.ts';
import { replayAll } from './replay-all.ts';
import { liveThrough, page, tasks, upload } from './run-demo.ts';

interface Line {
  readonly expected: Expected;
  readonly id: string;
}

const byLine = (batch: Batch): Line[] =>
  EXPECTED.map((expected, index) => {
    const result = batch.results.find(({ line }) => line === index + 2);
    if (!result?.requestId) throw new Error(`request ${expected.number} was not taken: ${JSON.stringify(result)}`);
    return { expected, id: result.requestId };
  });

/** DEMO.md from the upload to the last return, on whatever the cluster runs on. */
export function demoScenario(start: () => Promise<Cluster>): void {
  let cluster: Cluster;
  let lines: Line[];
  let monday: RequestPage[];
  let end: RequestPage[];

  beforeAll(async () => {
    cluster = await start();
    lines = byLine(await upload(cluster, loadRequests()));
    monday = await Promise.all(lines.map(({ expected, id }) => page(cluster, expected.library, id)));
  }, 300_000);
  afterAll(() => cluster?.close(), 60_000);

  const decisionsOf = async ({ expected, id }: Line): Promise<DecisionList['decisions']> =>
    (await cluster.operator.at(expected.library).get<DecisionList>(`/api/sourcing/requests/${id}/decisions`)).decisions;

  it('decides every request on Monday morning by the rule that DEMO.md names', async () => {
    const found = await Promise.all(
      lines.map(async (line, index) => {
        const decisions = await decisionsOf(line);
        return [
          line.expected.number,
          monday[index]!.citation.title?.startsWith(line.expected.title) ?? false,
          decisions[0]?.outcome.route,
          decisions[0]?.rule?.number,
        ];
      }),
    );
    expect(found).toEqual(EXPECTED.map(({ number, route, rules }) => [number, true, route, rules[0]]));
  });

  it('says why in plain words, and marks what Trillium cannot do by itself yet', async () => {
    for (const [index, { reason }] of monday.entries())
      expect([EXPECTED[index]!.number, reason?.length ?? 0]).toEqual([EXPECTED[index]!.number, expect.any(Number)]);
    const notYet = await Promise.all(
      lines.map(async (line) => {
        const [first] = await decisionsOf(line);
        return first?.outcome.route === 'staff' && first.outcome.notYet ? line.expected.number : undefined;
      }),
    );
    expect(notYet.filter(Boolean)).toEqual(EXPECTED.filter((one) => one.notYet).map(({ number }) => number));
  });

  it('shows what a rule added before another decided', async () => {
    const added = await Promise.all(
      lines.map(async (line) =>
        (await decisionsOf(line))[0]!.rules.filter(({ outcome }) => outcome === 'added').map(({ number }) => number),
      ),
    );
    expect(added).toEqual(EXPECTED.map(({ also }) => also ?? []));
  });

  it('lives through the weeks until everything has ended or waits for staff', async () => {
    let raised = false;
    end = await liveThrough(
      cluster,
      lines.map(({ expected, id }) => ({ library: expected.library, id })),
      {
        days: 90,
        each: async () => {
          if (raised) return;
          // request 14: the lender asks for $40; staff raise the limit
          const conditional = (await tasks(cluster, 'TSU')).find(({ kind }) => kind === 'conditional');
          const raise = conditional?.actions.find(({ name }) => name === 'accept-condition');
          if (!raise) return;
          const fields = Object.fromEntries(
            raise.fields.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]),
          );
          await cluster.operator.at('TSU').post(raise.path, fields);
          await quiet(cluster.owner);
          raised = true;
        },
      },
    );
    expect(raised).toBe(true);
    expect(end.map(({ status }, index) => [EXPECTED[index]!.number, status])).toEqual(
      EXPECTED.map(({ number, end: status }) => [number, status]),
    );
  }, 600_000);

  it('was decided again where the first choice led to nothing, and supplied by whom DEMO.md says', async () => {
    const found = await Promise.all(
      lines.map(async (line, index) => [
        line.expected.number,
        (await decisionsOf(line)).map(({ rule }) => rule?.number),
        line.expected.supplier && end[index]!.supplier,
      ]),
    );
    expect(found).toEqual(EXPECTED.map(({ number, rules, supplier }) => [number, [...rules], supplier]));
  });

  it('pays abroad with vouchers kept before anybody was asked, and sent by a person: three in the consortium, then one and a half', async () => {
    const drawers = async () => {
      const { rows } = await cluster.owner.query<{ held: number; reserved: number; away: number }>(
        `select sum(held)::int as held, sum(reserved)::int as reserved, sum(in_transit)::int as away from payment.voucher_stock`,
      );
      return rows[0];
    };
    // a loan for one, a copy for half a voucher: nobody else gets them
    expect(await drawers()).toEqual({ held: 3, reserved: 3, away: 0 });
    for (const [library, title] of [
      ['TSU', '1 voucher for UBA'],
      ['HFC', '½ voucher for UBA'],
    ] as const) {
      const waiting = (await tasks(cluster, library)).find(({ kind }) => kind === 'vouchers-waiting');
      expect(waiting).toMatchObject({ title, reason: expect.stringContaining('UBA has supplied it: send') });
      const send = waiting!.actions.find(({ name }) => name === 'vouchers-send')!;
      await cluster.operator.at(library).post(send.path, {});
      await cluster.operator.at(library).post(send.path.replace(/send$/, 'accept'), {});
    }
    expect(await drawers()).toEqual({ held: 3, reserved: 0, away: 0 });
    const { rows } = await cluster.owner.query<{ account: string; halves: number }>(
      `select account, sum(minor)::int as halves from payment.posting where currency = 'XVH' and account <> 'expense:vouchers-counted' group by 1`,
    );
    expect(Object.fromEntries(rows.map(({ account, halves }) => [account, halves]))).toMatchObject({
      'vouchers:held': 3,
      'vouchers:in-transit': 0,
      'expense:borrowing': 3,
    });
  });

  it('charged what it bought and expects the IFM line, and the ledger adds up to zero', async () => {
    const { rows } = await cluster.owner.query<{ kind: string; amount: string; n: number }>(
      `select e.kind, sum(p.minor) filter (where p.minor > 0)::text as amount, count(distinct e.id)::int as n
       from payment.entry e join payment.posting p on p.entry_id = e.id where e.kind <> 'opening' group by e.kind order by e.kind`,
    );
    const sums = Object.fromEntries(rows.map(({ kind, amount, n }) => [kind, [Number(amount), n]]));
    expect(sums['ifm-expected']).toEqual([4000, 1]);
    expect(sums['ifm-fee']).toEqual([26, 1]);
    // Get It Now $24, Reprints Desk $39, the publisher's site $8.95 of the $30 held, print $28, e-book $64, print $40
    expect(sums['purchase']).toEqual([2400 + 3900 + 895 + 2800 + 6400 + 4000, 6]);
    expect((await ledgerCheck(cluster.owner)).faults).toEqual([]);
    // the same once more from what the services told; a broker may still hold the last of it
    const { costs } = await until('reporting heard all that was told of money', async () => {
      const told = await booksCheck(cluster.owner);
      if (told.faults.length) throw new Error(told.faults.join('\n'));
      return told;
    });
    expect(costs).toBeGreaterThanOrEqual(6);
  });

  it('can replay every decision: by the kept policies over the kept facts, with those asked on the way', async () => {
    const { replayed, asked, byHand, differ } = await replayAll(cluster.owner);
    process.stdout.write(
      `${replayed} decisions of the demo replayed with ${asked} answers of other policies; ${byHand} made by people\n`,
    );
    expect(differ).toEqual([]);
    expect(replayed).toBeGreaterThanOrEqual(EXPECTED.reduce((sum, { rules }) => sum + rules.length, 0));
    // whether the patron may ask was asked of each, the copyright policy of each as well
    expect(asked).toBeGreaterThanOrEqual(2 * replayed);
  });

  it('names no patron in any message to another library, nor to a provider', async () => {
    const { rows: messages } = await cluster.owner.query<{ xml: string }>(
      `select xml from fulfillment.iso_message where direction = 'out'`,
    );
    const { rows: patrons } = await cluster.owner.query<{ ref: string }>('select patron_ref as ref from directory.patron');
    const names = cluster.world.state.data.patrons.flatMap(({ name, username, email }) => [
      name,
      name.split(', ').toReversed().join(' '),
      username,
      email,
    ]);
    // the library's own system knows its patrons, and a mail is the patron's own
    const told = cluster.world.state.journal.entries
      .filter(({ service }) => service !== 'ils' && service !== 'mail')
      .map((entry) => JSON.stringify(entry));
    expect(messages.length).toBeGreaterThan(10);
    expect(told.length).toBeGreaterThan(messages.length);
    const personal = [...patrons.map(({ ref }) => ref), ...names, '<patronInfo'];
    for (const text of [...messages.map(({ xml }) => xml), ...told])
      expect(personal.filter((one) => one && text.includes(one))).toEqual([]);
  });

  it('tells patrons by e-mail, each once of the same, and none of another', async () => {
    const mails = [...cluster.world.state.table('mail').values()] as unknown as { to: string; subject: string; text: string }[];
    expect(mails.length).toBeGreaterThan(15);
    const told = mails.map(({ to, subject, text }) => [to, subject, /requests\/(\S+)/.exec(text)![1]].join(' '));
    expect(told.filter((one, at) => told.indexOf(one) !== at)).toEqual([]);
    const { rows } = await cluster.owner.query<{ status: string; count: number }>(
      `select status, count(*)::int as count from directory.notice where channel = 'email' group by status`,
    );
    expect(rows.filter(({ status }) => !['sent', 'withheld'].includes(status))).toEqual([]);
    expect(rows.find(({ status }) => status === 'sent')!.count).toBe(mails.length);
  });

  it('gives managers a workbook with every line', async () => {
    const client = await cluster.at('TSU');
    const response = await client.raw('GET', '/api/reporting/workbooks/activity.xlsx?from=2025-10-01&to=2025-12-31');
    expect(response.status).toBe(200);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    const rows = JSON.stringify(workbook.worksheets.map((sheet) => sheet.getSheetValues()));
    for (const { title, library } of EXPECTED) expect([title, rows.includes(title)]).toEqual([title, library === 'TSU']);
    expect(rows).toContain('ZZX');
  });
}
