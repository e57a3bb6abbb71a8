import { PrismaPg } from '@prisma/adapter-pg';

/** How a service is connected to the database: as its own role, and as the one that moves messages. */
export abstract class ServiceConnection {
  /** The service's name, which is its PostgreSQL schema's too. */
  abstract readonly service: string;
  /** As role `svc_<service>`. */
  abstract readonly url: string;
  /** As role `relay`. */
  abstract readonly relayUrl: string;
}

/** What a service's PrismaClient is made with. */
export const prismaAdapter = ({ service, url }: ServiceConnection, connections = 5): PrismaPg =>
  new PrismaPg({ connectionString: url, max: connections, options: `-c search_path=${service}` }, { schema: service });

/** What {@link prismaFor} needs of the transaction's client. */
interface RawClient {
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>;
}
interface InteractiveClient<Tx> {
  $transaction<R>(work: (tx: Tx) => Promise<R>, options?: { maxWait?: number; timeout?: number }): Promise<R>;
}

/**
 * Reads as one library: an interactive transaction in which row-level security shows that tenant's rows and no others. For screens'
 * queries; whatever changes state goes through `Database.transaction`.
 */
export const prismaFor = <Tx extends RawClient, R>(
  prisma: InteractiveClient<Tx>,
  tenant: string,
  work: (tx: Tx) => Promise<R>,
): Promise<R> =>
  prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.tenant', ${tenant}, true)`;
      return work(tx);
    },
    // a rush is waited out rather than refused, as long as a person would
    { maxWait: 15_000, timeout: 15_000 },
  );
