import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { partnerContext, type Credential, type PartnerProtocol, type ProtocolDirection } from '#lib/contracts';
import type { MessageOf } from '#lib/iso18626';
import { Database, statement, type Tx } from '#lib/messaging';
import { Seals } from '#lib/service';

type Incoming = MessageOf<'request' | 'supplyingAgencyMessage' | 'requestingAgencyMessage'>;
/** What came with a message over HTTP, by header names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A credential in the moment in which it is used. */
type Open = Omit<Credential, 'secret'> & { readonly secret: string };
interface Protocol {
  readonly version: PartnerProtocol['version'];
  readonly outgoing?: Open;
  readonly incoming?: Open;
}
interface Known {
  readonly until: number;
  readonly protocol: Protocol;
}

const FIND = statement(`select profile->'iso18626' as protocol from partner where symbol = $1 and (profile->>'active')::boolean`);
/** Milliseconds for which a process goes by what it has read: a secret changed in directory holds everywhere soon after. */
const FRESH_MS = 5000;
const MOST = 10_000;

/** How ISO 18626 is spoken with each partner: the version, what is shown to it, what it has to show. */
@Injectable()
export class Protocols {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly database: Database,
    private readonly seals: Seals,
  ) {}

  /** With a partner of the transaction's library. */
  async in(tx: Tx, symbol: string): Promise<Protocol> {
    const key = `${tx.tenant} ${symbol}`;
    const known = this.#known.get(key);
    if (known && known.until > performance.now()) return known.protocol;
    const [row] = await tx.query<{ protocol: PartnerProtocol | null }>(FIND, [symbol]);
    const protocol = this.#opened(tx.tenant, symbol, row?.protocol);
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(key, { until: performance.now() + FRESH_MS, protocol });
    return protocol;
  }

  /** The same outside a transaction. */
  of(tenant: string, symbol: string): Promise<Protocol> {
    const known = this.#known.get(`${tenant} ${symbol}`);
    if (known && known.until > performance.now()) return Promise.resolve(known.protocol);
    return this.database.transaction({ tenant }, (tx) => this.in(tx, symbol));
  }

  #opened(tenant: string, symbol: string, protocol: PartnerProtocol | null | undefined): Protocol {
    const open = (direction: ProtocolDirection): { [D in ProtocolDirection]?: Open } => {
      const one = protocol?.[direction];
      return one
        ? { [direction]: { ...one, secret: this.seals.open(tenant, one.secret, partnerContext(symbol, direction)) } }
        : {};
    };
    return { version: protocol?.version ?? '2021-2', ...open('outgoing'), ...open('incoming') };
  }
}

/** The header that shows a partner who we are. */
export function headersOf({ outgoing }: Pick<Protocol, 'outgoing'>): Record<string, string> {
  if (!outgoing) return {};
  const { by, name = '', secret } = outgoing;
  if (by === 'header') return { [name.toLowerCase()]: secret };
  if (by === 'bearer') return { authorization: `Bearer ${secret}` };
  return { authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}` };
}

const same = (shown: string | undefined, expected: string): boolean => {
  const [one, other] = [Buffer.from(shown ?? ''), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
};
const single = (value: Headers[string]): string | undefined => (typeof value === 'string' ? value : value?.[0]);

/**
 * Whether a message comes from whom it says: where the library expects its partner to show something, it came along, as a header or in the
 * message itself (requestingAgencyAuthentication, as the standard has it).
 */
export function isVouchedFor(
  { incoming }: Pick<Protocol, 'incoming'>,
  { body: { header } }: Incoming,
  headers: Headers,
): boolean {
  if (!incoming) return true;
  const { by, name = '', secret } = incoming;
  const { accountId, securityCode } = ('requestingAgencyAuthentication' in header && header.requestingAgencyAuthentication) || {};
  if (securityCode !== undefined && same(securityCode, secret) && (by !== 'basic' || accountId === name)) return true;
  const expected = Object.entries(headersOf({ outgoing: incoming }))[0]!;
  return same(single(headers[expected[0]]), expected[1]);
}
