import {
  AttemptAdvanced,
  AttemptOpened,
  CostIncurred,
  Decided,
  EntryPosted,
  LibraryChanged,
  messageType,
  RequestCancelled,
  RequestClosed,
  RequestFinished,
  RequestReceived,
  RequestVerified,
  SourcingEnded,
  type DataOf,
  type Envelope,
  type MessageType,
} from '#lib/contracts';
import { seededRandom, uuidv7 } from '#lib/kernel';

/** Makes messages as services send them: valid by their contracts, each aggregate counting its own versions. */
export class Teller {
  readonly told: Envelope[] = [];
  readonly #random: () => number;
  readonly #versions = new Map<string, number>();
  #now: number;

  constructor(
    readonly tenant: string,
    start: string,
    seed = 1,
  ) {
    this.#now = Date.parse(start);
    this.#random = seededRandom(seed);
  }
  id(): string {
    return uuidv7(
      this.#now,
      Uint8Array.from({ length: 10 }, () => Math.floor(this.#random() * 256)),
    );
  }
  chance(): number {
    return this.#random();
  }
  wait(minutes: number): this {
    this.#now += minutes * 60_000;
    return this;
  }
  tell<M extends MessageType>(message: M, subject: string, data: DataOf<M>, correlation = subject): this {
    const version = (this.#versions.get(subject) ?? 0) + 1;
    this.#versions.set(subject, version);
    this.told.push({
      specversion: '1.0',
      id: this.id(),
      source: message.source,
      type: message.type,
      subject,
      sequence: version,
      tenant: this.tenant,
      correlation,
      time: new Date(this.#now).toISOString(),
      datacontenttype: 'application/json',
      data: messageType(message.type).data.parse(data),
    });
    return this;
  }
}

const PATRON = 'p_7Jq2mW0cVx1u';
export const POLICY = { name: 'sourcing', hash: 'sha256:5f2c9a' };

const citationOf = (title: string) => ({
  kind: 'book' as const,
  title,
  authors: ['Jacobs, Jane'],
  year: 1992,
  issn: [],
  isbn: ['9780679741954'],
});

/** A book asked for, refused by one lender with a reason, lent by the next through OCLC, and closed. */
export function borrowed(teller: Teller, title: string): string {
  const request = teller.id();
  const asked = {
    patronRef: PATRON,
    patronGroup: 'faculty',
    service: 'loan' as const,
    citation: citationOf(title),
    wishes: { anyEdition: true, ebookAccepted: true, pieces: 1 },
    channel: 'batch' as const,
    submittedAt: new Date(Date.parse('2025-10-06T14:00:00Z') + teller.told.length * 60_000).toISOString(),
  };
  teller.tell(RequestReceived, request, asked).wait(1);
  const verification = { status: 'confirmed' as const, source: 'union catalog', notes: [], retracted: false };
  teller.tell(RequestVerified, request, { ...asked, verification, workKey: 'isbn:9780679741954' }).wait(1);
  const decisionId = teller.id();
  const lender = (symbol: string) => ({
    partnerId: teller.id(),
    symbol,
    name: symbol,
    member: symbol !== 'ZZX',
    settledBy: symbol === 'ZZX' ? ('OCLC' as const) : ('nobody' as const),
    why: 'nearest',
  });
  teller.tell(Decided, request, {
    decisionId,
    attempt: 1,
    outcome: { route: 'borrow', lenders: [lender('HFC'), lender('ZZX')] },
    reason: 'HFC lends it for nothing.',
    rule: { id: 'free-lender', number: '22', description: 'A lender in the consortium has it: borrow' },
    policy: POLICY,
    also: [],
    patronRef: PATRON,
    patronGroup: 'faculty',
    service: 'loan',
    citation: citationOf(title),
    wishes: asked.wishes,
  });
  const attempt = (position: number, supplier: string) => {
    const id = teller.id();
    const base = { requestId: request, decisionId, kind: 'borrow' as const, supplier };
    teller.tell(AttemptOpened, id, { ...base, position, of: 2 }, request);
    let from: DataOf<typeof AttemptAdvanced>['status'] = 'planned';
    return {
      id,
      to(status: DataOf<typeof AttemptAdvanced>['status'], more: Partial<DataOf<typeof AttemptAdvanced>> = {}) {
        teller.wait(600).tell(AttemptAdvanced, id, { ...base, from, status, by: 'lender', waitsFor: 'lender', ...more }, request);
        from = status;
        return this;
      },
    };
  };
  attempt(1, 'HFC').to('asked').to('unfilled', { reason: 'NotOnShelf', waitsFor: 'nobody' });
  const second = attempt(2, 'ZZX').to('asked').to('will-supply').to('shipped', { dueDate: '2025-11-20' });
  teller.tell(
    CostIncurred,
    second.id,
    {
      requestId: request,
      kind: 'borrow',
      what: 'loan',
      payee: 'ZZX',
      amount: { minor: 4000, currency: 'USD' },
      settledBy: 'OCLC',
    },
    request,
  );
  const entry = (kind: 'ifm-expected' | 'ifm-fee', account: string, minor: number): void => {
    teller.tell(
      EntryPosted,
      teller.id(),
      {
        requestId: request,
        kind,
        description: kind === 'ifm-fee' ? 'OCLC transaction charge' : 'Borrowed from ZZX',
        payee: kind === 'ifm-fee' ? 'OCLC' : 'ZZX',
        settledBy: 'OCLC',
        lines: [
          { account, amount: { minor, currency: 'USD' } },
          { account: 'settlement:OCLC', amount: { minor: -minor, currency: 'USD' } },
        ],
      },
      request,
    );
  };
  entry('ifm-expected', 'expense:borrowing', 4000);
  entry('ifm-fee', 'expense:ifm-fees', 26);
  second.to('received').to('patron-notified').to('checked-out');
  teller.tell(RequestFinished, request, { kind: 'borrow', supplier: 'ZZX' }).wait(10_000);
  second.to('returned-by-patron').to('shipped-back').to('closed', { waitsFor: 'nobody' });
  teller.tell(RequestClosed, request, { outcome: 'filled', reason: 'The lender has it back.' });
  return request;
}

/** A request that a person closes after the rules had asked for staff. */
export function declined(teller: Teller, title: string): string {
  const request = teller.id();
  const asked = {
    patronRef: PATRON,
    patronGroup: 'student',
    service: 'copy' as const,
    citation: { kind: 'article' as const, title, authors: [], issn: [], isbn: [] },
    wishes: { anyEdition: true, ebookAccepted: true, pieces: 1 },
    channel: 'form' as const,
    submittedAt: '2025-10-07T03:30:00.000Z',
  };
  teller.tell(RequestReceived, request, asked).wait(2);
  const { submittedAt: _, channel: __, ...rest } = asked;
  const decided = { ...rest, policy: POLICY, also: [] };
  teller.tell(Decided, request, {
    ...decided,
    decisionId: teller.id(),
    attempt: 1,
    outcome: { route: 'staff', why: 'No rule fits.', notYet: false },
    reason: 'No rule fits.',
  });
  teller.wait(60).tell(Decided, request, {
    ...decided,
    decisionId: teller.id(),
    attempt: 2,
    outcome: { route: 'decline', offer: 'none' },
    reason: 'Nobody lends it.',
    override: { reason: '=HYPERLINK("http://example.org")', insteadOf: 'staff' },
  });
  teller.tell(SourcingEnded, request, { outcome: 'declined', reason: 'Nobody lends it.' });
  return request;
}

export function cancelled(teller: Teller, title: string): string {
  const request = teller.id();
  teller.tell(RequestReceived, request, {
    patronRef: PATRON,
    patronGroup: 'student',
    service: 'loan',
    citation: citationOf(title),
    wishes: { anyEdition: true, ebookAccepted: true, pieces: 1 },
    channel: 'form',
    submittedAt: '2025-10-08T12:00:00.000Z',
  });
  teller.wait(5).tell(RequestCancelled, request, { by: 'patron', reason: 'Found it.' });
  return request;
}

export const library = (teller: Teller, symbol: string, name: string, timeZone: string): Teller =>
  teller.tell(LibraryChanged, teller.id(), {
    symbol,
    name,
    country: 'US',
    currency: 'USD',
    timeZone,
    workingDays: [1, 2, 3, 4, 5],
    holidays: [],
    branches: [],
    active: true,
    subjectsAtHigherLimit: [],
  });
