import type { OpenStatement } from '../queries/statements.query.ts';
import type { StatementShape } from './settling-shapes.ts';

/** A statement as the API shows it: its figures, and a page of its lines. */
export async function shownStatement(month: string, statement: OpenStatement, after?: string): Promise<StatementShape> {
  const { closedAt, month: total, before, after: owed, sums, counts } = statement;
  const { lines, more } = await statement.page(after);
  return { month, closedAt, before, sums, counts, total, after: owed, lines, more };
}
