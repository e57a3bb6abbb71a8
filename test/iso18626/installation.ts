import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import pg from 'pg';
import { Decided, LibraryChanged, PartnerChanged, type MessageType } from '#lib/contracts';
import { until } from '../support/client.ts';
import { Program } from '../support/processes.ts';

/** One installation: fulfillment as a process of its own on a database of its own. Nobody else listens to what it tells. */
export interface Installation {
  readonly library: string;
  readonly owner: pg.Pool;
  readonly program: Program;
  url(): string;
  /** Tells it what directory would. */
  introduce(partner: {
    readonly symbol: string;
    readonly address: string;
    readonly settledBy: 'nobody' | 'invoice';
  }): Promise<void>;
  /** Tells it what sourcing decided: these requests go to that lender. */
  decided(service: 'loan' | 'copy', count: number, lender: Lender): Promise<string[]>;
  /** One step of its staff. @returns whether it was possible */
  step(path: string, body?: object): Promise<boolean>;
  /** Kills it as a power failure would, and starts it again at the same port. */
  crash(): Promise<void>;
  close(): Promise<void>;
}
export interface Lender {
  readonly symbol: string;
  readonly partnerId: string;
  readonly settledBy: 'nobody' | 'invoice';
}
export interface InstallationOptions {
  readonly library: string;
  /** The owner's, of an empty database. */
  readonly databaseUrl: string;
  /** What the roles' passwords are made of: the same for all installations on one server. */
  readonly databaseSecret: string;
  /** Where the time is asked for. */
  readonly clockUrl: string;
  /** A folder of its own. */
  readonly folder: string;
  readonly logFile?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const SECRET = 'an installation for tests and figures only';
const OTHERS = ['directory', 'intake', 'sourcing', 'payment', 'reporting'];
const EVERY_DAY = { timeZone: 'America/Chicago', workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [] };

export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { library, databaseUrl, databaseSecret, clockUrl, folder, logFile, env } = options;
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 4 }).on('error', () => undefined);
  const program = (port: number): Program =>
    new Program(
      `fulfillment of ${library}`,
      ['dist/apps/fulfillment/src/main.js'],
      {
        DATABASE_URL: databaseUrl,
        TRILLIUM_DATA_DIR: folder,
        TRILLIUM_DB_PASSWORD_SECRET: databaseSecret,
        SESSION_SECRET: SECRET,
        TRILLIUM_CLOCK_URL: clockUrl,
        TRILLIUM_OUTGOING_NETWORKS: '127.0.0.1',
        LOG_LEVEL: 'error',
        LOG_FORMAT: 'json',
        PORT: String(port),
        ...env,
      },
      logFile,
    );
  let port = 0;
  let running = program(0).start();
  const ready = async (): Promise<void> => {
    const [, at] = await running.says(/is ready at http:\/\/localhost:(\d+)/, 90_000);
    port = Number(at);
  };
  await ready();
  // so that what it tells is published to nobody and does not pile up
  await owner.query(
    `insert into messaging.subscriber (service, subscriptions) select unnest($1::text[]), '{}'::jsonb on conflict do nothing`,
    [OTHERS],
  );
  const token = await new SignJWT({ tenant: library, roles: ['staff', 'manager', 'accountant'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('test')
    .setIssuer('trillium')
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(new TextEncoder().encode(SECRET));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const url = (): string => `http://127.0.0.1:${port}`;

  /** Into its inbox, as the transport would. */
  const put = async (tenant: string, message: MessageType, rows: readonly { subject: string; data: object }[]): Promise<void> => {
    const envelopes = rows.map(({ subject, data }) => ({
      specversion: '1.0',
      id: randomUUID(),
      source: message.source,
      type: message.type,
      sequence: 1,
      correlation: subject,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      subject,
      tenant,
      data,
    }));
    await owner.query(
      `insert into fulfillment.inbox (part, id, key, tenant, type, envelope)
       select hashtext(e->>'subject') & 15, (e->>'id')::uuid, (e->>'subject')::uuid, $1, $2, e::json
       from unnest($3::jsonb[]) e`,
      [tenant, message.type, envelopes.map((envelope) => JSON.stringify(envelope))],
    );
  };
  await put(library, LibraryChanged, [
    {
      subject: randomUUID(),
      data: {
        symbol: library,
        name: library,
        country: 'US',
        currency: 'USD',
        ...EVERY_DAY,
        branches: [],
        active: true,
        subjectsAtHigherLimit: [],
      },
    },
  ]);
  return {
    library,
    owner,
    get program() {
      return running;
    },
    url,
    async introduce({ symbol, address, settledBy }) {
      await put(library, PartnerChanged, [
        {
          subject: randomUUID(),
          data: {
            symbol,
            name: `${symbol} Library`,
            member: false,
            country: 'US',
            channel: 'iso18626',
            address,
            settledBy,
            loansOpen: true,
            lendsAv: true,
            daysToRespond: { loan: 4, copy: 4 },
            lastResort: false,
            active: true,
          },
        },
      ]);
      // whoever is asked before that is nobody with an address
      await until(`${symbol} is known to ${library}`, async () => {
        const { rows } = await owner.query(
          'select 1 from fulfillment.partner p join fulfillment.library l on l.symbol = p.tenant where p.symbol = $1',
          [symbol],
        );
        return rows.length > 0 || undefined;
      });
    },
    async decided(service, count, lender) {
      const rows = Array.from({ length: count }, (_, n) => ({ subject: randomUUID(), data: decision(service, n, lender) }));
      await put(library, Decided, rows);
      return rows.map(({ subject }) => subject);
    },
    async step(path, body = {}) {
      for (let tries = 0; ; tries += 1) {
        const answer = await fetch(`${url()}/api/fulfillment/${path}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        }).catch(() => undefined);
        await answer?.arrayBuffer();
        // not there for a moment, or too many at once: the person tries again
        if (answer && answer.status < 429) return answer.ok;
        if (tries > 200) throw new Error(`${library} ${path}: ${answer?.status ?? 'no answer'}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async crash() {
      await running.stop('SIGKILL');
      running = program(port).start();
      await ready();
    },
    async close() {
      await running.stop();
      await owner.end();
    },
  };
}

const decision = (service: 'loan' | 'copy', n: number, { symbol, partnerId, settledBy }: Lender): object => ({
  decisionId: randomUUID(),
  attempt: 1,
  outcome: {
    route: 'borrow',
    lenders: [
      {
        partnerId,
        symbol,
        name: `${symbol} Library`,
        member: false,
        settledBy,
        maxCost: { minor: 2500, currency: 'USD' },
        expectedCost: { minor: 500, currency: 'USD' },
        why: 'The only one.',
      },
    ],
  },
  reason: 'As the rules have it.',
  policy: { name: 'sourcing', hash: 'sha256:0' },
  also: [],
  patronRef: `p_${String(n).padStart(12, '0')}`,
  patronGroup: 'faculty',
  service,
  citation: {
    kind: service === 'copy' ? 'article' : 'book',
    title: `The ${service} of number ${n}`,
    ...(service === 'copy' ? { container: 'A Journal', volume: '1', pages: '1-9' } : {}),
    authors: ['Somebody, A.'],
    issn: [],
    isbn: [],
  },
  wishes: { anyEdition: true, ebookAccepted: true, pieces: 1 },
});
