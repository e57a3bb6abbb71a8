import { compare, formatMoney, parseMoney, type Money } from '#lib/kernel';
import { PermanentError } from '#lib/messaging';
import { askJson, sellerHeaders, type Account, type Question } from '#lib/service';
import { z } from 'zod';
import type { OrderAnswer, OrderState, OrderToPlace, Provider } from './provider.port.ts';

/** An amount as sellers' JSON has it: major units as text, ISO 4217. */
export const Amount = z.object({ amount: z.string(), currency: z.string().regex(/^[A-Z]{3}$/) });

/** Where a copy or an e-book stands: shown to a patron, so a web address and nothing else. */
export const Link = z.url({ protocol: /^https?$/ });

/** @throws PermanentError where it is no such amount */
export function moneyOf(seller: string, { amount, currency }: z.infer<typeof Amount>): Money {
  const money = parseMoney(amount, currency);
  if (!money || money.minor < 0) throw new PermanentError(`${seller} named a price that is none: ${amount} ${currency}`);
  return money;
}

/** Why an order is not placed at this price, or undefined where it is as quoted or cheaper. */
export function dearer(now: Money, quoted: Money): string | undefined {
  if (now.currency === quoted.currency && compare(now, quoted) <= 0) return undefined;
  return `The price is now ${formatMoney(now)}; ${formatMoney(quoted)} was quoted.`;
}

const Refusal = z.object({ message: z.string().optional(), error: z.string().optional() });

export interface Answered {
  readonly status: number;
  readonly json: unknown;
  /** What a status of 400 or more says for itself. */
  readonly refusal: string | undefined;
}

/** Asks a seller's JSON interface. */
export async function askSeller(
  seller: string,
  url: URL,
  question: Omit<Question, 'body'> & { readonly body?: object },
): Promise<Answered> {
  const { body, headers, ...rest } = question;
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
  const { status, json } = await askJson(url, { ...rest, ...(headers ? { headers } : {}), ...sent });
  if (status >= 300 && status < 400) throw new PermanentError(`${seller} answered ${status}: its address has moved`);
  if (status === 401 || status === 403) throw new PermanentError(`${seller} answered ${status}: it does not let us in`);
  const said = Refusal.safeParse(json).data;
  return { status, json, refusal: status >= 400 ? (said?.message ?? said?.error ?? `${seller} answered ${status}`) : undefined };
}

/** Reads an answer by its shape. @throws PermanentError where it has another */
export function shaped<Shape extends z.ZodType>(seller: string, shape: Shape, json: unknown): z.infer<Shape> {
  const read = shape.safeParse(json);
  if (read.success) return read.data;
  throw new PermanentError(`${seller} answered in a shape that is not its own: ${z.prettifyError(read.error)}`);
}

/** A page below a seller's address, with query. */
export function at(address: string, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(`${address.replace(/\/$/, '')}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** A seller whose orders are read at `orders/{number}` and found by our reference at `orders?reference=`. */
export abstract class Seller implements Provider {
  abstract readonly name: string;
  abstract readonly honorsKeys: boolean;
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }
  abstract place(order: OrderToPlace, library: string, key: string, signal: AbortSignal): Promise<OrderAnswer>;
  /** An order in the seller's own shape. */
  protected abstract read(json: unknown): OrderState;

  /** Asks the page below its address, on the account. */
  protected ask(
    path: string,
    query: Readonly<Record<string, string>>,
    { headers, ...question }: Parameters<typeof askSeller>[2],
  ): Promise<Answered> {
    const { address } = this.#account;
    return askSeller(this.name, at(address, path, query), {
      ...question,
      headers: { ...sellerHeaders(this.#account), ...headers },
    });
  }
  protected async order(body: object, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<OrderAnswer> {
    const { refusal, json } = await this.ask('orders', {}, { method: 'POST', body, headers, signal });
    return refusal ? { refused: refusal } : { order: this.read(json) };
  }
  async find(key: string, signal: AbortSignal): Promise<OrderState | undefined> {
    const { json } = await this.ask('orders', { reference: key }, { signal });
    const [order] = shaped(this.name, z.object({ orders: z.array(z.unknown()) }), json).orders;
    return order === undefined ? undefined : this.read(order);
  }
  async state(orderNumber: string, signal: AbortSignal): Promise<OrderState> {
    const { json } = await this.ask(`orders/${encodeURIComponent(orderNumber)}`, {}, { signal });
    return this.read(json);
  }
}
