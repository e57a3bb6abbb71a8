import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AttemptAdvanced,
  Decided,
  PolicyPublished,
  RequestReceived,
  type MessageType,
  type StandingWishes,
} from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { compilePolicy, readPolicy } from '#lib/policy';
import { projectRoot, Seals } from '#lib/service';
import { messagesOf, type Sent, type TestDatabase, type TestService } from '#lib/testing';
import { startMailSink, type MailFault, type MailSink, type TakenMail } from '#test/world';
import { setConnector } from '../app/connectors.ts';
import { NameSafe } from '../app/names/name-safe.ts';
import { registerPatron } from '../app/patrons.ts';

export const inbox = messagesOf('directory');

/** A mail server, patrons, requests and policies for tests of notices. */
export class NoticesLab {
  readonly mails: TakenMail[] = [];
  /** What the next connections meet, one after another. */
  readonly faults: (MailFault | undefined)[] = [];
  #sink: MailSink | undefined;
  #sequence = 0;

  constructor(
    private readonly service: TestService,
    private readonly database: TestDatabase,
  ) {}

  get db(): Database {
    return this.service.get(Database);
  }
  get address(): string {
    return `smtp://127.0.0.1:${this.#sink!.port}`;
  }
  async open(): Promise<void> {
    this.#sink = await startMailSink({ taken: (mail) => void this.mails.push(mail), fault: () => this.faults.shift() });
  }
  close(): Promise<void> | undefined {
    return this.#sink?.close();
  }

  async connect(tenant: string, settings: Record<string, string> = {}, address = this.address): Promise<void> {
    await this.db.transaction({ tenant, actor: 'test' }, async (tx) =>
      unwrap(
        await setConnector(tx, this.service.get(Seals), 'smtp', {
          address,
          settings: { from: `ill@${tenant.toLowerCase()}.example`, ...settings },
          secrets: {},
        }),
      ),
    );
  }

  /** A patron with that wish and address; another one each time. */
  async patron(
    tenant: string,
    wishes: StandingWishes = {},
    more: { email?: string | null; blocked?: boolean; name?: string } = {},
  ): Promise<string> {
    const { email = `reader-${randomUUID().slice(0, 8)}@mail.example`, blocked = false, name = 'Okafor' } = more;
    return this.db.transaction({ tenant, actor: 'test' }, async (tx) => {
      const identity = { givenName: 'Ada', familyName: name, cardNumber: randomUUID(), ...(email && { email }) };
      const standing = { group: 'student', blocked, active: true, ...wishes };
      return unwrap(await registerPatron(tx, this.service.get(NameSafe), identity, standing)).patronRef;
    });
  }

  /** Puts a policy in force: the shipped one, or one made of it. */
  async publish(scope: string, change: (text: string) => string = (text) => text): Promise<string> {
    const content = JSON.parse(change(readFileSync(join(projectRoot(), 'rules/notices.json'), 'utf8'))) as unknown;
    const read = readPolicy(JSON.stringify(content), 'notices');
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const { hash } = await compilePolicy(read.value);
    this.#sequence += 1;
    const data = {
      kind: 'notices',
      scope,
      versionId: randomUUID(),
      number: this.#sequence,
      sequence: this.#sequence,
      hash,
      name: 'notices',
      content: read.value,
      since: '2025-10-06T13:00:00.000Z',
    };
    await this.deliver({ message: PolicyPublished, subject: data.versionId, tenant: scope, data });
    return hash;
  }

  deliver(...sent: Sent[]): Promise<void> {
    return inbox.deliver(this.db, sent);
  }
  /** Until every mail has gone or will not go. */
  settle(): Promise<void> {
    return inbox.settle(this.db);
  }
  about(message: MessageType, tenant: string, request: string, data: unknown, subject = request): Sent {
    return { message, tenant, subject, correlation: request, data };
  }

  /** A request comes in. @returns its id */
  async ask(
    tenant: string,
    patronRef: string,
    more: { title?: string; service?: 'loan' | 'copy'; pickupBranch?: string; id?: string } = {},
  ): Promise<string> {
    const { title = 'The Lantern Bearers', service = 'loan', pickupBranch, id = randomUUID() } = more;
    const data = {
      patronRef,
      patronGroup: 'student',
      service,
      citation: { kind: service === 'loan' ? 'book' : 'article', title, authors: [], issn: [], isbn: [] },
      wishes: { anyEdition: true, ebookAccepted: true, pieces: 1, ...(pickupBranch && { pickupBranch }) },
      channel: 'form',
      submittedAt: '2025-10-06T13:30:00.000Z',
    };
    await this.deliver(this.about(RequestReceived, tenant, id, data));
    return id;
  }
  step(
    tenant: string,
    request: string,
    from: string,
    status: string,
    more: object = {},
    attempt = `${request.slice(0, -4)}aaaa`,
  ): Sent {
    const data = {
      requestId: request,
      decisionId: request,
      kind: 'borrow',
      supplier: 'ZZX',
      from,
      status,
      by: 'staff',
      waitsFor: 'patron',
      ...more,
    };
    return this.about(AttemptAdvanced, tenant, request, data, attempt);
  }
  arrives(tenant: string, request: string, more: object = {}): Promise<void> {
    return this.deliver(this.step(tenant, request, 'received', 'patron-notified', more));
  }
  asks(tenant: string, request: string, patronRef: string, decisionId = randomUUID()): Promise<void> {
    const data = {
      decisionId,
      attempt: 1,
      outcome: {
        route: 'ask-patron',
        question: 'cost',
        text: 'It costs 40 dollars.',
        options: [{ value: 'yes', label: 'Yes' }],
        default: 'yes',
        answerBy: '2025-10-13T21:00:00.000Z',
      },
      reason: 'It costs 40 dollars.',
      policy: { name: 'sourcing', hash: 'h' },
      also: [],
      patronRef,
      patronGroup: 'student',
      service: 'loan',
      citation: { kind: 'book', title: 'The Lantern Bearers', authors: [], issn: [], isbn: [] },
      wishes: { anyEdition: true, ebookAccepted: true, pieces: 1 },
    };
    return this.deliver(this.about(Decided, tenant, request, data));
  }

  /** What became of a request's notices: those on a page first. */
  async notices(
    request: string,
  ): Promise<{ kind: string; channel: string; language: string | null; status: string; why?: string; rule: string }[]> {
    const { rows } = await this.database.owner.query(
      `select kind, channel, language, status, rule, state ->> 'why' as why from directory.notice where request_id = $1 order by created_at, channel desc, kind`,
      [request],
    );
    return rows.map(({ why, ...row }) => ({ ...row, ...(why && { why }) }));
  }
}
