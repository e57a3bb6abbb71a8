import exceljs from 'exceljs';
import type { FeeList, FeeShape } from '../../apps/payment/src/http/fee-shapes.ts';
import type { TrilliumClient } from '../support/client.ts';

export const usd = (minor: number) => ({ minor, currency: 'USD' });
/** What a copy from elsewhere costs the person, in cents. */
export const FEE = 300;
/** Bought as soon as it is asked for, as it is wanted tomorrow. */
export const DEAR = { citation: { doi: '10.1037/0022-3514.51.6.1173' }, neededBy: '2025-10-07', maxFee: usd(FEE) };

/** What is paid for a request; undefined where nothing is. */
export const feeOf = async (staff: TrilliumClient, request: string): Promise<FeeShape | undefined> =>
  (await staff.get<FeeList>(`/api/payment/patron-fees?request=${request}`)).fees[0];

/** At the desk. @param minor cents */
export async function payFee(staff: TrilliumClient, request: string, minor: number, by: 'cash' | 'card'): Promise<void> {
  const { id } = (await feeOf(staff, request))!;
  await staff.post(`/api/payment/patron-fees/${id}/pay`, { amount: usd(minor), by, receipt: 'R-1' });
}

/** The month's statement as an accountant takes it away: every cell, and where it leads. */
export async function statementText(accountant: TrilliumClient): Promise<string> {
  const sent = await accountant.raw('GET', '/api/payment/statements/2025-10/statement.xlsx?currency=USD');
  if (!sent.ok) throw new Error(`the statement: ${sent.status}`);
  const book = new exceljs.Workbook();
  await book.xlsx.load(await sent.arrayBuffer());
  return JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
}
