import { join } from 'node:path';
import { defineConfig, type PrismaConfig } from 'prisma/config';

/**
 * The Prisma configuration of a service: its tables stand in a PostgreSQL schema of its own name.
 * @param home the service's folder, `import.meta.dirname` of its prisma.config.ts
 */
export const prismaConfig = (home: string, service: string): PrismaConfig =>
  defineConfig({
    schema: join(home, 'prisma/schema.prisma'),
    migrations: { path: join(home, 'prisma/migrations') },
    // `generate` needs an address and never uses it
    datasource: { url: `${process.env.DATABASE_URL ?? 'postgresql://nobody:none@127.0.0.1:1/none'}?schema=${service}` },
  });
