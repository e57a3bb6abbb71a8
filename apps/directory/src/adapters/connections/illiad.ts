import { askOnce, type Probe } from '#lib/service';
import { z } from 'zod';
import type { OpenConnector } from '../../app/connectors.ts';
import { jsonOf } from './scholarly.ts';

const Transactions = z.array(z.object({ TransactionNumber: z.int() }));

/** Lists the user's requests in ILLiad (ILLiad Web Platform API, Transaction/UserRequests): needs a key that holds, and changes nothing. */
export const illiadProbe =
  ({ address, settings, secrets }: OpenConnector): Probe =>
  async (signal) => {
    const user = settings['user'] ?? '';
    const url = `${address.replace(/\/+$/, '')}/Transaction/UserRequests/${encodeURIComponent(user)}?$top=1`;
    const headers = { accept: 'application/json', apikey: secrets['key'] ?? '' };
    jsonOf(Transactions, await askOnce(url, { headers }, signal));
    return { words: `ILLiad knows ${user} and shows its requests.` };
  };
