import { describe, expect, it } from '@jest/globals';
import { statement, type Database, type Tx } from '#lib/messaging';
import { Retention } from './retention.ts';

/** Transactions of libraries A and B that know nothing but whose they are. */
const database: Pick<Database, 'transaction'> = {
  transaction: ((context: { tenant: string }, work: (tx: Tx) => Promise<unknown>) =>
    work({ tenant: context.tenant, query: () => Promise.resolve([{ symbol: 'A' }, { symbol: 'B' }]) } as unknown as Tx)) as never,
};
const LIBRARIES = statement('select symbol from library');

describe('what is kept no longer', () => {
  it('ends in pieces, at every library and the consortium, until nothing is due', async () => {
    const due: Record<string, number> = { A: 120, B: 3, consortium: 50 };
    const pieces: [string, number][] = [];
    const end = (tx: Tx, limit: number): Promise<number> => {
      const some = Math.min(limit, due[tx.tenant]!);
      due[tx.tenant]! -= some;
      pieces.push([tx.tenant, some]);
      return Promise.resolve(some);
    };
    expect(await new Retention(database, LIBRARIES, [{ what: 'files', end }]).execute()).toEqual({ files: 173 });
    expect(pieces).toEqual([
      ['consortium', 50],
      ['consortium', 0],
      ['A', 50],
      ['A', 50],
      ['A', 20],
      ['B', 3],
    ]);
  });

  it('goes on with the others where one fails, and says which', async () => {
    const ended: string[] = [];
    const kinds = [
      { what: 'files', end: (tx: Tx) => (tx.tenant === 'A' ? Promise.reject(new Error('no such table')) : Promise.resolve(1)) },
      { what: 'messages', end: (tx: Tx) => Promise.resolve(ended.push(tx.tenant) ? 0 : 0) },
    ];
    await expect(new Retention(database, LIBRARIES, kinds).execute()).rejects.toThrow('files of A: no such table');
    expect(ended).toEqual(['consortium', 'A', 'B']);
  });

  it('runs once at a time, whoever asks', async () => {
    let runs = 0;
    const end = async (): Promise<number> => {
      runs += 1;
      await Promise.resolve();
      return 0;
    };
    const retention = new Retention(database, LIBRARIES, [{ what: 'files', end }]);
    await Promise.all([retention.execute(), retention.execute()]);
    expect(runs).toBe(3);
  });
});
