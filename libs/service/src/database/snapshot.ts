import { Injectable } from '@nestjs/common';
import { Database } from '#lib/messaging';

/** A view of the data that stands still while it is read. */
export interface Source {
  all<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]>;
  /** Rows in batches, by a cursor: never more than a batch in memory. */
  batches<Row extends object>(sql: string, values: readonly unknown[]): AsyncIterable<readonly Row[]>;
}

/** Rows fetched at a time. */
const BATCH = 500;

/** Nobody holds a snapshot for longer: it would keep the dead rows of the whole database from being cleared away. */
const TIME_LIMIT = '15min';
const PATIENCE = '2min';

/**
 * A view of one library's rows that stands still, so that the sheets of a workbook, or a sum and its lines, agree with each other. Read only; row-level
 * security applies as everywhere.
 */
@Injectable()
export class Snapshot {
  constructor(private readonly database: Database) {}

  /** Unlike Database.transaction it never runs work twice: what was written to a reader cannot be taken back. */
  read<T>(tenant: string, work: (source: Source) => Promise<T>): Promise<T> {
    return this.database.unit(async (unit) => {
      await unit.run('set transaction isolation level repeatable read, read only');
      await unit.run(`set local transaction_timeout = '${TIME_LIMIT}'`);
      // a reader on a slow line takes its time between two batches
      await unit.run(`set local idle_in_transaction_session_timeout = '${PATIENCE}'`);
      await unit.run(`select set_config('app.tenant', $1, true)`, [tenant]);
      let cursors = 0;
      return work({
        all: async <Row extends object>(sql: string, values: readonly unknown[]) =>
          (await unit.run(sql, [...values])).rows as Row[],
        async *batches<Row extends object>(sql: string, values: readonly unknown[]) {
          const cursor = `rows_${(cursors += 1)}`;
          await unit.run(`declare ${cursor} no scroll cursor for ${sql}`, [...values]);
          for (;;) {
            const { rows } = await unit.run(`fetch ${BATCH} from ${cursor}`);
            if (rows.length) yield rows as Row[];
            if (rows.length < BATCH) break;
          }
          await unit.run(`close ${cursor}`);
        },
      });
    });
  }
}
