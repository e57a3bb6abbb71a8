import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * What a backup file is: a gzipped tar that any tool can open. Its first entry says what it is, its last what has to be in it:
 *
 *     about.json                          versions, applied migrations, tables with their columns
 *     tables/<schema>.<table>/000001.copy PostgreSQL's COPY text, in pieces of whole rows; foreign keys' targets come first
 *     sequences.json                      where numbering goes on
 *     files/<path>                        the files of the data folder
 *     secrets.sealed                      with --with-secrets only: secrets.json under a passphrase
 *     manifest.json                       bytes and SHA-256 of every entry, rows of every table
 */
export const FORMAT = 1;
export const ABOUT = 'about.json';
export const SEQUENCES = 'sequences.json';
export const SEALED = 'secrets.sealed';
export const MANIFEST = 'manifest.json';
/** A table's pieces are about this large; memory stays at a few of them. */
export const PIECE = 4 * 1024 * 1024;
/** No entry that is read as a whole may be larger. */
export const LARGEST_JSON = 64 * 1024 * 1024;

export const Migration = z.object({
  name: z.string(),
  checksum: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  steps: z.number().int(),
});
export type Migration = z.infer<typeof Migration>;

export const Table = z.object({ schema: z.string(), table: z.string(), columns: z.array(z.string()) });
export type Table = z.infer<typeof Table>;

export const About = z.object({
  format: z.number().int(),
  /** The version of Trillium that made it. */
  trillium: z.string(),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  /** Service → what of its migrations was applied. */
  services: z.record(z.string(), z.array(Migration)),
  tables: z.array(Table),
  /** By name, what tells whether a secret is the same, and nothing else of it. */
  secrets: z.record(z.string(), z.string()),
  transport: z.enum(['postgres', 'kafka']),
  /** Over Kafka, what its topics were called by. */
  topicPrefix: z.string().optional(),
});
export type About = z.infer<typeof About>;

export const Sequence = z.object({ schema: z.string(), name: z.string(), last: z.string(), called: z.boolean() });
export type Sequence = z.infer<typeof Sequence>;

export const Part = z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() });
export type Part = z.infer<typeof Part>;

export const Manifest = z.object({
  parts: z.array(Part),
  /** `schema.table` → rows. */
  rows: z.record(z.string(), z.number().int()),
});
export type Manifest = z.infer<typeof Manifest>;

export const tableName = ({ schema, table }: Pick<Table, 'schema' | 'table'>): string => `${schema}.${table}`;

export const pieceName = (table: Table, piece: number): string =>
  `tables/${tableName(table)}/${String(piece).padStart(6, '0')}.copy`;

/**
 * Tells whether two secrets are the same; of several keys in one, separated by commas, each on its own. Secrets are 32 random bytes or
 * more, so nothing can be guessed from it.
 */
export const fingerprint = (secret: string): string =>
  secret
    .split(',')
    .map((key) => createHash('sha256').update(`trillium backup fingerprint\n${key.trim()}`).digest('hex').slice(0, 24))
    .join(',');

/** Whether every key of the one is among those of the other. */
export const includesKeys = (all: string, wanted: string): boolean => {
  const keys = new Set(all.split(','));
  return wanted.split(',').every((key) => keys.has(key));
};

/** The file is not a whole backup; nothing of it has been used. */
export class DamagedBackup extends Error {
  readonly part: string;

  constructor(part: string, problem: string, options?: ErrorOptions) {
    super(
      `The backup is damaged at ${part}: ${problem}. Take an earlier one, or copy this one again from where it is kept.`,
      options,
    );
    this.name = 'DamagedBackup';
    this.part = part;
  }
}

/** A backup or a restore that was refused; the message says why and what to do. */
export class KeepingError extends Error {
  override readonly name = 'KeepingError';
}
