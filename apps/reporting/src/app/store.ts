import { json, statement, type Tx } from '#lib/messaging';
import { attemptRow } from '../domain/projection/attempt.ts';
import { requestRow } from '../domain/projection/request.ts';
import type { DecisionRow, MoneyRow } from '../domain/projection/rows.ts';
import { merge, type Registers, type Said } from '../domain/registers.ts';

interface Row {
  readonly registers: Registers;
}

/** Writes a row made of registers: takes in what was said and lets the columns follow. */
const registerTable = (table: string, columnsOf: (registers: Registers) => object) => {
  const find = statement(`select registers from ${table} where id = $1 for update`);
  // where somebody else inserts the row meanwhile, it is waited for and locked
  const create = statement(
    `insert into ${table} (id, tenant, registers) values ($1, $2, '{}') on conflict (id) do update set id = excluded.id returning registers`,
  );
  const columns = Object.keys(columnsOf({})).map((column, index) => `${column} = $${index + 3}`);
  const save = statement(`update ${table} set registers = $2, ${columns.join(', ')} where id = $1`);
  return async (tx: Tx, id: string, said: readonly Said[]): Promise<void> => {
    const row = (await tx.query<Row>(find, [id]))[0] ?? (await tx.query<Row>(create, [id, tx.tenant]))[0];
    if (!row) throw new Error(`${table}: row ${id} can neither be found nor made`);
    const merged = merge(row.registers, said);
    if (merged !== row.registers) await tx.execute(save, [id, json(merged), ...Object.values(columnsOf(merged))]);
  };
};

/** Takes in what was said of a request. */
export const tellRequest = registerTable('request_row', requestRow);
/** Takes in what was said of a supply attempt. */
export const tellAttempt = registerTable('attempt_row', attemptRow);

const COLUMNS = {
  decision_row: [
    'id',
    'request_id',
    'attempt',
    'decided_at',
    'route',
    'rule_number',
    'rule_id',
    'rule_text',
    'reason',
    'also',
    'choice',
    'price_minor',
    'price_currency',
    'policy_name',
    'policy_hash',
    'override_reason',
    'instead_of',
    'explanation',
    'asked',
  ] satisfies (keyof DecisionRow)[],
  money_row: [
    'entry_id',
    'line',
    'request_id',
    'posted_at',
    'kind',
    'description',
    'payee',
    'settled_by',
    'account',
    'amount_minor',
    'currency',
    'reverses',
  ] satisfies (keyof MoneyRow)[],
};

/** Writes a row that never changes; one that is there already stays. */
const writeOnce = (table: keyof typeof COLUMNS) => {
  const columns: readonly string[] = COLUMNS[table];
  const places = columns.map((_, index) => `$${index + 2}`);
  const insert = statement(
    `insert into ${table} (tenant, ${columns.join(', ')}) values ($1, ${places.join(', ')}) on conflict do nothing`,
  );
  return async (tx: Tx, row: DecisionRow | MoneyRow): Promise<void> => {
    await tx.execute(insert, [tx.tenant, ...columns.map((column) => (row as unknown as Record<string, unknown>)[column])]);
  };
};

export const keepDecision = writeOnce('decision_row');
export const keepMoney = writeOnce('money_row');
