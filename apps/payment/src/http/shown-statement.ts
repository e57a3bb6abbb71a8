import type { Statement } from '../domain/settling/statement.ts';
import type { StatementShape } from './settling-shapes.ts';

/** A statement as the API shows it: each line with its heading, its kind left out. */
export function shownStatement(month: string, statement: Statement & { readonly closedAt?: string }): StatementShape {
  const { lines, closedAt, month: total, before, after, sums } = statement;
  const told = lines.map(({ entry, at, section, counterparty, description, requestId, owes, restates }) => ({
    entry,
    at,
    section,
    counterparty,
    description,
    requestId,
    owes,
    restates,
  }));
  return { month, closedAt, before, sums, total, after, lines: told };
}
