import fc from 'fast-check';
import type { Envelope } from '#lib/contracts';
import { borrowed, cancelled, declined, Teller } from '../../__fixtures__/history.ts';
import { merge, type Registers } from '../registers.ts';
import { attemptRow } from './attempt.ts';
import { project } from './project.ts';
import { requestRow } from './request.ts';
import type { AttemptRow, DecisionRow, MoneyRow, RequestRow } from './rows.ts';

/** The read models as maps: what app/hear.ts does with tables. */
function rowsOf(heard: readonly Envelope[]) {
  const requests = new Map<string, Registers>();
  const attempts = new Map<string, Registers>();
  const decisions = new Map<string, DecisionRow>();
  const money = new Map<string, MoneyRow>();
  for (const envelope of heard) {
    const { request, attempt, decision, money: lines = [] } = project(envelope);
    if (request) requests.set(request.id, merge(requests.get(request.id) ?? {}, request.said));
    if (attempt) attempts.set(attempt.id, merge(attempts.get(attempt.id) ?? {}, attempt.said));
    if (decision && !decisions.has(decision.id)) decisions.set(decision.id, decision);
    for (const line of lines) money.set(`${line.entry_id} ${line.line}`, line);
  }
  const sorted = <T>(rows: Map<string, T>): [string, T][] => [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    requests: sorted(requests).map(([id, registers]): [string, RequestRow] => [id, requestRow(registers)]),
    attempts: sorted(attempts).map(([id, registers]): [string, AttemptRow] => [id, attemptRow(registers)]),
    decisions: sorted(decisions),
    money: sorted(money),
  };
}

const teller = new Teller('LCC', '2025-10-06T14:00:00Z');
const ids = {
  borrowed: borrowed(teller, 'The Death and Life of Great American Cities'),
  declined: declined(teller, 'Something nobody has'),
  cancelled: cancelled(teller, 'Found meanwhile'),
  second: borrowed(teller, 'Soziale Systeme'),
};
const history = teller.told;
const rows = rowsOf(history);
const requestOf = (id: string): RequestRow => new Map(rows.requests).get(id)!;

describe('the read models', () => {
  it('tell a borrowed book from asking to return', () => {
    expect(requestOf(ids.borrowed)).toMatchObject({
      service: 'loan',
      title: 'The Death and Life of Great American Cities',
      outcome: 'filled',
      route: 'borrow',
      rule_number: '22',
      policy_hash: 'sha256:5f2c9a',
      supplier: 'ZZX',
      attempts: 2,
      cost_minor: 4026,
      cost_currency: 'USD',
      other_costs: null,
      submitted_at: '2025-10-06T14:00:00.000Z',
      verified_at: '2025-10-06T14:01:00.000Z',
    });
    const { sent_at, shipped_at, received_at, notified_at, finished_at, closed_at } = requestOf(ids.borrowed);
    const way = [sent_at, shipped_at, received_at, notified_at, finished_at, closed_at];
    expect(way).not.toContain(null);
    expect(way).toEqual(way.toSorted((a, b) => (a! < b! ? -1 : 1)));
  });

  it('tell who was asked, in which order, and why they said no', () => {
    const ofRequest = rows.attempts.map(([, row]) => row).filter((row) => row.request_id === ids.borrowed);
    expect(ofRequest.toSorted((a, b) => a.position! - b.position!)).toMatchObject([
      { supplier: 'HFC', position: 1, of_positions: 2, answer: 'no', reason: 'NotOnShelf', status: 'unfilled', shipped_at: null },
      { supplier: 'ZZX', position: 2, answer: 'yes', reason: null, status: 'closed', due_date: '2025-11-20' },
    ]);
  });

  it('tell a decision by hand, and the latest decision of a request', () => {
    expect(requestOf(ids.declined)).toMatchObject({ route: 'decline', decisions: 2, outcome: 'declined', rule_id: null });
    expect(rows.decisions.filter(([, row]) => row.instead_of === 'staff')).toHaveLength(1);
  });

  it('tell a cancelled request apart from a closed one', () => {
    expect(requestOf(ids.cancelled)).toMatchObject({ outcome: 'cancelled', closed_at: null, route: null });
  });

  it('hold a ledger that adds up to zero', () => {
    expect(rows.money).toHaveLength(8);
    expect(rows.money.reduce((sum, [, line]) => sum + line.amount_minor, 0)).toBe(0);
  });

  it('take a reversed entry off the cost', () => {
    const entry = history.find(({ type, correlation }) => type === 'payment.entry-posted.v1' && correlation === ids.borrowed)!;
    const data = entry.data as { lines: { amount: { minor: number; currency: string } }[] };
    const lines = data.lines.map((line) => ({ ...line, amount: { ...line.amount, minor: -line.amount.minor } }));
    const reversal = {
      ...entry,
      subject: teller.id(),
      id: teller.id(),
      data: { ...data, kind: 'reversal', lines, reverses: entry.subject },
    };
    expect(new Map(rowsOf([...history, reversal]).requests).get(ids.borrowed)!.cost_minor).toBe(26);
  });

  it('are the same in whatever order messages come, and however often', () => {
    const interleaving = fc
      .tuple(fc.shuffledSubarray(history, { minLength: history.length }), fc.subarray(history))
      .chain(([all, again]) => {
        const everything = [...all, ...again];
        return fc.shuffledSubarray(everything, { minLength: everything.length });
      });
    fc.assert(
      fc.property(interleaving, (heard) => {
        expect(rowsOf(heard)).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });
});
