import type { Sheet } from '#lib/workbook';

/** A workbook a library can have. Adding one to reports/index.ts puts it into the API and the console's menu. */
export interface Report {
  /** Part of the address and of the file's name: `activity` → activity.xlsx. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly sheets: readonly Sheet<never>[];
}
