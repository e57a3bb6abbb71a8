import { parseArgs } from 'node:util';
import pg from 'pg';
import { KeepingError } from '#lib/keeping';
import { ledgerCheck } from '../../../payment/src/ledger-check.ts';
import { type Command, UsageError } from '../command.ts';
import { openPlace } from '../keeping/place.ts';
import { count } from '../keeping/words.ts';
import { booksCheck } from './books-check.ts';

const USAGE = `npm run trillium -- books [--data DIR]

Holds the ledger against itself, and every balance, entry and cost against what the services told of them. Changes nothing. Amounts in what
it finds are minor units (cents).

  --data DIR       the data folder (default: TRILLIUM_DATA_DIR, else ./.trillium)`;

/** Whether the books are right, by SQL that has nothing to do with the code that writes them. */
export const books: Command = {
  name: 'books',
  summary: 'hold the ledger against what the services told',
  usage: USAGE,

  async run(args, { out, err }) {
    const place = await openPlace({ data: dataOption(args) }).catch((error: unknown) => {
      if (error instanceof KeepingError) return error;
      throw error;
    });
    if (place instanceof KeepingError) {
      err(place.message);
      return 1;
    }
    const client = new pg.Client({ connectionString: place.url });
    try {
      await client.connect();
      const ledger = await ledgerCheck(client);
      const told = await booksCheck(client);
      out(`The ledger holds ${count(ledger.entries, 'entry', 'entries')} of ${count(ledger.postings, 'line')}.`);
      out(
        `Told were ${count(told.entries, 'entry', 'entries')} and ${count(told.costs, 'cost')}; ${count(told.balances, 'balance')} compared.`,
      );
      if (told.underWay) out(`${told.underWay} of what was told is still on its way and was left out: look again later.`);
      const faults = [...ledger.faults, ...told.faults];
      for (const fault of faults) err(fault);
      out(faults.length ? `${faults.length} things are wrong.` : 'All agree.');
      return faults.length ? 1 : 0;
    } finally {
      await client.end();
      await place.close();
    }
  },
};

function dataOption(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { data: { type: 'string' } } }).values.data;
  } catch (error) {
    throw new UsageError((error as Error).message, 'Call it as: npm run trillium -- books [--data DIR]');
  }
}
