import type { Rejection, Result } from '#lib/kernel';
import { ifmReportOf, type IfmReport, type Told } from '../../domain/ifm/report.ts';
import { readTable } from '../read-table.ts';

/**
 * Reads a report of OCLC's on IFM from CSV or tab-delimited text.
 * @returns or a rejection that names line, column and what to do
 */
export function readIfmReport(text: string, told: Told = {}): Result<IfmReport, Rejection> {
  const rows = readTable(text, 'wrong-report');
  return rows.ok ? ifmReportOf(rows.value, told) : rows;
}
