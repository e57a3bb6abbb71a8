import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import type { Money } from '#lib/kernel';
import type { Source } from '#lib/service';
import { pageHeader, writeSheet, type SheetSums } from '#lib/workbook';
import type { Report } from '../reports/report.ts';
import { writeAbout, type About } from './about.ts';

export type Details = Omit<About, 'title' | 'description'>;

/**
 * Writes a report's workbook to a stream as it is made; memory does not grow with the number of rows. What is asked of the
 * source before the first byte can still fail with an error for the reader.
 */
export async function writeWorkbook(report: Report, details: Details, source: Source, stream: Writable): Promise<void> {
  const values = [details.from, details.to, details.timeZone];
  const sheets: { sheet: Report['sheets'][number]; sums: SheetSums }[] = [];
  for (const sheet of report.sheets) {
    const [counted] = await source.all<{ rows: number }>(sheet.count, values);
    const balances = sheet.balances ? await source.all<{ currency: string; minor: string }>(sheet.balances, values) : [];
    const money = balances.map(({ currency, minor }): Money => ({ currency, minor: Number(minor) }));
    sheets.push({ sheet, sums: { rows: counted?.rows ?? 0, balances: money } });
  }
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: false,
    creator: 'Trillium',
    lastModifiedBy: 'Trillium',
    zip: { zlib: { level: 1 } },
  } as Partial<ExcelJS.stream.xlsx.WorkbookStreamWriterOptions>);
  writeAbout(book, { title: report.title, description: report.description, ...details }, sheets);
  // a reader who hangs up ends it: without this the rows would wait for ever
  const gone = new AbortController();
  const hangUp = (): void => gone.abort(new Error('the reader went away'));
  stream.once('close', hangUp);
  const header = pageHeader(details.library.symbol);
  for (const { sheet } of sheets) await writeSheet(book, sheet, source.batches<never>(sheet.rows, values), gone.signal, header);
  await book.commit();
  stream.off('close', hangUp);
}
