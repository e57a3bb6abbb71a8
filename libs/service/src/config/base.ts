import { z } from 'zod';
import { parseNetwork } from '../outgoing/networks.ts';
import { setting, settings, type ConfigOf } from './settings.ts';

const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/, error: 'it is no postgresql:// address' })
  .refine((url) => new URL(url).pathname.length > 1, 'it names no database');
const isNetwork = (text: string): boolean => {
  try {
    return Boolean(parseNetwork(text));
  } catch {
    return false;
  }
};
const brokers = z
  .string()
  .transform((text) => text.split(',').map((broker) => broker.trim()))
  .refine((list) => list.every((broker) => /^[^\s:]+:\d{1,5}$/.test(broker)), 'each has to read host:port');
const networks = z
  .string()
  .optional()
  .transform((text) =>
    (text ?? '')
      .split(',')
      .map((network) => network.trim())
      .filter(Boolean),
  )
  .refine((list) => list.every(isNetwork), 'each has to be an address or a range such as 10.20.0.0/16');
const secret = z.string().min(32, 'it is shorter than 32 characters');
const secrets = z
  .string()
  .refine((text) => text.split(',').every((one) => one.trim().length >= 32), 'one of its secrets is shorter than 32 characters');

/** What every process reads. */
export const baseSettings = settings({
  PORT: setting(z.coerce.number().int().min(0).max(65_535).default(3000), {
    about: 'The port of the console and the API',
    remedy: 'Give a number from 1 to 65535 (0 takes a free one)',
  }),
  HOST: setting(z.string().default('127.0.0.1'), {
    about: 'The address to listen on; `0.0.0.0` lets other machines in',
    remedy: 'Give an address of this machine, e.g. 127.0.0.1 or 0.0.0.0',
  }),
  TRILLIUM_PUBLIC_URL: setting(z.url({ protocol: /^https?$/ }).optional(), {
    about:
      'The address under which people reach the console, where a proxy stands in front; https makes the sign-in cookie `Secure`',
    remedy: 'Give an address such as https://trillium.example.org',
    unset: 'what the browser says',
  }),
  DATABASE_URL: setting(postgresUrl.optional(), {
    about: 'PostgreSQL 18, as the owner of the database, who may create roles',
    remedy: 'Give an address such as postgresql://owner:password@host:5432/trillium',
    secret: true,
    unset: 'an embedded PostgreSQL in the data folder (one machine only)',
  }),
  KAFKA_BROKERS: setting(brokers.optional(), {
    about: 'The Kafka brokers that carry messages between services',
    remedy: 'Give host:port, several separated by commas',
    unset: 'messages go through PostgreSQL',
  }),
  TRILLIUM_TOPIC_PREFIX: setting(
    z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,40}$/)
      .default('trillium'),
    {
      about: 'What the names of Kafka topics and groups begin with; one for each installation that shares a broker',
      remedy: 'Give lower-case letters, digits and hyphens, e.g. trillium',
    },
  ),
  TRILLIUM_DATA_DIR: setting(z.string().default('.trillium'), {
    about: 'The folder for what is kept on this machine: the embedded database, generated secrets, files',
    remedy: 'Give the path of a folder this process may write to',
  }),
  SESSION_SECRET: setting(secret.optional(), {
    about: 'What sessions are signed with; the same for every process',
    remedy: 'Give at least 32 random characters, e.g. from: openssl rand -base64 32',
    secret: true,
    unset: 'made once and kept in the data folder',
  }),
  TRILLIUM_DB_PASSWORD_SECRET: setting(secret.optional(), {
    about: "What the passwords of the services' database roles are derived from; the same for every process",
    remedy: 'Give at least 32 random characters, e.g. from: openssl rand -base64 32',
    secret: true,
    unset: 'made once and kept in the data folder',
  }),
  TRILLIUM_PATRON_KEY_SECRET: setting(secret.optional(), {
    about: 'What card numbers and usernames are keyed with outside directory; the same for every process, and never changed',
    remedy: 'Give at least 32 random characters, e.g. from: openssl rand -base64 32',
    secret: true,
    unset: 'made once and kept in the data folder',
  }),
  TRILLIUM_SEAL_SECRET: setting(secrets.optional(), {
    about:
      'What passwords of other systems and patrons’ names are sealed with in the database; the same for every process. Several separated by commas: the first seals, all open',
    remedy: 'Give at least 32 random characters, e.g. from: openssl rand -base64 32; to change it, put the new one in front',
    secret: true,
    unset: 'made once and kept in the data folder',
  }),
  TRILLIUM_CLOCK_URL: setting(z.url({ protocol: /^https?$/ }).optional(), {
    about: "Where the time is asked for that deadlines and dates go by (the simulated world's); for demonstrations and tests",
    remedy: 'Give the address of a world, e.g. http://127.0.0.1:4000/control/clock, or leave it out',
    unset: "the machine's clock",
  }),
  TRILLIUM_OUTGOING_NETWORKS: setting(networks, {
    about:
      'Private networks in which libraries’ own systems are asked (catalog, library system, mail): addresses or ranges, by commas. Everything else outside has to have a public address',
    remedy: 'Give addresses or ranges such as 10.20.0.0/16,192.168.1.20',
    unset: 'none',
  }),
  TRILLIUM_ZOOMSH: setting(z.string().optional(), {
    about: 'The program zoomsh of YAZ, by which catalogs are searched by Z39.50',
    remedy: 'Install YAZ (Debian and Ubuntu: the package yaz) or give the path of zoomsh',
    unset: '`zoomsh` on the PATH',
  }),
  TRILLIUM_PRACTICE_URL: setting(z.url({ protocol: /^https?$/ }).optional(), {
    about:
      'The simulated outside that practice copies of libraries are played with (docs/operations.md). The only place outside that one can reach',
    remedy: 'Give the address of a world, e.g. http://127.0.0.1:4010, or leave it out',
    unset: '`npm start` runs one of its own; elsewhere there are no practice copies',
  }),
  TRILLIUM_PRACTICE_KEY: setting(secret.optional(), {
    about: 'What the simulated outside shows when it speaks to a practice copy; others who try are refused',
    remedy: 'Give at least 32 random characters, and the same to the world as --key',
    secret: true,
    unset: '`npm start` makes one at each start; elsewhere nobody is let in',
  }),
  TRILLIUM_PRACTICE_HURRY: setting(z.coerce.number().int().min(1).max(100_000).optional(), {
    about: 'How many times faster than in life the simulated outside of `npm start` answers practice copies',
    remedy: 'Give a whole number from 1 to 100000',
    unset: '720: two days in the post are four minutes',
  }),
  TRILLIUM_BACKUP_EVERY: setting(z.coerce.number().int().min(0).max(8760).optional(), {
    about: 'Hours between two backups that `npm start` makes by itself; 0 for none. Several processes: call `backup` by cron',
    remedy: 'Give a whole number of hours, e.g. 24, or 0',
    unset: '24; none for the demo',
  }),
  TRILLIUM_BACKUP_KEEP: setting(z.coerce.number().int().min(1).max(1000).default(7), {
    about: 'How many of these backups stay, the newest',
    remedy: 'Give a whole number from 1',
  }),
  TRILLIUM_BACKUP_FOLDER: setting(z.string().optional(), {
    about: 'Where these backups go; best on another disk, or on a share of another machine',
    remedy: 'Give the path of a folder this process may write to',
    unset: '`backups` in the data folder',
  }),
  TRILLIUM_REQUESTS_AT_ONCE: setting(z.coerce.number().int().min(1).max(1000).default(8), {
    about: 'How many HTTP requests of one library are worked on at once in a process; more wait their turn',
    remedy: 'Give a number from 1 to 1000, at most the database connections of a process',
  }),
  TRILLIUM_REQUESTS_WAITING: setting(z.coerce.number().int().min(0).max(100_000).default(200), {
    about: 'How many of one library may wait for their turn; the next is answered 429 with Retry-After',
    remedy: 'Give a number from 0 to 100000',
  }),
  TRILLIUM_KEEP_ACCESS_DAYS: setting(z.coerce.number().int().min(30).max(36_500).default(400), {
    about: 'Days for which is kept who saw what (whole months go at a time); who did what is kept as long as what it was done to',
    remedy: 'Give a number of days, at least 30',
  }),
  TRILLIUM_KEY_REQUESTS_PER_MINUTE: setting(z.coerce.number().int().min(1).max(100_000).default(600), {
    about: 'How often a program may ask in a minute, by one API key or as one client',
    remedy: 'Give a number from 1 to 100000',
  }),
  LOG_LEVEL: setting(z.enum(['error', 'warn', 'info', 'debug']).default('info'), {
    about: 'How much is logged',
    remedy: 'Give error, warn, info or debug',
  }),
  LOG_FORMAT: setting(z.enum(['json', 'text']).optional(), {
    about: 'How it is logged: JSON lines for programs, or text for people',
    remedy: 'Give json or text',
    unset: 'text on a terminal, otherwise json',
  }),
});

export type BaseConfig = ConfigOf<typeof baseSettings>;

/** Where people open the console, without a slash at its end. */
export const consoleUrl = ({ TRILLIUM_PUBLIC_URL: url, PORT: port }: Pick<BaseConfig, 'TRILLIUM_PUBLIC_URL' | 'PORT'>): string =>
  (url ?? `http://localhost:${port}`).replace(/\/+$/, '');
