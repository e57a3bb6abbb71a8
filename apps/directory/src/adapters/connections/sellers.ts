import { askOnce, sellerHeaders, type Probe } from '#lib/service';
import { z } from 'zod';
import type { OpenConnector } from '../../app/connectors.ts';
import { jsonOf } from './scholarly.ts';

type Seller = 'get-it-now' | 'reprints-desk' | 'vendor';
const Price = z.object({ amount: z.union([z.string(), z.number()]), currency: z.string() });

interface Question {
  readonly what: string;
  /** A price of something that is always asked for: nothing is ordered by it. */
  readonly path: string;
  /** What it answers, also where it does not have that very thing. */
  readonly answer: z.ZodType;
}
const none = (code: string): z.ZodType => z.object({ error: z.literal(code) });

const QUESTIONS: Readonly<Record<Seller, Question>> = {
  'get-it-now': {
    what: 'Get It Now',
    path: 'quote?issn=0028-0836&year=2020',
    answer: z.union([z.object({ available: z.boolean() }), none('TITLE_NOT_FOUND')]),
  },
  'reprints-desk': {
    what: 'Reprints Desk',
    path: 'prices?doi=10.1038%2Fnature12373',
    answer: z.union([z.object({ price: Price }), none('NOT_AVAILABLE')]),
  },
  vendor: {
    what: 'The vendor',
    path: 'items?isbn=9780306406157',
    answer: z.union([z.object({ offers: z.array(z.unknown()) }), none('ISBN_NOT_FOUND')]),
  },
};

/** Asks a seller for a price on the library's account. */
export const sellerProbe =
  (seller: Seller, connector: OpenConnector): Probe =>
  async (signal) => {
    const { what, path, answer } = QUESTIONS[seller];
    const url = `${connector.address.replace(/\/+$/, '')}/${path}`;
    jsonOf(answer, await askOnce(url, { headers: sellerHeaders(connector), takes: [404] }, signal));
    const { account } = connector.settings;
    return { words: `${what} names its prices${account ? ` to account ${account}` : ''}.` };
  };
