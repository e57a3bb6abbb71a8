import { isPractice } from '#lib/kernel';
import type ExcelJS from 'exceljs';

/** Stands on what was practised only: in the title, the file's name, and above every printed page. */
export const PRACTICE = 'PRACTICE';

/** What is printed above each page of a library's workbook. */
export const pageHeader = (library: string): Partial<ExcelJS.HeaderFooter> =>
  isPractice(library) ? { oddHeader: `&C&B${PRACTICE}` } : {};
