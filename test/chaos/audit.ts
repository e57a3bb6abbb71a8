import type pg from 'pg';
import { SERVICES } from '../support/quiet.ts';

/**
 * Counts in the database what the services themselves forget, in the very transactions that do it: each message written to an outbox, each
 * message handled (deleting the inbox row is mark and claim, so a deleted row is a handling that was committed), each job for the outside.
 * The services know nothing of it; the triggers run as the owner.
 */
const AUDIT = `
create schema audit;
create table audit.sent (service text, pos bigint, id uuid, key uuid, type text);
create table audit.handled (service text, pos bigint, id uuid, type text);
-- asked ten times a second what has come to rest
create index on audit.sent (type);
create index on audit.handled (service, id);
create table audit.job (service text, id uuid, kind text, key text);
create table audit.done (service text, id uuid, kind text, attempts integer);
create function audit.note_sent() returns trigger language plpgsql security definer as $$ begin
  insert into audit.sent values (tg_table_schema, new.pos, new.id, new.key, new.type); return null; end $$;
create function audit.note_handled() returns trigger language plpgsql security definer as $$ begin
  insert into audit.handled values (tg_table_schema, old.pos, old.id, old.type); return null; end $$;
create function audit.note_job() returns trigger language plpgsql security definer as $$ begin
  insert into audit.job values (tg_table_schema, new.id, new.kind, new.key); return null; end $$;
create function audit.note_done() returns trigger language plpgsql security definer as $$ begin
  insert into audit.done values (tg_table_schema, old.id, old.kind, old.attempts); return null; end $$;
`;

/** Begins to count. From then on; what was sent and handled before stands in the topics only. */
export async function startAudit(owner: pg.ClientBase): Promise<void> {
  const triggers = SERVICES.map(
    (service) => `
create trigger audit_sent after insert on ${service}.outbox for each row execute function audit.note_sent();
create trigger audit_handled after delete on ${service}.inbox for each row execute function audit.note_handled();
create trigger audit_done after delete on ${service}.job for each row execute function audit.note_done();
create trigger audit_job after insert on ${service}.job for each row execute function audit.note_job();`,
  );
  await owner.query(AUDIT + triggers.join(''));
}

const dawdle = (milliseconds: number): string =>
  `create or replace function audit.dawdle() returns trigger language plpgsql as $$ begin
    perform pg_sleep(${milliseconds / 1000}); return null; end $$;`;

/** Nobody is killed any more: the moments are as short as they were. */
export async function narrowWindows(owner: pg.ClientBase): Promise<void> {
  await owner.query(dawdle(0));
}

/**
 * Makes the moments longer in which a death hurts: between sending to the broker and deleting from the outbox, and between what a job did
 * outside and noting that it was done. They last a millisecond or two, and a test would have to kill for hours to hit them.
 * The server has to notice the death at once, or it would finish the statement for the dead.
 * @param milliseconds added to each
 * @returns false where the server cannot watch its clients (Windows): deaths then seldom hit
 */
export async function widenWindows(owner: pg.ClientBase, milliseconds: number): Promise<boolean> {
  await owner.query(`${dawdle(milliseconds)} grant usage on schema audit to public;`);
  const triggers = SERVICES.flatMap((service) =>
    ['outbox', 'job'].map(
      (table) => `create trigger dawdle before delete on ${service}.${table} for each statement execute function audit.dawdle();`,
    ),
  );
  await owner.query(triggers.join('\n'));
  try {
    await owner.query(`alter system set client_connection_check_interval = '5ms'`);
    await owner.query('select pg_reload_conf()');
    return true;
  } catch {
    return false;
  }
}
