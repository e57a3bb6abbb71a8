import { join } from 'node:path';
import { projectRoot, readMigrations, servicesWithTables } from '#lib/service';
import { breaches } from './migrations.ts';

describe('expand–contract', () => {
  it.each([
    'ALTER TABLE request DROP COLUMN notes;',
    'ALTER TABLE "request" DROP COLUMN "notes", ADD COLUMN "remarks" TEXT;',
    'DROP TABLE request;',
    'ALTER TABLE request RENAME TO ask;',
    'ALTER TABLE "request" RENAME COLUMN "notes" TO "remarks";',
    'ALTER TABLE request ALTER COLUMN notes SET DATA TYPE jsonb;',
    'ALTER TABLE request ALTER COLUMN notes TYPE jsonb USING notes::jsonb;',
    'ALTER TABLE request ALTER notes SET NOT NULL;',
    'ALTER TABLE request ADD COLUMN notes text NOT NULL;',
    'CREATE TABLE other (id int);\nALTER TABLE request ADD COLUMN\n  "notes" text\n  NOT NULL;',
    'TRUNCATE request;',
    'DELETE FROM request WHERE closed;',
    '-- contract:\nDROP TABLE request;',
    '-- contract: nobody reads it since 0.3\nDROP TABLE one;\nDROP TABLE two;',
  ])('flags %j', (sql) => {
    expect(breaches(sql)).toHaveLength(1);
  });

  it.each([
    'ALTER TABLE request ADD COLUMN notes text;',
    "ALTER TABLE request ADD COLUMN notes text NOT NULL DEFAULT '';",
    'CREATE TABLE other (id int NOT NULL); ALTER TABLE other ALTER COLUMN id SET NOT NULL; DROP INDEX request_idx;',
    'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM request; END $$;',
    'DO $body$ BEGIN DROP TABLE x; END $body$;',
    '-- contract: nobody reads it since 0.3\nALTER TABLE request DROP COLUMN notes;',
    "UPDATE request SET notes = state->>'notes' WHERE notes IS NULL;",
    'GRANT DELETE ON request TO svc_intake; -- delete from here',
  ])('lets pass %j', (sql) => {
    expect(breaches(sql)).toEqual([]);
  });

  it('is kept by every migration after the first', () => {
    const found = servicesWithTables(projectRoot()).flatMap((service) =>
      readMigrations(join(projectRoot(), 'apps', service, 'prisma/migrations'))
        .slice(1)
        .flatMap(({ name, sql }) => breaches(sql).map(({ statement, why }) => `${service}/${name}: ${statement} — ${why}`)),
    );
    expect(found).toEqual([]);
  });
});
