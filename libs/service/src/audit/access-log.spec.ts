import type { Database, Tx } from '#lib/messaging';
import { AccessLog, type Access } from './access-log.ts';

const access = (tenant: string, account: string): Access => ({ tenant, account, kind: 'patron', subjects: ['p_1'], detail: {} });

describe('who saw what', () => {
  /** A database whose transactions end when told to. */
  const slow = () => {
    const runs: { tenant: string; accounts: string[]; end: (error?: Error) => void }[] = [];
    const database = {
      clock: { now: () => new Date() },
      transaction: async ({ tenant }: { tenant: string }, work: (tx: Tx) => Promise<unknown>) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        let accounts: string[] = [];
        const execute = (_: unknown, values: readonly unknown[]): Promise<number> => {
          accounts = (JSON.parse(String(values[2])) as { account: string }[]).map(({ account }) => account);
          return Promise.resolve(accounts.length);
        };
        await work({ execute, now: () => new Date() } as unknown as Tx);
        runs.push({ tenant, accounts, end: (error) => (error ? reject(error) : resolve()) });
        await promise;
      },
    } as unknown as Database;
    return { log: new AccessLog(database), runs };
  };
  const soon = async (): Promise<void> => {
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
  };

  it('is committed before anybody is answered, and those who come meanwhile share the next statement, library by library', async () => {
    const { log, runs } = slow();
    const answered: string[] = [];
    const read = (tenant: string, account: string) => void log.note(access(tenant, account)).then(() => answered.push(account));
    read('LCC', 'a');
    await soon();
    for (const account of ['b', 'c', 'd']) read('LCC', account);
    read('TSU', 'e');
    await soon();
    expect(runs.map(({ accounts }) => accounts)).toEqual([['a']]);
    expect(answered).toEqual([]);
    runs[0]!.end();
    await soon();
    expect(answered).toEqual(['a']);
    runs[1]!.end();
    await soon();
    runs[2]!.end();
    await soon();
    expect(runs.map(({ tenant, accounts }) => ({ tenant, accounts }))).toEqual([
      { tenant: 'LCC', accounts: ['a'] },
      { tenant: 'LCC', accounts: ['b', 'c', 'd'] },
      { tenant: 'TSU', accounts: ['e'] },
    ]);
    expect(answered).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('lets nothing be shown where it cannot be written, and goes on afterwards', async () => {
    const { log, runs } = slow();
    const first = log.note(access('LCC', 'a'));
    await soon();
    runs[0]!.end(new Error('no database'));
    await expect(first).rejects.toThrow('no database');
    const second = log.note(access('LCC', 'b'));
    await soon();
    runs[1]!.end();
    await second;
  });

  it('counts the same look by the same person once in ten minutes, and what is taken away each time', async () => {
    const written: string[] = [];
    let now = 0;
    const database = {
      transaction: async (_: unknown, work: (tx: Tx) => Promise<unknown>) => {
        const execute = (__: unknown, values: readonly unknown[]): Promise<number> => {
          for (const { account, kind } of JSON.parse(String(values[2])) as Access[]) written.push(`${account} ${kind}`);
          return Promise.resolve(1);
        };
        await work({ execute, now: () => new Date(0) } as unknown as Tx);
      },
    } as unknown as Database;
    const log = new AccessLog(database, () => now);
    for (const account of ['a', 'a', 'b', 'a']) await log.note(access('LCC', account));
    expect(written).toEqual(['a patron', 'b patron']);
    now = 600_000;
    await log.note(access('LCC', 'a'));
    for (let i = 0; i < 2; i += 1) await log.note({ ...access('LCC', 'a'), kind: 'workbook' });
    expect(written.slice(2)).toEqual(['a patron', 'a workbook', 'a workbook']);
  });
});
