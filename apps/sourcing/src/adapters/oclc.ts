import { z } from 'zod';
import type { Citation } from '#lib/contracts';
import { PermanentError } from '#lib/messaging';
import { ask, askJson, oclcTokenAddress, type Account } from '#lib/service';
import { familyAsWritten } from './bibliographic.ts';

/** A brief bibliographic record of WorldCat, as far as matching needs it. */
const BriefRecord = z.object({
  oclcNumber: z.coerce.string(),
  title: z.string().default(''),
  creator: z.string().optional(),
  date: z.string().optional(),
  edition: z.string().optional(),
  isbns: z.array(z.string()).default([]),
  issns: z.array(z.string()).default([]),
  generalFormat: z.string().default(''),
  specificFormat: z.string().optional(),
});
export type BriefRecord = z.infer<typeof BriefRecord>;
const BriefHolding = z.object({ oclcSymbol: z.string(), institutionName: z.string().optional(), country: z.string().optional() });
const Bibs = z.object({ numberOfRecords: z.number(), briefRecords: z.array(BriefRecord).default([]) });
const Holdings = z.object({
  briefRecords: z
    .array(z.object({ institutionHolding: z.object({ briefHoldings: z.array(BriefHolding).default([]) }).optional() }))
    .default([]),
});
const Token = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** A token is used until so long before its end, in milliseconds. */
const MARGIN = 60_000;
/** WorldCat gives no more at a time. */
const PAGE = 50;

/**
 * OCLC's WorldCat Search API, version 2: brief-bibs and bibs-holdings, with a token of the client credentials grant (RFC 6749 §4.4), scope `wcapi`.
 * Source: OCLC Developer Network, WorldCat Search API v2; programs that use it.
 */
export class WorldCat {
  readonly #tokens = new Map<string, { readonly token: string; readonly until: number }>();

  /**
   * @returns records found by number or words, the first page
   * @throws PermanentError where OCLC refuses the key or answers something else; besides, what `ask` throws
   */
  async bibs(account: Account, query: string, signal: AbortSignal): Promise<readonly BriefRecord[]> {
    return Bibs.parse(await this.#get(account, 'brief-bibs', { q: query, limit: '10' }, signal)).briefRecords;
  }

  /** Which of these symbols hold a record; asked in lots, so that no answer has a second page. */
  async holders(
    account: Account,
    oclcNumber: string,
    symbols: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const found: string[] = [];
    for (let at = 0; at < symbols.length; at += PAGE) {
      const lot = symbols.slice(at, at + PAGE);
      const query = { oclcNumber, heldBySymbol: lot.join(','), limit: String(PAGE) };
      const { briefRecords } = Holdings.parse(await this.#get(account, 'bibs-holdings', query, signal));
      found.push(
        ...briefRecords.flatMap((one) => one.institutionHolding?.briefHoldings ?? []).map(({ oclcSymbol }) => oclcSymbol),
      );
    }
    return [...new Set(found)];
  }

  async #get(account: Account, path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<unknown> {
    const url = new URL(`${account.address.replace(/\/+$/, '')}/${path}?${new URLSearchParams(query).toString()}`);
    for (let again = false; ; again = true) {
      const token = await this.#token(account, again, signal);
      const { status, json } = await askJson(url, { signal, headers: { authorization: `Bearer ${token}` } });
      if (status === 200 && json !== undefined) return json;
      // a token that was taken back before its time is asked for once more
      if (status === 401 && !again) continue;
      throw new PermanentError(status === 401 || status === 403 ? 'OCLC refuses the key for this' : `OCLC answered ${status}`);
    }
  }

  async #token(account: Account, fresh: boolean, signal: AbortSignal): Promise<string> {
    const { user = '' } = account.settings;
    const { secret = '' } = account.secrets;
    const address = oclcTokenAddress(account);
    const key = JSON.stringify([address, user]);
    const known = this.#tokens.get(key);
    if (known && !fresh && known.until > Date.now()) return known.token;
    const reply = await ask(address, {
      method: 'POST',
      signal,
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: 'grant_type=client_credentials&scope=wcapi',
    });
    if (reply.status === 401 || reply.status === 400) throw new PermanentError('OCLC refuses the key (WSKey) and its secret');
    const read = reply.status === 200 ? Token.safeParse(parsed(reply.text)) : undefined;
    if (!read?.success) throw new PermanentError(`OCLC gave no token: it answered ${reply.status}`);
    const { access_token: token, expires_in: seconds } = read.data;
    this.#tokens.set(key, { token, until: Date.now() + seconds * 1000 - MARGIN });
    return token;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const phrase = (text: string): string => `"${text.replaceAll(/["\\]/g, ' ').replace(/\s+/g, ' ').trim()}"`;

/** WorldCat's own query: bn ISBN, in ISSN, ti title, au author; undefined where the citation says too little to search by. */
export function worldCatQuery(wanted: Citation): string | undefined {
  const journal = wanted.kind === 'article' || wanted.kind === 'conference';
  const name = journal || wanted.kind === 'chapter' ? wanted.container : wanted.title;
  const numbers = journal ? wanted.issn.map((issn) => `in:${issn}`) : wanted.isbn.map((isbn) => `bn:${isbn}`);
  const title = name?.split(/\s*[:=/;]\s/)[0];
  const [author] = journal || wanted.kind === 'chapter' ? [] : wanted.authors;
  const words = title && [`ti:${phrase(title)}`, ...(author ? [`au:${phrase(familyAsWritten(author))}`] : [])].join(' AND ');
  const byTitle = words && (!journal || !numbers.length) ? [`(${words})`] : [];
  return [...numbers, ...byTitle].join(' OR ') || undefined;
}
