import type ExcelJS from 'exceljs';
import { practisedBy } from '#lib/kernel';
import {
  HEADER,
  LABEL,
  NUMBER_HEADER,
  PRACTICE,
  SUBTITLE,
  TAB_COLOR,
  TITLE,
  WRAPPED,
  letters,
  majorUnits,
  moneyStyle,
  pageHeader,
  styleOf,
  type Column,
  type Sheet,
  type SheetSums,
} from '#lib/workbook';

/** What the first sheet says of the workbook. */
export interface About {
  readonly title: string;
  readonly description: string;
  readonly library: { readonly symbol: string; readonly name: string };
  /** Days of the library, both included. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  /** The library's wall clock, by the clock the work goes by. */
  readonly madeAt: Date;
}

/** The sheet About: whose figures these are, of when, and what each sheet counts by; checks that follow the other sheets. */
export function writeAbout(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  about: About,
  sheets: readonly { readonly sheet: Sheet<never>; readonly sums: SheetSums }[],
): void {
  const sheet = book.addWorksheet('About', {
    views: [{ showGridLines: false }],
    properties: { tabColor: TAB_COLOR },
    headerFooter: pageHeader(about.library.symbol),
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = [{ width: 26 }, { width: 58 }, { width: 16 }, { width: 14 }, { width: 18 }];
  const line = (
    values: ExcelJS.CellValue[],
    styles: readonly (Partial<ExcelJS.Style> | undefined)[] = [],
    height?: number,
  ): void => {
    const row = sheet.addRow(values);
    if (height) row.height = height;
    styles.forEach((style, index) => style && (row.getCell(index + 1).style = style));
    row.commit();
  };
  const practised = practisedBy(about.library.symbol);
  line([`${practised === undefined ? '' : `${PRACTICE} · `}${about.title} · ${about.library.name}`], [TITLE], 28);
  line([about.description], [SUBTITLE], 20);
  if (practised !== undefined)
    line([PRACTICE, `Nothing of this happened: it was practised in a copy of ${practised}`], [LABEL, WRAPPED]);
  line([]);
  const first = { ...styleOf('day'), ...WRAPPED, numFmt: 'd mmmm yyyy' };
  line(['Library', `${about.library.name} (${about.library.symbol})`], [LABEL, WRAPPED]);
  line(['From', new Date(`${about.from}T00:00:00Z`)], [LABEL, { ...first, alignment: { horizontal: 'left' } }]);
  line(['Up to and including', new Date(`${about.to}T00:00:00Z`)], [LABEL, { ...first, alignment: { horizontal: 'left' } }]);
  line(['Made at', about.madeAt], [LABEL, { ...styleOf('moment') }]);
  line(['By the clock of', `the library (${about.timeZone}), as all dates and times here`], [LABEL, WRAPPED]);
  line(['Privacy', 'No name, number or address of a patron is in this workbook'], [LABEL, WRAPPED]);
  line([]);
  line(
    ['Sheet', 'One row for each', 'In the period by', 'Rows', 'Rows counted there'],
    [HEADER, HEADER, HEADER, NUMBER_HEADER, NUMBER_HEADER],
    22,
  );
  for (const { sheet: other, sums } of sheets) {
    const formula = `COUNTA(${range(other, sums, (column) => column.counted === true)})`;
    line(
      [other.name, other.oneRowFor, other.countsBy, sums.rows, sums.rows ? { formula, result: sums.rows } : 0],
      [LABEL, WRAPPED, WRAPPED, styleOf('integer'), styleOf('integer')],
    );
  }
  const ledgers = sheets.filter(({ sums }) => sums.balances.length);
  if (ledgers.length) {
    line([]);
    line(['Check', 'What it should be', 'Currency', 'Sum'], [HEADER, HEADER, HEADER, NUMBER_HEADER], 22);
  }
  for (const { sheet: other, sums } of ledgers)
    for (const balance of sums.balances) {
      const amounts = range(other, sums, (column) => column.kind === 'money');
      const currencies = range(other, sums, (column) => column.currency === true);
      const formula = `ROUND(SUMIFS(${amounts},${currencies},"${balance.currency}"),3)`;
      line(
        [
          `${other.name} adds up`,
          'Zero: what one account gives another takes',
          balance.currency,
          { formula, result: majorUnits(balance) },
        ],
        [LABEL, WRAPPED, WRAPPED, moneyStyle(balance.currency)],
      );
    }
  sheet.commit();
}

/** The rows of the first column found, on another sheet, as formulas name it. */
function range(sheet: Sheet<never>, { rows }: SheetSums, wanted: (column: Column<never>) => boolean): string {
  const letter = letters(sheet.columns.findIndex(wanted) + 1);
  return `'${sheet.name}'!$${letter}$2:$${letter}$${rows + 1}`;
}
