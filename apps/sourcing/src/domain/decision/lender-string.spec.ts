import fc from 'fast-check';
import { join } from 'node:path';
import type { CompiledPolicy, Holder } from '#lib/policy';
import { projectRoot } from '#lib/service';
import { asked, holder } from '../../../../../libs/policy/src/__fixtures__/findings.ts';
import { loadPolicy } from '../../offline/load-policies.ts';
import { lenderString, type LenderChoice } from './lender-string.ts';

const choice = (more: Partial<LenderChoice> = {}): LenderChoice => ({
  which: 'free',
  onlyAv: false,
  newId: () => 'promise-1',
  ...more,
});
let ranking: CompiledPolicy<'lender-ranking'>;
beforeAll(async () => {
  ranking = await loadPolicy(join(projectRoot(), 'rules'), 'lender-ranking');
});
const stringOf = async (holders: Holder[], more: Partial<LenderChoice> = {}, tried: string[] = []) => {
  const lenders = await lenderString(
    ranking,
    asked(),
    { holders, classes: [], genres: [] },
    { tried: tried.map((supplier) => ({ kind: 'borrow' as const, supplier })) },
    choice(more),
  );
  return lenders.ok ? lenders.value.lenders : [];
};

describe('the lender string', () => {
  it('asks first who owes us most, then who answers soonest, last those of last resort', async () => {
    const lenders = await stringOf([
      holder('EVEN'),
      holder('QUICK', { daysToRespond: 2 }),
      holder('OWES', { balance: 3 }),
      holder('OWED', { balance: -2 }),
      holder('LAST', { balance: 9, lastResort: true }),
    ]);
    expect(lenders.map(({ symbol, why }) => [symbol, why])).toEqual([
      ['OWES', 'balance 3 items, answers within 4 working days'],
      ['QUICK', 'answers within 2 working days'],
      ['EVEN', 'answers within 4 working days'],
      ['OWED', 'balance -2 items, answers within 4 working days'],
      ['LAST', 'asked last, balance 9 items, answers within 4 working days'],
    ]);
  });

  it('names what a lender asks, and the most it may cost', async () => {
    const outside = [
      holder('ZZX', { settledBy: 'OCLC' }),
      holder('ZZY', { settledBy: 'OCLC', charge: { minor: 2500, currency: 'USD' } }),
    ];
    expect(await stringOf(outside, { which: 'outside', maxCost: { minor: 3000, currency: 'USD' } })).toMatchObject([
      { symbol: 'ZZY', expectedCost: { minor: 2500 }, maxCost: { minor: 3000 }, why: 'asks $25, answers within 4 working days' },
      { symbol: 'ZZX', maxCost: { minor: 3000 }, why: 'names its charge when asked, answers within 4 working days' },
    ]);
  });

  it('asks only those who lend audiovisual items where a rule says so', async () => {
    const lenders = await stringOf([holder('TSU'), holder('CPL', { lendsAv: true })], { onlyAv: true });
    expect(lenders.map(({ symbol }) => symbol)).toEqual(['CPL']);
  });

  it('asks one abroad at a time, with the vouchers it is paid with, and none that they will not pay or that is closed', async () => {
    const abroad = (symbol: string, more: Partial<Holder> = {}): Holder =>
      holder(symbol, { abroad: true, member: false, settledBy: 'vouchers', ...more });
    const holders = [
      holder('TSU'),
      abroad('DEAR', { vouchers: 6, daysToRespond: 1 }),
      abroad('SHUT', { backOn: '2025-10-08', daysToRespond: 1 }),
      abroad('UBB', { vouchers: 3 }),
      abroad('UBA', { vouchers: 3, daysToRespond: 2 }),
    ];
    const worth = { minor: 1200, currency: 'EUR' };
    expect(await stringOf(holders, { which: 'abroad', vouchers: { full: 1, half: 1 } })).toMatchObject([
      {
        symbol: 'UBA',
        settledBy: 'vouchers',
        expectedCost: worth,
        maxCost: worth,
        vouchers: { promise: 'promise-1', halves: 3 },
        // how many it takes is known beforehand, it does not name them only when asked
        why: 'abroad, answers within 2 working days',
      },
    ]);
    expect(await stringOf(holders, { which: 'abroad', vouchers: { full: 1, half: 1 } }, ['UBA'])).toMatchObject([
      { symbol: 'UBB' },
    ]);
    expect(await stringOf(holders, { which: 'abroad', vouchers: { full: 3, half: 0 } }, ['DEAR'])).toEqual([]);
  });

  it('has each lender once, none that was tried, none abroad, at most fifteen, in the same order however they were found', async () => {
    const lender = fc.record({
      number: fc.integer({ min: 0, max: 25 }),
      balance: fc.integer({ min: -3, max: 3 }),
      daysToRespond: fc.integer({ min: 1, max: 5 }),
      abroad: fc.boolean(),
      format: fc.constantFrom('print' as const, 'electronic' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(lender, { selector: ({ number }) => number }), fc.nat(), async (list, turn) => {
        const holders = list.map(({ number, ...more }) => holder(`L${number}`, more));
        const symbols = (await stringOf(holders, {}, ['L3'])).map(({ symbol }) => symbol);
        const turned = [...holders.slice(turn % (holders.length || 1)), ...holders.slice(0, turn % (holders.length || 1))];
        expect(new Set(symbols).size).toBe(symbols.length);
        expect(symbols.length).toBeLessThanOrEqual(15);
        expect(symbols).not.toContain('L3');
        expect(symbols.filter((symbol) => holders.find((one) => one.symbol === symbol)!.abroad)).toEqual([]);
        expect((await stringOf(turned, {}, ['L3'])).map(({ symbol }) => symbol)).toEqual(symbols);
      }),
    );
  });
});
