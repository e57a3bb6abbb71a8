import type { Rejection, Result } from '#lib/kernel';
import { reportOf, type Report, type Told } from '../../domain/ifm/report.ts';
import type { Settler } from '../../domain/ifm/settler.ts';
import { readTable } from '../read-table.ts';

/**
 * Reads a settler's report of a month from CSV or tab-delimited text.
 * @returns or a rejection that names line, column and what to do
 */
export function readReport(by: Settler, text: string, told: Told = {}): Result<Report, Rejection> {
  const rows = readTable(text, 'wrong-report');
  return rows.ok ? reportOf(by, rows.value, told) : rows;
}
